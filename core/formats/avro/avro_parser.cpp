// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_parser.h"

#include "core/formats/avro/column_types.h"
#include "core/formats/avro/endless_record.h"
#include "core/formats/avro/logical_meaning.h"
#include "core/support/text.h"

#include <QString>

#include <algorithm>

namespace core::avro {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::size_t kMaxName = 512;
constexpr std::size_t kJsonDepth = 256; ///< three for each nested record

struct Primitive
{
    std::string_view name;
    Type type;
};
constexpr Primitive kPrimitives[] = {
    {"null", Type::Null},   {"boolean", Type::Boolean}, {"int", Type::Int},
    {"long", Type::Long},   {"float", Type::Float},     {"double", Type::Double},
    {"bytes", Type::Bytes}, {"string", Type::String},
};

const Primitive *primitiveOf(std::string_view name)
{
    const auto found = std::ranges::find(kPrimitives, name, &Primitive::name);
    return found == std::end(kPrimitives) ? nullptr : &*found;
}

Error fault(const char *id, QString message, QString fix = {})
{
    return Error{.code = ErrorCode::Rejected,
                 .id = id,
                 .message = std::move(message),
                 .fix = std::move(fix)};
}

QString shown(std::string_view name)
{
    return visibleText(
        QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min(name.size(), kMaxName))),
        200);
}

std::string_view textAt(const object &json, std::string_view key)
{
    std::string_view text;
    return json[key].get_string().get(text) ? std::string_view{} : text;
}

/// Part of the schema specification, but names outside its alphabet do occur; what no name can be
/// is only what would not survive being shown.
bool isName(std::string_view name)
{
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
    };
    return !name.empty() && name.size() <= kMaxName && std::ranges::none_of(name, isControl);
}

} // namespace

Result<element> SchemaParser::load(std::string_view text)
{
    if (text.size() > kMaxSchemaBytes) {
        return fault("avro.schema.too_large",
                     core::text(WEIR_TEXT("The schema has more than 256 KiB")));
    }
    element root;
    const auto error = m_json.allocate(text.size(), kJsonDepth)
        ? simdjson::MEMALLOC
        : m_json.parse(text.data(), text.size()).get(root);
    if (error == simdjson::SUCCESS) {
        return root;
    }
    // a name alone is a schema too, and some registries hand it out without its quotes
    if (const Primitive *known = primitiveOf(text)) {
        return load('"' + std::string(known->name) + '"');
    }
    return error == simdjson::DEPTH_ERROR
        ? fault("avro.schema.too_deep", core::text(WEIR_TEXT("The schema is nested too deeply")))
        : fault("avro.schema.json",
                core::text(WEIR_TEXT("The schema is not JSON: %1"))
                    .arg(QString::fromLatin1(simdjson::error_message(error))));
}

Result<NodeIndex> SchemaParser::add(std::string_view text)
{
    const Result<element> json = load(text);
    return json ? type(*json, {}, 0) : Result<NodeIndex>(json.error());
}

Result<SchemaPtr> SchemaParser::finish(NodeIndex root)
{
    if (const auto endless = endlessRecord(m_nodes, m_members)) {
        return fault("avro.schema.endless",
                     core::text(WEIR_TEXT("The record %1 always contains itself"))
                         .arg(shown(m_nodes[*endless].name)));
    }
    setColumnTypes(m_nodes, m_members);
    return SchemaPtr(std::make_shared<Schema>(std::move(m_nodes), std::move(m_members), root));
}

Result<NodeIndex> SchemaParser::newNode(Node node)
{
    if (m_nodes.size() >= kMaxSchemaParts || m_members.size() >= kMaxSchemaParts) {
        return fault(
            "avro.schema.too_large",
            core::text(WEIR_TEXT("The schema has more than %1 parts")).arg(kMaxSchemaParts));
    }
    m_nodes.push_back(std::move(node));
    return static_cast<NodeIndex>(m_nodes.size() - 1);
}

