// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/column_type.h"
#include "core/schema/binding.h"
#include "core/schema/common_fields.h"

#include <optional>

namespace core {

/// The types that a column can be declared with.
enum class DeclaredType
{
    Inferred, ///< whatever the message has
    Bool,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt32,
    UInt64,
    Float32,
    Float64,
    Number,
    String,
    Binary,
    Date,
    DateTime3,
    DateTime6,
    Json,
    Bools,
    Integers,
    Floats,
    Strings
};

/// Untold for Inferred.
ColumnType columnTypeOf(DeclaredType type);
/// The declaration that comes nearest without losing anything.
DeclaredType declaredTypeOf(ColumnType type);
/// As the file spells it.
QString declaredTypeName(DeclaredType type);

/// One column of the rows to be.
struct ColumnRule
{
    QString name = {};
    DeclaredType type = DeclaredType::Inferred;
    QString path = {}; ///< where the message has it; empty = under the column's name
    QString fallback = {}; ///< the text of what stands where the message has no such field

    static const Schema &schema();
    bool operator==(const ColumnRule &) const = default;
};

enum class TimeFormat
{
    Iso,
    Seconds,
    Millis,
    Micros,
    Nanos
};

struct EventTime
{
    QString column = {}; ///< empty = the message's own time
    TimeFormat format = TimeFormat::Iso;

    static const Schema &schema();
    bool operator==(const EventTime &) const = default;
};

enum class UnknownFields
{
    Ignore,
    Extra,
    Bad
};

enum class OnFieldError
{
    Null,
    Bad
};

/// What becomes of the rows that a decoder makes, whatever the data type: a part of each source's
/// table (row_shape_rows.h).
struct RowShape
{
    std::vector<ColumnRule> columns = {};
    EventTime eventTime = {};
    UnknownFields unknownFields = UnknownFields::Ignore;
    OnFieldError onFieldError = OnFieldError::Null;
    ArrayMode arrayMode = ArrayMode::Bad;

    /// Else rows stay as the decoder made them.
    bool changesRows() const { return !columns.empty() || !eventTime.column.isEmpty(); }
    bool operator==(const RowShape &) const = default;
};

/// The rules over several columns; one column's own are those of its table.
void checkShape(const RowShape &shape, RuleReport &report);

/// The value of the field `columns`, as the file and the forms have it.
Node columnsNode(const std::vector<ColumnRule> &columns);

} // namespace core
