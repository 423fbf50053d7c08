// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <optional>

namespace core {

/// Exactly: of 12.0 and "12.00", too, and the count of a point in time; none of what has a part or
/// does not fit.
std::optional<std::int64_t> integerOf(const Value &value);
/// As near as a double comes.
std::optional<double> floatOf(const Value &value);
/// As JSON writes one; leading zeros may be there, too.
bool isNumberText(std::string_view text);

} // namespace core
