// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/row_shape.h"

#include "core/formats/shaping/column_path.h"
#include "core/formats/shaping/value_conversion.h"
#include "core/support/text.h"

#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace core {
namespace {

using Scalar = ColumnType::Scalar;
using Shape = ColumnType::Shape;

constexpr std::int64_t kLongestName = 255;

constexpr Choice kTypes[] = {
    {int(DeclaredType::Inferred), "auto", WEIR_TEXT("As it comes"),
     WEIR_TEXT("The type of the message's own value.")},
    {int(DeclaredType::Bool), "bool", WEIR_TEXT("Yes or no"),
     WEIR_TEXT("true and false, also as text, 1 and 0.")},
    {int(DeclaredType::Int8), "int8", WEIR_TEXT("Whole number, 8 bits"),
     WEIR_TEXT("From -128 to 127.")},
    {int(DeclaredType::Int16), "int16", WEIR_TEXT("Whole number, 16 bits"),
     WEIR_TEXT("From -32,768 to 32,767.")},
    {int(DeclaredType::Int32), "int32", WEIR_TEXT("Whole number, 32 bits"),
     WEIR_TEXT("Up to two thousand million.")},
    {int(DeclaredType::Int64), "int64", WEIR_TEXT("Whole number, 64 bits"),
     WEIR_TEXT("Up to 19 digits.")},
    {int(DeclaredType::UInt32), "uint32", WEIR_TEXT("Whole number, 32 bits, no sign"),
     WEIR_TEXT("From 0 to four thousand million.")},
    {int(DeclaredType::UInt64), "uint64", WEIR_TEXT("Whole number, 64 bits, no sign"),
     WEIR_TEXT("From 0, up to 20 digits.")},
    {int(DeclaredType::Float32), "float32", WEIR_TEXT("Decimal number, 32 bits"),
     WEIR_TEXT("About 7 digits.")},
    {int(DeclaredType::Float64), "float64", WEIR_TEXT("Decimal number, 64 bits"),
     WEIR_TEXT("About 16 digits.")},
    {int(DeclaredType::Number), "number", WEIR_TEXT("Exact number"),
     WEIR_TEXT("All digits, kept as text.")},
    {int(DeclaredType::String), "string", WEIR_TEXT("Text"),
     WEIR_TEXT("Other values become their text.")},
    {int(DeclaredType::Binary), "bytes", WEIR_TEXT("Bytes"), WEIR_TEXT("Whatever they mean.")},
    {int(DeclaredType::Date), "date", WEIR_TEXT("Day"),
     WEIR_TEXT("Text such as 2026-01-31, or days since 1970.")},
    {int(DeclaredType::DateTime3), "datetime64(3)", WEIR_TEXT("Time in milliseconds"),
     WEIR_TEXT("ISO 8601, or a whole number of milliseconds since 1970.")},
    {int(DeclaredType::DateTime6), "datetime64(6)", WEIR_TEXT("Time in microseconds"),
     WEIR_TEXT("ISO 8601, or a whole number of microseconds since 1970.")},
    {int(DeclaredType::Json), "json", WEIR_TEXT("JSON"),
     WEIR_TEXT("Any value, also JSON that stands in a text.")},
    {int(DeclaredType::Bools), "array(bool)", WEIR_TEXT("List of yes or no"),
     WEIR_TEXT("A list of true and false.")},
    {int(DeclaredType::Integers), "array(int64)", WEIR_TEXT("List of whole numbers"),
     WEIR_TEXT("A list of whole numbers.")},
    {int(DeclaredType::Floats), "array(float64)", WEIR_TEXT("List of decimal numbers"),
     WEIR_TEXT("A list of numbers.")},
    {int(DeclaredType::Strings), "array(string)", WEIR_TEXT("List of texts"),
     WEIR_TEXT("A list of texts.")},
};

constexpr Choice kTimeFormats[] = {
    {int(TimeFormat::Iso), "iso8601", WEIR_TEXT("ISO 8601"),
     WEIR_TEXT("Text such as 2026-01-31T18:00:00Z; without a zone it is UTC.")},
    {int(TimeFormat::Seconds), "unix_s", WEIR_TEXT("Seconds"),
     WEIR_TEXT("Seconds since 1970, also with decimals.")},
    {int(TimeFormat::Millis), "unix_ms", WEIR_TEXT("Milliseconds"),
     WEIR_TEXT("Milliseconds since 1970.")},
    {int(TimeFormat::Micros), "unix_us", WEIR_TEXT("Microseconds"),
     WEIR_TEXT("Microseconds since 1970.")},
    {int(TimeFormat::Nanos), "unix_ns", WEIR_TEXT("Nanoseconds"),
     WEIR_TEXT("Nanoseconds since 1970.")},
};

constexpr FieldSpec kColumnFields[] = {
    {.key = "name",
     .member = bind<&ColumnRule::name>(),
     .label = WEIR_TEXT("Column"),
     .help = WEIR_TEXT("The column's name in the rows."),
     .range = {1, kLongestName},
     .required = true},
    {.key = "type",
     .member = bind<&ColumnRule::type>(),
     .label = WEIR_TEXT("Type"),
     .help = WEIR_TEXT("What its values become."),
     .choices = kTypes},
    {.key = "path",
     .member = bind<&ColumnRule::path>(),
     .label = WEIR_TEXT("From"),
     .help = WEIR_TEXT("The field that it is read from, with dots into nested ones; empty = the "
                       "field of its name."),
     .example = "address.city",
     .range = {0, 512}},
    {.key = "default",
     .member = bind<&ColumnRule::fallback>(),
     .label = WEIR_TEXT("Default"),
     .help = WEIR_TEXT("What stands there when a message has no such field; empty = nothing."),
     .range = {0, 4096}},
};

constexpr FieldSpec kEventTimeFields[] = {
    {.key = "column",
     .member = bind<&EventTime::column>(),
     .label = WEIR_TEXT("Event time from"),
     .help = WEIR_TEXT("A column, or a field with dots into nested ones; empty = the message's own "
                       "time, or when it came."),
     .example = "created_at",
     .range = {0, 512},
     .heading = Heading::Data},
    {.key = "format",
     .member = bind<&EventTime::format>(),
     .label = WEIR_TEXT("Event time as"),
     .help = WEIR_TEXT("How the field tells the time, unless its schema says so."),
     .choices = kTimeFormats,
     .heading = Heading::Data},
};

QString pathFix()
{
    return text(WEIR_TEXT("Write names with dots between them, such as address.city"));
}

void checkColumn(const ColumnRule &column, RuleReport &report)
{
    if (column.name.startsWith(u'_')) {
        report.error("columns.reserved", "name",
                     text(WEIR_TEXT("Names that begin with _ are those of the app's own columns")),
                     text(WEIR_TEXT("Give it another name, and write this one under From")));
    }
    if (column.name.contains(QChar(u'\0'))) {
        report.error("columns.name", "name",
                     text(WEIR_TEXT("A column's name cannot hold a zero byte")));
    }
    if (!column.path.isEmpty() && !ColumnPath::parse(column.path)) {
        report.error("columns.path", "path", text(WEIR_TEXT("This is no path")), pathFix());
    }
    if (!column.fallback.isEmpty() && !fallbackFits(column)) {
        report.error("columns.default", "default",
                     text(WEIR_TEXT("The default is no %1")).arg(declaredTypeName(column.type)),
                     text(WEIR_TEXT("Write a value of the column's type, or leave it empty")));
    }
}

constexpr Rule kColumnRules[] = {rule<&checkColumn>()};

void checkEventTime(const EventTime &time, RuleReport &report)
{
    if (!time.column.isEmpty() && !ColumnPath::parse(time.column)) {
        report.error("event_time.column", "column", text(WEIR_TEXT("This is no path")), pathFix());
    }
    if (time.column.isEmpty() && time.format != TimeFormat::Iso) {
        report.warning("event_time.unused", "format",
                       text(WEIR_TEXT("This has no effect as long as no field tells the time")),
                       text(WEIR_TEXT("Name the field, or leave the format out")));
    }
}

constexpr Rule kEventTimeRules[] = {rule<&checkEventTime>()};

} // namespace

