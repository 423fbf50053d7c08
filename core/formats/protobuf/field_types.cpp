// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/field_types.h"

#include "core/formats/protobuf/well_known.h"

#include <google/protobuf/descriptor.h>

namespace core::protobuf {
namespace {

using Field = google::protobuf::FieldDescriptor;
using Scalar = ColumnType::Scalar;
using Shape = ColumnType::Shape;

/// Json for messages.
Scalar scalarOf(const Field &field)
{
    switch (field.cpp_type()) {
    case Field::CPPTYPE_INT32: return Scalar::Int32;
    case Field::CPPTYPE_INT64: return Scalar::Int64;
    case Field::CPPTYPE_UINT32: return Scalar::UInt32;
    case Field::CPPTYPE_UINT64: return Scalar::UInt64;
    case Field::CPPTYPE_DOUBLE: return Scalar::Float64;
    case Field::CPPTYPE_FLOAT: return Scalar::Float32;
    case Field::CPPTYPE_BOOL: return Scalar::Bool;
    case Field::CPPTYPE_ENUM: return Scalar::String; // its name
    case Field::CPPTYPE_STRING:
        return field.type() == Field::TYPE_BYTES ? Scalar::Binary : Scalar::String;
    case Field::CPPTYPE_MESSAGE: break;
    }
    return Scalar::Json;
}

ColumnType listOf(const Field &item, Shape shape)
{
    const Scalar scalar = scalarOf(item);
    return scalar == Scalar::Json ? ColumnType{.scalar = Scalar::Json}
                                  : ColumnType{.scalar = scalar, .shape = shape};
}

Scalar messageOf(const google::protobuf::Descriptor &type)
{
    switch (wellKnownOf(type)) {
    case WellKnown::Wrapper: return scalarOf(*type.FindFieldByNumber(1));
    case WellKnown::Timestamp: return Scalar::DateTime6;
    case WellKnown::Value: return Scalar::Untold; // it may be anything
    case WellKnown::Struct:
    case WellKnown::List:
    case WellKnown::None: break;
    }
    return Scalar::Json;
}

} // namespace

ColumnType columnTypeOf(const Field &field)
{
    if (field.is_map()) {
        return listOf(*field.message_type()->FindFieldByNumber(2), Shape::Map);
    }
    if (field.is_repeated()) {
        return listOf(field, Shape::Array);
    }
    return {.scalar = field.cpp_type() == Field::CPPTYPE_MESSAGE ? messageOf(*field.message_type())
                                                                 : scalarOf(field),
            .isNullable = field.has_presence() && !field.is_required()};
}

} // namespace core::protobuf