Result<NodeIndex> SchemaParser::type(const element &json, std::string_view space, int depth)
{
    if (depth >= kMaxDepth) {
        return fault("avro.schema.too_deep",
                     core::text(WEIR_TEXT("The schema has more than %1 levels")).arg(kMaxDepth));
    }
    switch (json.type()) {
    case element_type::STRING: return named(json.get_string().value_unsafe(), space);
    case element_type::ARRAY: return unionOf(json.get_array().value_unsafe(), space, depth);
    case element_type::OBJECT: return complex(json.get_object().value_unsafe(), space, depth);
    default:
        return fault("avro.schema.type",
                     core::text(WEIR_TEXT("A type is a name, a list or an object")));
    }
}

Result<NodeIndex> SchemaParser::named(std::string_view name, std::string_view space)
{
    if (const Primitive *primitive = primitiveOf(name)) {
        return newNode({.type = primitive->type});
    }
    const auto known = m_names.find(fullName(name, space));
    if (known != m_names.end()) {
        return known->second;
    }
    // a name without dots may also be one that has no namespace at all
    const auto plain = m_names.find(std::string(name));
    if (plain != m_names.end()) {
        return plain->second;
    }
    return fault("avro.schema.unknown_type",
                 core::text(WEIR_TEXT("The schema uses the type %1, which it does not define"))
                     .arg(shown(name)),
                 core::text(WEIR_TEXT("Check how the name is spelt, its namespace included; a type "
                                      "is defined before it is used")));
}

Result<NodeIndex> SchemaParser::unionOf(const simdjson::dom::array &json, std::string_view space,
                                        int depth)
{
    std::vector<Member> branches;
    for (const element branch : json) {
        const Result<NodeIndex> index = type(branch, space, depth + 1);
        if (!index) {
            return index;
        }
        const Node &node = m_nodes[*index];
        if (node.type == Type::Union || branches.size() >= kMaxSchemaParts) {
            return fault("avro.schema.union",
                         core::text(WEIR_TEXT("A union directly contains another one")));
        }
        branches.push_back(
            {node.name.empty() ? std::string(typeName(node.type)) : node.name, *index});
    }
    const Result<NodeIndex> index = newNode({.type = Type::Union});
    if (index) {
        setMembers(*index, std::move(branches));
    }
    return index;
}

Result<NodeIndex> SchemaParser::complex(const object &json, std::string_view space, int depth)
{
    element inner;
    if (json["type"].get(inner)) {
        return fault("avro.schema.type", core::text(WEIR_TEXT("A part of the schema has no type")));
    }
    const std::string_view name = textAt(json, "type");
    if (name == "record" || name == "error") {
        return record(json, space, depth);
    }
    if (name == "enum") {
        return enumeration(json, space);
    }
    if (name == "fixed") {
        return fixed(json, space);
    }
    if (name == "array" || name == "map") {
        return container(json, name == "array" ? Type::Array : Type::Map, space, depth);
    }
    const Result<NodeIndex> index = type(inner, space, depth + 1);
    // what an object adds to a type that is defined elsewhere must not change that one
    if (index && *index == m_nodes.size() - 1 && m_nodes[*index].name.empty()) {
        readLogical(json, m_nodes[*index]);
    }
    return index;
}

Result<NodeIndex> SchemaParser::container(const object &json, Type kind, std::string_view space,
                                          int depth)
{
    const Result<NodeIndex> index = newNode({.type = kind});
    element item;
    if (json[kind == Type::Array ? "items" : "values"].get(item)) {
        return fault("avro.schema.type",
                     core::text(WEIR_TEXT("An array or a map does not say of what")));
    }
    const Result<NodeIndex> of = index ? type(item, space, depth + 1) : index;
    if (of) {
        setMembers(*index, {Member{.node = *of}});
        return index;
    }
    return of;
}

Result<NodeIndex> SchemaParser::define(const object &json, Type kind, std::string_view space,
                                       std::string &innerSpace)
{
    const std::string_view name = textAt(json, "name");
    std::string_view ownSpace;
    const bool hasSpace = !json["namespace"].get_string().get(ownSpace);
    std::string full = fullName(name, hasSpace ? ownSpace : space);
    if (!isName(name) || !isName(full)) {
        return fault("avro.schema.name",
                     core::text(WEIR_TEXT("A record, enum or fixed type has no usable name")));
    }
    if (primitiveOf(full) || m_names.contains(full)) {
        return fault("avro.schema.duplicate",
                     core::text(WEIR_TEXT("The name %1 is defined twice")).arg(shown(full)));
    }
    const std::size_t dot = full.rfind('.');
    innerSpace = dot == std::string::npos ? std::string() : full.substr(0, dot);
    const Result<NodeIndex> index = newNode({.type = kind, .name = full});
    if (index) {
        m_names.emplace(std::move(full), *index);
    }
    return index;
}

