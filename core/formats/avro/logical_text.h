// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core::avro {

constexpr std::size_t kMaxDecimalBytes = 512; ///< more than a thousand digits

/// Appends "2024-02-29", "23:59:59.999" or "2024-02-29T23:59:59.999Z" (local ones without Z).
/// False, and nothing appended, where the number is no time of day or lies outside the years 1 to
/// 9999.
bool appendTime(Logical logical, std::int64_t value, std::string &out);

/// The exact digits of a big-endian two's complement number: "-12.50". At most kMaxDecimalBytes.
void appendDecimal(std::string_view bytes, std::uint16_t scale, std::string &out);

/// Of 16 bytes: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6".
void appendUuid(std::string_view bytes, std::string &out);

/// Of 12 bytes, months, days and milliseconds: "P1M2DT3.004S".
void appendDuration(std::string_view bytes, std::string &out);

} // namespace core::avro
