// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_texts.h"

using namespace Qt::StringLiterals;

namespace core::docs {

QString kindKey(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text: return u"text"_s;
    case FieldKind::Secret: return u"secret"_s;
    case FieldKind::Bool: return u"bool"_s;
    case FieldKind::Integer: return u"integer"_s;
    case FieldKind::Decimal: return u"decimal"_s;
    case FieldKind::Duration: return u"duration"_s;
    case FieldKind::ByteSize: return u"bytes"_s;
    case FieldKind::Choice: return u"choice"_s;
    case FieldKind::List: return u"list"_s;
    case FieldKind::Map: return u"map"_s;
    case FieldKind::Pem: return u"pem"_s;
    case FieldKind::File: return u"file"_s;
    case FieldKind::Group: return u"group"_s;
    }
    return u"text"_s;
}

QString rangeText(const FieldSpec &spec)
{
    const auto bound = [&spec](std::int64_t value, std::int64_t open) {
        switch (value == open ? FieldKind::Group : spec.member.codec->kind) {
        case FieldKind::Group: return QString();
        case FieldKind::Duration: return formatDuration(std::chrono::nanoseconds(value));
        case FieldKind::ByteSize: return formatByteSize(value);
        default: return QString::number(value);
        }
    };
    constexpr Range kOpen;
    const QString min = bound(spec.range.min, kOpen.min);
    const QString max = bound(spec.range.max, kOpen.max);
    return min.isEmpty() && max.isEmpty() ? QString() : QString(min + u".."_s + max);
}

QStringList valuesOf(const Condition &condition)
{
    QStringList values;
    for (const char *value : condition.equals) {
        if (value) {
            values.append(utf8(value));
        }
    }
    return values;
}

} // namespace core::docs
