// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <string>
#include <string_view>

namespace core {

/// JSON text of single values, for rows written as JSON. Bytes become {"_base64":"…"}, floats the
/// shortest text that reads back the same and stays a float, NaN and infinity null, numbers beyond
/// 64 bits, signed or not, the text of their digits.
void appendJson(const Value &value, std::string &out);

/// {"column":value, …}
void appendRowJson(const Row &row, std::string &out);

/// Appends `column` to the object of what no column holds, which `out` is without its closing
/// brace; the fields of kExtraColumn one by one.
void appendExtra(const Column &column, std::string &out);

/// With its quotes; only what JSON demands is escaped. `text` must be UTF-8.
void appendJsonString(std::string_view text, std::string &out);
void appendJsonInteger(std::int64_t value, std::string &out);
void appendJsonFloat(double value, std::string &out);
void appendJsonFloat(float value, std::string &out); ///< reads back as the same 32 bits
/// Null, text, or {"_base64":"…"} where the bytes are no UTF-8.
void appendJsonBytes(Bytes bytes, std::string &out);
/// [["name","value"], …] with order and repeats kept; at most 1,000.
void appendHeadersJson(const HeaderRange &headers, std::string &out);
void appendBase64(std::string_view bytes, std::string &out);

} // namespace core
