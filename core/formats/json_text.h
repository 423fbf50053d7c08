// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <simdjson.h>

#include <string>

namespace core {

/// Appends a value as JSON text without blanks: keys in their order, floats in the shortest text
/// that reads back the same, marked big numbers as the digits they were.
void appendCompactJson(const simdjson::dom::element &value, std::string &out);

} // namespace core
