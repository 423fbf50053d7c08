// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"
#include "core/workspace/connections.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/upgrade.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

QJsonObject namePattern()
{
    return {{u"pattern"_s, u"^[A-Za-z0-9_-]{1,64}$"_s}};
}

/// What a connection may give is required only of an entry that uses none.
void requireUnlessShared(QJsonObject &entry, const Schema &schema)
{
    QJsonArray always{u"type"_s};
    QJsonArray alone;
    for (const QJsonValue &key : entry[u"required"_s].toArray()) {
        (isShareable(schema, key.toString()) ? alone : always).append(key);
    }
    entry[u"required"_s] = always;
    const QJsonValue conditions = entry.take(u"allOf"_s);
    QJsonObject then;
    if (!alone.isEmpty()) {
        then[u"required"_s] = alone;
    }
    if (!conditions.isUndefined()) {
        then[u"allOf"_s] = conditions;
    }
    if (!then.isEmpty()) {
        const QJsonObject shares{{u"required"_s, QJsonArray{u"connection"_s}}};
        entry[u"if"_s] = QJsonObject{{u"not"_s, shares}};
        entry[u"then"_s] = then;
    }
}

/// One alternative of an entry: the type's own keys, and those every entry has.
QJsonObject entrySchema(const QString &type, const char *sentence, const Schema &schema)
{
    QJsonObject entry = jsonSchema(schema);
    QJsonObject properties = entry[u"properties"_s].toObject();
    properties[u"type"_s] = QJsonObject{{u"const"_s, type}, {u"description"_s, text(sentence)}};
    properties[u"description"_s] = QJsonObject{{u"type"_s, u"string"_s}};
    properties[u"connection"_s] = namePattern();
    entry[u"properties"_s] = properties;
    requireUnlessShared(entry, schema);
    return entry;
}

/// What entries of this type may share; nothing is required, for an entry may give the rest.
QJsonObject connectionSchema(const QString &type, const QString &end, const Schema &schema)
{
    QJsonObject connection = jsonSchema(schema);
    QJsonObject properties = connection[u"properties"_s].toObject();
    for (const QString &key : properties.keys()) {
        if (!isShareable(schema, key)) {
            properties.remove(key);
        }
    }
    properties[u"type"_s] = QJsonObject{{u"const"_s, type}};
    properties[u"for"_s] = QJsonObject{{u"const"_s, end}};
    properties[u"description"_s] = QJsonObject{{u"type"_s, u"string"_s}};
    QJsonArray required{u"type"_s};
    if (end == "endpoint"_L1) {
        required.append(u"for"_s); // a source is meant where nothing is said
    }
    connection[u"properties"_s] = properties;
    connection[u"required"_s] = required;
    connection.remove(u"allOf"_s);
    return connection;
}

QJsonObject connectionsSchema(const Registry &registry)
{
    QJsonArray alternatives;
    for (const SourceType &type : registry.sources()) {
        alternatives.append(
            connectionSchema(QString::fromLatin1(type.type), u"source"_s, type.schema));
    }
    for (const EndpointType &type : registry.endpoints()) {
        alternatives.append(
            connectionSchema(QString::fromLatin1(type.type), u"endpoint"_s, type.schema));
    }
    return {{u"type"_s, u"object"_s},
            {u"propertyNames"_s, namePattern()},
            {u"additionalProperties"_s, QJsonObject{{u"oneOf"_s, alternatives}}}};
}

template <typename Types>
QJsonObject sectionSchema(const Types &types)
{
    QJsonArray alternatives;
    for (const auto &type : types) {
        alternatives.append(
            entrySchema(QString::fromLatin1(type.type), type.sentence, type.schema));
    }
    return {{u"type"_s, u"object"_s},
            {u"propertyNames"_s, namePattern()},
            {u"additionalProperties"_s, QJsonObject{{u"oneOf"_s, alternatives}}}};
}

/// A source by name; or an endpoint, with what its type lets a flow say of reading it.
QJsonObject fromSchema(const Registry &registry)
{
    QJsonArray alternatives{
        QJsonObject{{u"type"_s, u"object"_s},
                    {u"properties"_s, QJsonObject{{u"source"_s, namePattern()}}},
                    {u"required"_s, QJsonArray{u"source"_s}},
                    {u"additionalProperties"_s, false}}};
    for (const EndpointType &type : registry.endpoints()) {
        if (!type.reading) {
            continue;
        }
        QJsonObject reading = jsonSchema(type.reading->schema());
        QJsonObject properties = reading[u"properties"_s].toObject();
        properties[u"endpoint"_s] = namePattern();
        reading[u"properties"_s] = properties;
        QJsonArray required = reading[u"required"_s].toArray();
        required.prepend(u"endpoint"_s);
        reading[u"required"_s] = required;
        alternatives.append(reading);
    }
    return {{u"anyOf"_s, alternatives}};
}

QJsonObject flowSchema(const Registry &registry)
{
    QJsonObject flow = jsonSchema(FlowConfig::schema());
    QJsonObject properties = flow[u"properties"_s].toObject();
    properties[u"from"_s] = fromSchema(registry);
    flow[u"properties"_s] = properties;
    return flow;
}

} // namespace

QJsonObject workspaceJsonSchema(const Registry &registry)
{
    const QJsonObject flows{{u"type"_s, u"object"_s},
                            {u"propertyNames"_s, namePattern()},
                            {u"additionalProperties"_s, flowSchema(registry)}};
    const QJsonObject properties{{u"weir"_s, QJsonObject{{u"const"_s, kWorkspaceVersion}}},
                                 {u"name"_s, QJsonObject{{u"type"_s, u"string"_s}}},
                                 {u"connections"_s, connectionsSchema(registry)},
                                 {u"sources"_s, sectionSchema(registry.sources())},
                                 {u"endpoints"_s, sectionSchema(registry.endpoints())},
                                 {u"flows"_s, flows}};
    return {{u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s},
            {u"title"_s, u"Weir workspace"_s},
            {u"type"_s, u"object"_s},
            {u"additionalProperties"_s, false},
            {u"required"_s, QJsonArray{u"weir"_s}},
            {u"properties"_s, properties}};
}

} // namespace core
