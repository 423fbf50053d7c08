// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"

#include "core/schema/schema_access.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

QString latin(const char *text)
{
    return QString::fromLatin1(text);
}

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

QString headingKey(Heading heading)
{
    static constexpr std::array kKeys{"connection", "security", "delivery", "batching", "limits"};
    return latin(kKeys[static_cast<std::size_t>(heading)]);
}

QString roleKey(Role role)
{
    static constexpr std::array kKeys{"source", "destination", "both"};
    return latin(kKeys[static_cast<std::size_t>(role)]);
}

bool isBounded(const Range &range)
{
    constexpr Range kOpen;
    return range.min != kOpen.min || range.max != kOpen.max;
}

/// The written text of the default; JSON types where the kind has one.
QJsonValue defaultValue(const FieldSpec &spec, const Node &value)
{
    switch (spec.member.codec->kind) {
    case FieldKind::Bool: return value.text == u"true"_s;
    case FieldKind::Integer: return value.text.toLongLong();
    case FieldKind::Decimal: return value.text.toDouble();
    case FieldKind::List: {
        QJsonArray items;
        for (const Node &item : value.items) {
            items.append(item.isScalar() ? QJsonValue(item.text) : QJsonObject());
        }
        return items;
    }
    case FieldKind::Map: return QJsonObject();
    default: return value.text;
    }
}

QString rangeText(const FieldSpec &spec)
{
    const auto bound = [&spec](std::int64_t value) {
        switch (spec.member.codec->kind) {
        case FieldKind::Duration: return formatDuration(std::chrono::nanoseconds(value));
        case FieldKind::ByteSize: return formatByteSize(value);
        default: return QString::number(value);
        }
    };
    constexpr Range kOpen;
    QString text;
    if (spec.range.min != kOpen.min) {
        text += bound(spec.range.min);
    }
    text += u".."_s;
    if (spec.range.max != kOpen.max) {
        text += bound(spec.range.max);
    }
    return isBounded(spec.range) ? text : QString();
}

/// Calls for each field that is no group with its dotted key and default.
template <typename Visit>
void visitSpecs(const Schema &schema, void *defaults, const QString &prefix, const Visit &visit)
{
    for (const FieldSpec &spec : schema.fields) {
        void *member = access::memberOf(spec, defaults);
        const QString key = prefix + latin(spec.key);
        if (access::isGroup(spec)) {
            visitSpecs(access::nestedOf(spec), member, key + u'.', visit);
            continue;
        }
        visit(key, spec, spec.member.codec->write(member, spec));
        if (access::isGroupList(spec)) {
            const Schema &items = access::nestedOf(spec);
            visitSpecs(items, items.create().get(), key + u"[]."_s, visit);
        }
    }
}

QJsonArray choiceList(const FieldSpec &spec)
{
    QJsonArray choices;
    for (const Choice &choice : spec.choices) {
        choices.append(QJsonObject{{u"value"_s, latin(choice.key)},
                                   {u"label"_s, text(choice.label)},
                                   {u"help"_s, text(choice.help)}});
    }
    return choices;
}

} // namespace

QJsonArray describeFields(const Schema &schema)
{
    QJsonArray fields;
    visitSpecs(schema, schema.create().get(), {},
               [&fields](const QString &key, const FieldSpec &spec, const Node &value) {
                   fields.append(QJsonObject{
                       {u"key"_s, key},
                       {u"kind"_s, kindKey(spec.member.codec->kind)},
                       {u"label"_s, text(spec.label)},
                       {u"help"_s, text(spec.help)},
                       {u"required"_s, spec.required},
                       {u"default"_s, defaultValue(spec, value)},
                       {u"tab"_s, spec.tab == Tab::Basic ? u"basic"_s : u"advanced"_s},
                       {u"heading"_s, headingKey(spec.heading)},
                       {u"secret"_s, spec.member.codec->kind == FieldKind::Secret},
                       {u"native"_s, latin(spec.native)},
                       {u"unit"_s, latin(spec.unit)},
                       {u"range"_s, rangeText(spec)},
                       {u"choices"_s, choiceList(spec)},
                       {u"role"_s, roleKey(spec.role)},
                   });
               });
    return fields;
}

QString markdownReference(const Schema &schema)
{
    QString page = u"| key | what it is | kind | default | allowed | native |\n"
                   "| --- | --- | --- | --- | --- | --- |\n"_s;
    visitSpecs(
        schema, schema.create().get(), {},
        [&page](const QString &key, const FieldSpec &spec, const Node &value) {
            QStringList allowed;
            for (const Choice &choice : spec.choices) {
                allowed.push_back(u'`' + latin(choice.key) + u'`');
            }
            if (allowed.isEmpty()) {
                allowed.push_back(rangeText(spec));
            }
            const QString kind =
                kindKey(spec.member.codec->kind) + (spec.required ? u", required"_s : QString());
            const QString native = *spec.native ? u'`' + latin(spec.native) + u'`' : QString();
            const QString given = value.text.isEmpty() ? QString() : u'`' + value.text + u'`';
            const auto cell = [](QString words) { return words.replace(u'|', "\\|"_L1); };
            page += u"| `%1` | **%2.** %3 | %4 | %5 | %6 | %7 |\n"_s.arg(
                key, cell(text(spec.label)), cell(text(spec.help)), kind, given,
                allowed.join(u", "_s), native);
        });
    return page;
}

} // namespace core
