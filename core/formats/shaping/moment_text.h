// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// Microseconds since 1970 of "2026-01-31", "2026-01-31T18:00Z", "2026-01-31
/// 18:00:00.123456+01:00"; without a zone it is UTC. What is shorter than a microsecond is cut off.
/// None for anything else.
std::optional<std::int64_t> momentMicros(std::string_view text);

/// "2026-01-31", a day that there is.
bool isDay(std::string_view text);

} // namespace core
