// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"

#include "core/schema/field_texts.h"
#include "core/schema/schema_access.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

QString headingKey(Heading heading)
{
    static constexpr std::array kKeys{"connection", "security", "delivery", "batching", "limits"};
    return docs::utf8(kKeys[static_cast<std::size_t>(heading)]);
}

QString roleKey(Role role)
{
    static constexpr std::array kKeys{"source", "destination", "both"};
    return docs::utf8(kKeys[static_cast<std::size_t>(role)]);
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

/// null, or the sibling's key and the values one of which it must hold.
QJsonValue conditionJson(const Condition &condition)
{
    if (!condition.field) {
        return QJsonValue::Null;
    }
    return QJsonObject{{u"key"_s, docs::utf8(condition.field)},
                       {u"equals"_s, QJsonArray::fromStringList(docs::valuesOf(condition))}};
}

QJsonArray choiceList(const FieldSpec &spec)
{
    QJsonArray choices;
    for (const Choice &choice : spec.choices) {
        choices.append(QJsonObject{{u"value"_s, docs::utf8(choice.key)},
                                   {u"label"_s, text(choice.label)},
                                   {u"help"_s, text(choice.help)}});
    }
    return choices;
}

} // namespace

QJsonArray describeFields(const Schema &schema)
{
    QJsonArray fields;
    docs::visitSpecs(schema, schema.create().get(), {},
                     [&fields](const QString &key, const FieldSpec &spec, const Node &value) {
                         fields.append(QJsonObject{
                             {u"key"_s, key},
                             {u"kind"_s, docs::kindKey(spec.member.codec->kind)},
                             {u"label"_s, text(spec.label)},
                             {u"help"_s, text(spec.help)},
                             {u"required"_s, spec.required},
                             {u"default"_s, defaultValue(spec, value)},
                             {u"tab"_s, spec.tab == Tab::Basic ? u"basic"_s : u"advanced"_s},
                             {u"basic_when"_s, conditionJson(spec.basicWhen)},
                             {u"form_default"_s, docs::utf8(spec.formDefault)},
                             {u"heading"_s, headingKey(spec.heading)},
                             {u"secret"_s, spec.member.codec->kind == FieldKind::Secret},
                             {u"native"_s, docs::utf8(spec.native)},
                             {u"unit"_s, docs::utf8(spec.unit)},
                             {u"range"_s, docs::rangeText(spec)},
                             {u"choices"_s, choiceList(spec)},
                             {u"role"_s, roleKey(spec.role)},
                             {u"example"_s, docs::utf8(spec.example)},
                             {u"browse"_s, docs::utf8(spec.browse)},
                             {u"restart"_s, spec.restart},
                             {u"required_when"_s, conditionJson(spec.requiredWhen)},
                             {u"visible_when"_s, conditionJson(spec.visibleWhen)},
                         });
                     });
    return fields;
}

} // namespace core
