// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/choice_editor.h"
#include "ui/forms/field_editor.h"
#include "ui/forms/list_editor.h"
#include "ui/forms/map_editor.h"
#include "ui/forms/pem_editor.h"
#include "ui/forms/secret_editor.h"
#include "ui/forms/text_editors.h"

namespace ui {

FieldEditor *makeFieldEditor(FormModel &model, const QString &key, const FormContext &context,
                             QWidget *parent)
{
    const core::FieldSpec &spec = model.spec(key);
    switch (spec.member.codec->kind) {
    case core::FieldKind::Secret: return new SecretEditor(model, key, context, parent);
    case core::FieldKind::Bool: return new BoolEditor(model, key, parent);
    case core::FieldKind::Choice: return new ChoiceEditor(model, key, parent);
    case core::FieldKind::Map: return new MapEditor(model, key, context, parent);
    case core::FieldKind::Pem: return new PemEditor(model, key, context, parent);
    case core::FieldKind::File: return new FileEditor(model, key, context, parent);
    case core::FieldKind::List:
        if (spec.member.codec->count) {
            return new GroupListEditor(model, key, context, parent);
        }
        return new ListEditor(model, key, parent);
    default: break;
    }
    const auto names = context.names.constFind(QString::fromLatin1(spec.browse));
    if (names != context.names.constEnd()) {
        return new NameEditor(model, key, *names, parent);
    }
    if (*spec.browse && context.catalog) {
        return new BrowseEditor(model, key, *context.catalog, parent);
    }
    if (spec.multiline) {
        return new MultilineEditor(model, key, parent);
    }
    return new LineEditor(model, key, parent);
}

} // namespace ui
