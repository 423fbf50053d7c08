// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <simdjson.h>

#include <map>
#include <set>

namespace core::avro {

/// Builds one schema from one or several texts that share their names. Used once.
class SchemaParser final
{
public:
    /// The type that the text defines.
    Result<NodeIndex> add(std::string_view text);
    Result<SchemaPtr> finish(NodeIndex root);

private:
    using Object = simdjson::dom::object;
    using Element = simdjson::dom::element;

    Result<Element> load(std::string_view text);
    Result<NodeIndex> newNode(Node node);
    Result<NodeIndex> type(const Element &json, std::string_view space, int depth);
    Result<NodeIndex> named(std::string_view name, std::string_view space);
    Result<NodeIndex> unionOf(const simdjson::dom::array &json, std::string_view space, int depth);
    Result<NodeIndex> complex(const Object &json, std::string_view space, int depth);
    Result<NodeIndex> container(const Object &json, Type kind, std::string_view space, int depth);
    Result<NodeIndex> define(const Object &json, Type kind, std::string_view space,
                             std::string &innerSpace);
    Result<NodeIndex> record(const Object &json, std::string_view space, int depth);
    Result<NodeIndex> enumeration(const Object &json, std::string_view space);
    Result<NodeIndex> fixed(const Object &json, std::string_view space);
    void setMembers(NodeIndex index, std::vector<Member> members);
    static std::string fullName(std::string_view name, std::string_view space);

    simdjson::dom::parser m_json;
    std::vector<Node> m_nodes;
    std::vector<Member> m_members;
    std::map<std::string, NodeIndex> m_names;
};

/// "record", "long" …
std::string_view typeName(Type type);

} // namespace core::avro
