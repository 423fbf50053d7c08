// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/column_types.h"

#include <algorithm>

namespace core::avro {
namespace {

using Scalar = ColumnType::Scalar;
using Shape = ColumnType::Shape;

/// Times of a day, local ones and those in nanoseconds are text.
Scalar wholeNumber(const Node &node, Scalar plain)
{
    switch (node.logical) {
    case Logical::None: return plain;
    case Logical::Date: return Scalar::Date;
    case Logical::TimestampMillis: return Scalar::DateTime3;
    case Logical::TimestampMicros: return Scalar::DateTime6;
    default: return Scalar::String;
    }
}

Scalar bytes(const Node &node)
{
    switch (node.logical) {
    case Logical::None: return Scalar::Binary;
    case Logical::Decimal: return Scalar::Number;
    default: return Scalar::String;
    }
}

/// Json for what is no scalar.
Scalar scalarOf(const Node &node)
{
    switch (node.type) {
    case Type::Null: return Scalar::Untold;
    case Type::Boolean: return Scalar::Bool;
    case Type::Int: return wholeNumber(node, Scalar::Int32);
    case Type::Long: return wholeNumber(node, Scalar::Int64);
    case Type::Float: return Scalar::Float32;
    case Type::Double: return Scalar::Float64;
    case Type::Bytes:
    case Type::Fixed: return bytes(node);
    case Type::String:
    case Type::Enum: return Scalar::String;
    case Type::Record:
    case Type::Array:
    case Type::Map:
    case Type::Union: break;
    }
    return Scalar::Json;
}

class ColumnTypes final
{
public:
    ColumnTypes(const std::vector<Node> &nodes, std::span<const Member> members)
        : m_nodes(nodes), m_members(members)
    { }

    ColumnType of(const Node &node) const
    {
        switch (node.type) {
        case Type::Array: return listOf(node, Shape::Array);
        case Type::Map: return listOf(node, Shape::Map);
        case Type::Union: return unionOf(node);
        default: return {.scalar = scalarOf(node)};
        }
    }

private:
    const Node &branch(const Node &node, std::size_t number) const
    {
        return m_nodes[m_members[node.firstMember + number].node];
    }

    ColumnType listOf(const Node &node, Shape shape) const
    {
        const Scalar item = scalarOf(branch(node, 0));
        const bool isList = item != Scalar::Json && item != Scalar::Untold;
        return isList ? ColumnType{.scalar = item, .shape = shape}
                      : ColumnType{.scalar = Scalar::Json};
    }

    /// Null and one type are that type; others are written as JSON.
    ColumnType unionOf(const Node &node) const
    {
        ColumnType type;
        std::size_t others = 0;
        bool hasNull = false;
        for (std::size_t i = 0; i < node.members; ++i) {
            const Node &one = branch(node, i);
            hasNull |= one.type == Type::Null;
            if (one.type != Type::Null && ++others == 1 && one.type != Type::Union) {
                type = of(one);
            }
        }
        if (others > 1) {
            type = {.scalar = Scalar::Json};
        }
        type.isNullable = hasNull;
        return type;
    }

    const std::vector<Node> &m_nodes;
    std::span<const Member> m_members;
};

} // namespace

void setColumnTypes(std::vector<Node> &nodes, std::span<const Member> members)
{
    const ColumnTypes types(nodes, members);
    for (Node &node : nodes) {
        node.column = types.of(node);
    }
}

} // namespace core::avro
