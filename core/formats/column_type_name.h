// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <string>

namespace core {

/// The type of a value's column: what its schema says, else its kind, of a list that of its items.
/// Untold for a null of which no schema tells.
ColumnType columnTypeOf(const Value &value);

/// Its name: "int32", "nullable(datetime64(3))", "array(string)" …; "unknown"
/// for a null of which no schema tells. A list whose schema is not known counts by its own items.
std::string columnTypeName(const Value &value);

} // namespace core
