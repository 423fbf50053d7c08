// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/upgrade.h"

using namespace Qt::StringLiterals;

namespace core {
namespace {

QJsonObject namePattern()
{
    return {{u"pattern"_s, u"^[A-Za-z0-9_-]{1,64}$"_s}};
}

/// One alternative of an entry: the type's own keys, and those every entry has.
QJsonObject entrySchema(const QString &type, const char *sentence, const Schema &schema)
{
    QJsonObject entry = jsonSchema(schema);
    QJsonObject properties = entry[u"properties"_s].toObject();
    properties[u"type"_s] = QJsonObject{{u"const"_s, type}, {u"description"_s, text(sentence)}};
    properties[u"description"_s] = QJsonObject{{u"type"_s, u"string"_s}};
    QJsonArray required = entry[u"required"_s].toArray();
    required.prepend(u"type"_s);
    entry[u"properties"_s] = properties;
    entry[u"required"_s] = required;
    return entry;
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

} // namespace

QJsonObject workspaceJsonSchema(const Registry &registry)
{
    const QJsonObject flows{{u"type"_s, u"object"_s},
                            {u"propertyNames"_s, namePattern()},
                            {u"additionalProperties"_s, jsonSchema(FlowConfig::schema())}};
    const QJsonObject properties{{u"weir"_s, QJsonObject{{u"const"_s, kWorkspaceVersion}}},
                                 {u"name"_s, QJsonObject{{u"type"_s, u"string"_s}}},
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
