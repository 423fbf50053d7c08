// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace core {

/// In front of the digits of a number that no 64-bit type holds, once it stands as a string: a
/// code point that Unicode sets aside for uses like this and no text should carry.
inline constexpr std::string_view kBigNumberMark = "\xEF\xB7\x90";

/// Copies `json` to `out` with every number that fits neither 64-bit integers nor a double put into
/// a marked string; false when there is none. Only looks at numbers: the parser judges the rest.
bool markBigNumbers(std::string_view json, std::string &out);

/// The digits behind the mark; empty when the text is an ordinary one.
std::string_view bigNumberDigits(std::string_view text);

} // namespace core
