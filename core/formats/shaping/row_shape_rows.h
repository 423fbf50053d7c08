// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/shaping/row_shape.h"

/// The rows of RowShape in the table of a source whose member it is.
namespace core {

inline constexpr Choice kUnknownFields[] = {
    {static_cast<int>(UnknownFields::Ignore), "ignore", WEIR_TEXT("Leave out"),
     WEIR_TEXT("They are counted in the log.")},
    {static_cast<int>(UnknownFields::Extra), "extra", WEIR_TEXT("Keep in _extra"),
     WEIR_TEXT("As one JSON object.")},
    {static_cast<int>(UnknownFields::Bad), "bad", WEIR_TEXT("Refuse the message"),
     WEIR_TEXT("The flow's on_error decides about it.")},
};

inline constexpr Choice kOnFieldErrors[] = {
    {static_cast<int>(OnFieldError::Null), "null", WEIR_TEXT("Leave it empty"),
     WEIR_TEXT("The row is kept; the field is counted in the log.")},
    {static_cast<int>(OnFieldError::Bad), "bad", WEIR_TEXT("Refuse the message"),
     WEIR_TEXT("The flow's on_error decides about it.")},
};

inline constexpr Choice kArrayModes[] = {
    {static_cast<int>(ArrayMode::Bad), "bad", WEIR_TEXT("Refuse the message"),
     WEIR_TEXT("The flow's on_error decides about it.")},
    {static_cast<int>(ArrayMode::Rows), "rows", WEIR_TEXT("One row per object"),
     WEIR_TEXT("All of a message or none; at most 100,000.")},
};

template <auto Shape>
constexpr FieldSpec columnsRow()
{
    return {.key = "columns",
            .member = bind<Shape, &RowShape::columns>(),
            .label = WEIR_TEXT("Columns"),
            .help = WEIR_TEXT("The columns of a row and their types; none = as the messages have "
                              "them. Byte for byte copies are not touched."),
            .range = {0, 1900},
            .heading = Heading::Data};
}

template <auto Shape>
constexpr FieldSpec eventTimeRow()
{
    return {.key = "event_time",
            .member = bind<Shape, &RowShape::eventTime>(),
            .label = WEIR_TEXT("Event time"),
            .help = WEIR_TEXT("Which field tells when the event was."),
            .heading = Heading::Data};
}

template <auto Shape>
constexpr FieldSpec unknownFieldsRow()
{
    return {.key = "unknown_fields",
            .member = bind<Shape, &RowShape::unknownFields>(),
            .label = WEIR_TEXT("Other fields"),
            .help = WEIR_TEXT("What becomes of fields that no column was declared for."),
            .choices = kUnknownFields,
            .tab = Tab::Advanced,
            .heading = Heading::Data};
}

template <auto Shape>
constexpr FieldSpec onFieldErrorRow()
{
    return {.key = "on_field_error",
            .member = bind<Shape, &RowShape::onFieldError>(),
            .label = WEIR_TEXT("If a field does not fit"),
            .help = WEIR_TEXT("What becomes of a value that is none of its column's type."),
            .choices = kOnFieldErrors,
            .tab = Tab::Advanced,
            .heading = Heading::Data};
}

template <auto Shape>
constexpr FieldSpec arrayModeRow()
{
    return {.key = "array_mode",
            .member = bind<Shape, &RowShape::arrayMode>(),
            .label = WEIR_TEXT("If a message is a list"),
            .help = WEIR_TEXT("What becomes of a JSON message that is a list of objects."),
            .choices = kArrayModes,
            .tab = Tab::Advanced,
            .heading = Heading::Data,
            .visibleWhen = {"data_type", {"json"}}};
}

} // namespace core
