// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/column_type.h"
#include "core/support/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::avro {

enum class Type : std::uint8_t
{
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
    Record,
    Enum,
    Array,
    Map,
    Union,
    Fixed
};

/// What a value means beyond its bytes; a meaning that its type cannot have is left out.
enum class Logical : std::uint8_t
{
    None,
    Decimal,
    Uuid,
    Date,
    TimeMillis,
    TimeMicros,
    TimestampMillis,
    TimestampMicros,
    TimestampNanos,
    LocalTimestampMillis,
    LocalTimestampMicros,
    LocalTimestampNanos,
    Duration
};

using NodeIndex = std::uint32_t;

/// A field of a record, a branch of a union (by its type's name), the element of an array or map,
/// or a symbol of an enum, which has no type.
struct Member
{
    std::string name = {};
    NodeIndex node = 0;
};

struct Node
{
    Type type = Type::Null;
    Logical logical = Logical::None;
    std::uint16_t scale = 0; ///< decimal
    ColumnType column = {}; ///< what a column of it is
    std::uint32_t firstMember = 0;
    std::uint32_t members = 0;
    std::uint64_t size = 0; ///< fixed
    std::string name = {}; ///< full name of a record, enum or fixed
};

/// A checked schema as a flat list of nodes; a recursive one points back into it. Immutable, any
/// thread.
class Schema final
{
public:
    Schema(std::vector<Node> nodes, std::vector<Member> members, NodeIndex root)
        : m_nodes(std::move(nodes)), m_members(std::move(members)), m_root(root)
    { }

    const Node &node(NodeIndex index) const { return m_nodes[index]; }
    const Node &root() const { return m_nodes[m_root]; }
    NodeIndex rootIndex() const { return m_root; }
    std::span<const Member> members(const Node &node) const
    {
        return std::span(m_members).subspan(node.firstMember, node.members);
    }

private:
    std::vector<Node> m_nodes;
    std::vector<Member> m_members;
    NodeIndex m_root;
};

using SchemaPtr = std::shared_ptr<const Schema>;

constexpr std::size_t kMaxSchemaBytes = std::size_t{256} << 10U;
constexpr int kMaxDepth = 64; ///< of types in a schema and of values in a message
constexpr std::size_t kMaxSchemaParts = 65'536; ///< nodes, and likewise members

/// Reads the JSON text of a schema. `references` are texts that define further named types, each
/// after those that it uses itself.
/// Ids: avro.schema.json, .too_large, .too_deep, .type, .name, .unknown_type, .duplicate, .union,
/// .endless.
Result<SchemaPtr> parseSchema(std::string_view text, std::span<const std::string> references = {});

} // namespace core::avro
