// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core {

/// What a message's schema says of a column: more than the kind of one value tells. Small, because
/// every value carries one.
struct ColumnType
{
    enum class Scalar : std::uint8_t
    {
        Untold, ///< the value's kind says all there is
        Bool,
        Int8,
        Int16,
        Int32,
        Int64,
        UInt32,
        UInt64,
        Float32,
        Float64,
        String,
        Binary,
        Number, ///< exact digits as text
        Date, ///< text
        DateTime3, ///< text in UTC; beside it, as the value's integer, milliseconds since 1970
        DateTime6, ///< likewise microseconds
        Json
    };
    enum class Shape : std::uint8_t
    {
        One,
        Array, ///< of scalars, as JSON text
        Map ///< of names to scalars, likewise
    };

    Scalar scalar = Scalar::Untold;
    Shape shape = Shape::One;
    bool isNullable = false; ///< the schema allows null

    bool isMoment() const
    {
        return shape == Shape::One && (scalar == Scalar::DateTime3 || scalar == Scalar::DateTime6);
    }
    bool operator==(const ColumnType &) const = default;
};

} // namespace core
