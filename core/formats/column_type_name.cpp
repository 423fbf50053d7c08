// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/column_type_name.h"

#include <simdjson.h>

namespace core {
namespace {

using Scalar = ColumnType::Scalar;
using Shape = ColumnType::Shape;
using simdjson::dom::element_type;

const char *nameOf(Scalar scalar)
{
    switch (scalar) {
    case Scalar::Untold: return "unknown";
    case Scalar::Bool: return "bool";
    case Scalar::Int8: return "int8";
    case Scalar::Int16: return "int16";
    case Scalar::Int32: return "int32";
    case Scalar::Int64: return "int64";
    case Scalar::UInt32: return "uint32";
    case Scalar::UInt64: return "uint64";
    case Scalar::Float32: return "float32";
    case Scalar::Float64: return "float64";
    case Scalar::String: return "string";
    case Scalar::Binary: return "bytes";
    case Scalar::Number: return "number";
    case Scalar::Date: return "date";
    case Scalar::DateTime3: return "datetime64(3)";
    case Scalar::DateTime6: return "datetime64(6)";
    case Scalar::Json: return "json";
    }
    return "unknown";
}

Scalar scalarOf(Value::Kind kind)
{
    switch (kind) {
    case Value::Kind::Null: return Scalar::Untold;
    case Value::Kind::Bool: return Scalar::Bool;
    case Value::Kind::Int: return Scalar::Int64;
    case Value::Kind::Float: return Scalar::Float64;
    case Value::Kind::Text: return Scalar::String;
    case Value::Kind::Binary: return Scalar::Binary;
    case Value::Kind::Json: return Scalar::Json;
    case Value::Kind::BigNumber: return Scalar::Number;
    }
    return Scalar::Untold;
}

Scalar scalarOf(element_type type)
{
    switch (type) {
    case element_type::BOOL: return Scalar::Bool;
    case element_type::INT64: return Scalar::Int64;
    case element_type::UINT64: return Scalar::UInt64;
    case element_type::DOUBLE: return Scalar::Float64;
    case element_type::STRING: return Scalar::String;
    default: return Scalar::Json;
    }
}

bool areNumbers(Scalar one, Scalar other)
{
    const auto isNumber = [](Scalar scalar) {
        return scalar == Scalar::Int64 || scalar == Scalar::Float64;
    };
    return isNumber(one) && isNumber(other);
}

/// What all items of a list are; integers among floats count as floats. Json where there is none.
Scalar itemsOf(std::string_view json)
{
    simdjson::dom::parser parser;
    simdjson::dom::array list;
    if (!json.starts_with('[') || parser.parse(json.data(), json.size()).get(list)) {
        return Scalar::Json;
    }
    Scalar all = Scalar::Untold;
    for (const simdjson::dom::element item : list) {
        const Scalar one = scalarOf(item.type());
        if (all == Scalar::Untold || all == one) {
            all = one;
        } else {
            all = areNumbers(all, one) ? Scalar::Float64 : Scalar::Json;
        }
        if (all == Scalar::Json) {
            break;
        }
    }
    return all == Scalar::Untold ? Scalar::Json : all;
}

} // namespace

ColumnType columnTypeOf(const Value &value)
{
    ColumnType type = value.type;
    if (type.scalar == Scalar::Untold && type.shape == Shape::One) {
        type.scalar = scalarOf(value.kind);
        if (const Scalar items = itemsOf(value.text);
            value.kind == Value::Kind::Json && items != Scalar::Json) {
            type.scalar = items;
            type.shape = Shape::Array;
        }
    }
    return type;
}

std::string columnTypeName(const Value &value)
{
    const ColumnType type = columnTypeOf(value);
    if (type.scalar == Scalar::Untold) {
        return nameOf(type.scalar); // of which nullable says nothing
    }
    std::string name = nameOf(type.scalar);
    switch (type.shape) {
    case Shape::One: break;
    case Shape::Array: name = "array(" + name + ')'; break;
    case Shape::Map: name = "map(string," + name + ')'; break;
    }
    return type.isNullable ? "nullable(" + name + ')' : name;
}

} // namespace core