const Schema &ColumnRule::schema()
{
    static constexpr Schema kSchema = makeSchema<ColumnRule>(kColumnFields, kColumnRules);
    return kSchema;
}

const Schema &EventTime::schema()
{
    static constexpr Schema kSchema = makeSchema<EventTime>(kEventTimeFields, kEventTimeRules);
    return kSchema;
}

ColumnType columnTypeOf(DeclaredType type)
{
    switch (type) {
    case DeclaredType::Inferred: break;
    case DeclaredType::Bool: return {.scalar = Scalar::Bool};
    case DeclaredType::Int8: return {.scalar = Scalar::Int8};
    case DeclaredType::Int16: return {.scalar = Scalar::Int16};
    case DeclaredType::Int32: return {.scalar = Scalar::Int32};
    case DeclaredType::Int64: return {.scalar = Scalar::Int64};
    case DeclaredType::UInt32: return {.scalar = Scalar::UInt32};
    case DeclaredType::UInt64: return {.scalar = Scalar::UInt64};
    case DeclaredType::Float32: return {.scalar = Scalar::Float32};
    case DeclaredType::Float64: return {.scalar = Scalar::Float64};
    case DeclaredType::Number: return {.scalar = Scalar::Number};
    case DeclaredType::String: return {.scalar = Scalar::String};
    case DeclaredType::Binary: return {.scalar = Scalar::Binary};
    case DeclaredType::Date: return {.scalar = Scalar::Date};
    case DeclaredType::DateTime3: return {.scalar = Scalar::DateTime3};
    case DeclaredType::DateTime6: return {.scalar = Scalar::DateTime6};
    case DeclaredType::Json: return {.scalar = Scalar::Json};
    case DeclaredType::Bools: return {.scalar = Scalar::Bool, .shape = Shape::Array};
    case DeclaredType::Integers: return {.scalar = Scalar::Int64, .shape = Shape::Array};
    case DeclaredType::Floats: return {.scalar = Scalar::Float64, .shape = Shape::Array};
    case DeclaredType::Strings: return {.scalar = Scalar::String, .shape = Shape::Array};
    }
    return {};
}