Result<NodeIndex> SchemaParser::record(const object &json, std::string_view space, int depth)
{
    std::string innerSpace;
    const Result<NodeIndex> index = define(json, Type::Record, space, innerSpace);
    simdjson::dom::array list;
    if (!index) {
        return index;
    }
    if (json["fields"].get_array().get(list)) {
        return fault("avro.schema.type", core::text(WEIR_TEXT("A record has no list of fields")));
    }
    std::vector<Member> fields;
    std::set<std::string_view> names;
    for (const element item : list) {
        object field;
        element fieldType;
        const bool isField = !item.get_object().get(field) && !field["type"].get(fieldType);
        const std::string_view name = isField ? textAt(field, "name") : std::string_view{};
        if (!isName(name)) {
            return fault("avro.schema.name",
                         core::text(WEIR_TEXT("A field of a record has no name or no type")));
        }
        if (!names.insert(name).second) {
            return fault("avro.schema.duplicate",
                         core::text(WEIR_TEXT("The name %1 is defined twice")).arg(shown(name)));
        }
        const Result<NodeIndex> of = type(fieldType, innerSpace, depth + 1);
        if (!of) {
            return of;
        }
        fields.push_back({std::string(name), *of});
    }
    setMembers(*index, std::move(fields));
    return index;
}

Result<NodeIndex> SchemaParser::enumeration(const object &json, std::string_view space)
{
    std::string innerSpace;
    const Result<NodeIndex> index = define(json, Type::Enum, space, innerSpace);
    simdjson::dom::array list;
    if (!index) {
        return index;
    }
    if (json["symbols"].get_array().get(list)) {
        return fault("avro.schema.type", core::text(WEIR_TEXT("An enum has no list of symbols")));
    }
    std::vector<Member> symbols;
    for (const element symbol : list) {
        std::string_view name;
        if (symbol.get_string().get(name)) {
            return fault("avro.schema.type", core::text(WEIR_TEXT("An enum's symbol is no text")));
        }
        symbols.push_back({.name = std::string(name)});
    }
    setMembers(*index, std::move(symbols));
    return index;
}

Result<NodeIndex> SchemaParser::fixed(const object &json, std::string_view space)
{
    std::string innerSpace;
    const Result<NodeIndex> index = define(json, Type::Fixed, space, innerSpace);
    std::uint64_t size = 0;
    if (!index) {
        return index;
    }
    if (json["size"].get_uint64().get(size)) {
        return fault("avro.schema.type", core::text(WEIR_TEXT("A fixed type has no size")));
    }
    m_nodes[*index].size = size;
    readLogical(json, m_nodes[*index]);
    return index;
}

void SchemaParser::setMembers(NodeIndex index, std::vector<Member> members)
{
    m_nodes[index].firstMember = static_cast<std::uint32_t>(m_members.size());
    m_nodes[index].members = static_cast<std::uint32_t>(members.size());
    std::ranges::move(members, std::back_inserter(m_members));
}

std::string SchemaParser::fullName(std::string_view name, std::string_view space)
{
    const bool isFull = name.find('.') != std::string_view::npos;
    return isFull || space.empty() ? std::string(name)
                                   : std::string(space) + '.' + std::string(name);
}

std::string_view typeName(Type type)
{
    static constexpr std::string_view kNames[] = {"null",   "boolean", "int",    "long",   "float",
                                                  "double", "bytes",   "string", "record", "enum",
                                                  "array",  "map",     "union",  "fixed"};
    return kNames[static_cast<std::size_t>(type)];
}

Result<SchemaPtr> parseSchema(std::string_view text, std::span<const std::string> references)
{
    SchemaParser parser;
    for (const std::string &reference : references) {
        if (const Result<NodeIndex> added = parser.add(reference); !added) {
            return added.error();
        }
    }
    const Result<NodeIndex> root = parser.add(text);
    return root ? parser.finish(*root) : Result<SchemaPtr>(root.error());
}

} // namespace core::avro
