// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_types.h"
#include "core/schema/schema_docs.h"

using namespace Qt::StringLiterals;

namespace core {

Node redactedConfig(const ConfigBox &config)
{
    ConfigBox copy = config;
    visitFields(copy, [](const QString &, const FieldSpec &spec, void *member) {
        if (spec.member.codec->kind == FieldKind::Text) {
            QString &words = *static_cast<QString *>(member);
            words = redacted(words);
        } else if (spec.member.codec->kind == FieldKind::Map) {
            for (NamedValue &value : *static_cast<NamedValues *>(member)) {
                if (!value.isSecret) {
                    value.value.setValue("***");
                }
            }
        }
    });
    return writeConfig(copy);
}

} // namespace core