DeclaredType declaredTypeOf(ColumnType type)
{
    type.isNullable = false;
    const bool isSmaller = type.scalar >= Scalar::Int8 && type.scalar <= Scalar::UInt32;
    if (type.shape == Shape::Array && isSmaller) {
        type.scalar = Scalar::Int64;
    } else if (type.shape == Shape::Array && type.scalar == Scalar::Float32) {
        type.scalar = Scalar::Float64;
    }
    for (const Choice &choice : kTypes) {
        const auto declared = static_cast<DeclaredType>(choice.value);
        if (columnTypeOf(declared) == type) {
            return declared;
        }
    }
    return DeclaredType::Json;
}

QString declaredTypeName(DeclaredType type)
{
    return QString::fromLatin1(kTypes[static_cast<std::size_t>(type)].key);
}

void checkShape(const RowShape &shape, RuleReport &report)
{
    QSet<QString> names;
    for (const ColumnRule &column : shape.columns) {
        if (const QString name = column.name.toLower(); names.contains(name)) {
            report.error("columns.twice", "columns",
                         text(WEIR_TEXT("Two columns are called %1, be it in other letters"))
                             .arg(visibleText(column.name, 64)));
        } else {
            names.insert(name);
        }
    }
    if (shape.columns.empty() && shape.unknownFields != UnknownFields::Ignore) {
        report.note("columns.none", "unknown_fields",
                    text(WEIR_TEXT("As long as no columns are declared each field has its own")));
    }
}

Node columnsNode(const std::vector<ColumnRule> &columns)
{
    return kCodec<std::vector<ColumnRule>>.write(&columns, FieldSpec{});
}

} // namespace core
