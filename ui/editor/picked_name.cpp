// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/picked_name.h"

#include <algorithm>

namespace ui {

QString browseFieldOf(const FormModel &model)
{
    const auto found = std::ranges::find_if(model.fields(), [&model](const FormField &field) {
        return *field.spec->browse && model.isShown(field.key);
    });
    return found == model.fields().end() ? QString() : found->key;
}

void putPicked(FormModel &model, const QString &name)
{
    const QString key = browseFieldOf(model);
    if (key.isEmpty()) {
        return;
    }
    if (model.spec(key).member.codec->kind != core::FieldKind::List) {
        model.setText(key, name);
        return;
    }
    core::Node list = model.value(key);
    if (!list.isList()) {
        list = core::Node::list();
    }
    const bool isIn = std::ranges::any_of(
        list.items, [&name](const core::Node &item) { return item.text == name; });
    if (!isIn) {
        list.items.push_back(core::Node::quotedText(name));
        model.setValue(key, list);
    }
}

} // namespace ui
