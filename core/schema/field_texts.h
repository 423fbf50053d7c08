// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema_access.h"

/// Words about a field that every kind of documentation uses. Internal to this folder.
namespace core::docs {

inline QString utf8(const char *text)
{
    return QString::fromUtf8(text);
}

QString kindKey(FieldKind kind); ///< "text", "secret" …
QString rangeText(const FieldSpec &spec); ///< "1..65535", "1s.."; empty without bounds
QStringList valuesOf(const Condition &condition);

/// Calls for each field that is no group with its dotted key and default.
template <typename Visit>
void visitSpecs(const Schema &schema, void *defaults, const QString &prefix, const Visit &visit)
{
    for (const FieldSpec &spec : schema.fields) {
        void *member = access::memberOf(spec, defaults);
        const QString key = prefix + access::keyOf(spec);
        if (access::isGroup(spec)) {
            visitSpecs(access::nestedOf(spec), member, key + u'.', visit);
            continue;
        }
        visit(key, spec, spec.member.codec->write(member, spec));
        if (access::isGroupList(spec)) {
            const Schema &items = access::nestedOf(spec);
            visitSpecs(items, items.create().get(), key + QStringLiteral("[]."), visit);
        }
    }
}

} // namespace core::docs
