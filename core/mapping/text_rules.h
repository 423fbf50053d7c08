// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace core::mapping {

/// Why a property does not go to MQTT. One that breaks these rules must never reach the wire: a
/// broker cuts the connection for it, and nothing behind it would get through.
enum class Removal
{
    TooLong,
    NotUtf8,
    Control
};

/// "too-long", "not-utf8", "control": the word of the counters.
const char *removalKey(Removal removal);

enum class ControlCharacters
{
    Remove,
    Keep ///< for brokers that take them; U+0000 never passes
};

/// None = the text may go as it is.
std::optional<Removal> removalOf(std::string_view text, ControlCharacters control);

} // namespace core::mapping
