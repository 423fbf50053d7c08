// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

namespace core {

/// A null that stands for what a change left alone and did not tell again. Who keeps the rows of a
/// key may know it from the row before; for everybody else it is a null.
inline constexpr std::string_view kUntold = "untold";

inline Value untoldValue(ColumnType type)
{
    return {.kind = Value::Kind::Null, .type = type, .text = kUntold};
}

inline bool isUntold(const Value &value)
{
    return value.kind == Value::Kind::Null && value.text == kUntold;
}

} // namespace core
