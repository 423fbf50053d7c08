// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_texts.h"
#include "core/schema/schema_access.h"
#include "core/schema/schema_docs.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr QLatin1String kReference = "^(\\$\\{(env|file|keyring):[^}]+\\})?$"_L1;
constexpr QLatin1String kDuration = "^(0|([0-9.]+(ns|us|ms|s|m|h))+)$"_L1;

void addBounds(QJsonObject &schema, const FieldSpec &spec, QLatin1String least, QLatin1String most)
{
    constexpr Range kOpen;
    if (spec.range.min != kOpen.min) {
        schema[least] = static_cast<qint64>(spec.range.min);
    }
    if (spec.range.max != kOpen.max) {
        schema[most] = static_cast<qint64>(spec.range.max);
    }
}

QJsonObject choiceSchema(const FieldSpec &spec)
{
    QJsonArray keys;
    for (const Choice &choice : spec.choices) {
        keys.append(QString::fromUtf8(choice.key));
    }
    return {{u"enum"_s, keys}};
}

QJsonObject listSchema(const FieldSpec &spec)
{
    QJsonObject schema{{u"type"_s, u"array"_s}};
    schema[u"items"_s] = access::isGroupList(spec) ? jsonSchema(access::nestedOf(spec))
                                                   : QJsonObject{{u"type"_s, u"string"_s}};
    addBounds(schema, spec, "minItems"_L1, "maxItems"_L1);
    return schema;
}

QJsonObject typeSchema(const FieldSpec &spec)
{
    QJsonObject schema{{u"type"_s, u"string"_s}};
    switch (spec.member.codec->kind) {
    case FieldKind::Bool: return {{u"type"_s, u"boolean"_s}};
    case FieldKind::Choice: return choiceSchema(spec);
    case FieldKind::Group: return jsonSchema(access::nestedOf(spec));
    case FieldKind::List: return listSchema(spec);
    case FieldKind::Map: return {{u"type"_s, QJsonArray{u"object"_s, u"array"_s}}};
    case FieldKind::ByteSize: return {{u"type"_s, QJsonArray{u"string"_s, u"integer"_s}}};
    case FieldKind::Duration:
        return {{u"type"_s, QJsonArray{u"string"_s, u"integer"_s}}, {u"pattern"_s, kDuration}};
    case FieldKind::Secret: schema[u"pattern"_s] = kReference; return schema;
    case FieldKind::Integer:
    case FieldKind::Decimal:
        schema[u"type"_s] =
            spec.member.codec->kind == FieldKind::Integer ? u"integer"_s : u"number"_s;
        addBounds(schema, spec, "minimum"_L1, "maximum"_L1);
        return schema;
    case FieldKind::Text: addBounds(schema, spec, "minLength"_L1, "maxLength"_L1); return schema;
    case FieldKind::Pem:
    case FieldKind::File: break;
    }
    return schema;
}

QJsonObject fieldSchema(const FieldSpec &spec)
{
    QJsonObject schema = typeSchema(spec);
    schema[u"title"_s] = text(spec.label);
    schema[u"description"_s] = text(spec.help);
    if (*spec.example && schema[u"type"_s] == u"string"_s) {
        schema[u"examples"_s] = QJsonArray{QString::fromUtf8(spec.example)};
    }
    if (spec.deprecated) {
        schema[u"deprecated"_s] = true;
    }
    return schema;
}

/// "When the sibling holds one of these, this key is required". A sibling that is left out holds
/// its default.
QJsonObject conditionalRequirement(const FieldSpec &spec, const Schema &schema)
{
    const FieldSpec *sibling = access::fieldOf(schema, docs::utf8(spec.requiredWhen.field));
    if (!sibling) {
        return {}; // the schema of a nested struct cannot speak of its surroundings
    }
    const QString key = docs::utf8(sibling->key);
    const QStringList values = docs::valuesOf(spec.requiredWhen);
    QJsonArray allowed;
    for (const QString &value : values) {
        const bool isBool = sibling->member.codec->kind == FieldKind::Bool;
        allowed.append(isBool ? QJsonValue(value == "true"_L1) : QJsonValue(value));
    }
    QJsonObject condition{{u"properties"_s, QJsonObject{{key, QJsonObject{{u"enum"_s, allowed}}}}}};
    if (!values.contains(access::writeMember(*sibling, schema.create().get()).text)) {
        condition[u"required"_s] = QJsonArray{key};
    }
    return {{u"if"_s, condition},
            {u"then"_s, QJsonObject{{u"required"_s, QJsonArray{docs::utf8(spec.key)}}}}};
}

} // namespace

QJsonObject jsonSchema(const Schema &schema)
{
    QJsonObject properties;
    QJsonArray required;
    QJsonArray conditions;
    for (const FieldSpec &spec : schema.fields) {
        const QString key = QString::fromUtf8(spec.key);
        properties[key] = fieldSchema(spec);
        if (spec.required && spec.role == Role::Both && !spec.visibleWhen.field) {
            required.append(key);
        }
        if (spec.requiredWhen.field && spec.role == Role::Both) {
            conditions.append(conditionalRequirement(spec, schema));
        }
    }
    QJsonObject result{{u"type"_s, u"object"_s},
                       {u"additionalProperties"_s, false},
                       {u"properties"_s, properties}};
    if (!required.isEmpty()) {
        result[u"required"_s] = required;
    }
    if (!conditions.isEmpty()) {
        result[u"allOf"_s] = conditions;
    }
    return result;
}

} // namespace core
