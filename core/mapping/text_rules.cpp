// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/text_rules.h"

#include <cstdint>

namespace core::mapping {
namespace {

constexpr std::size_t kLongest = 65'535; // the length field of MQTT has 16 bits
constexpr char32_t kBroken = 0xffffffff;

struct Sequence
{
    std::size_t size;
    char32_t first; ///< what the lead byte holds
    char32_t least; ///< smaller ones are overlong
};

Sequence sequenceOf(std::uint8_t lead)
{
    if (lead < 0x80) {
        return {1, lead, 0};
    }
    if (lead >= 0xc0 && lead < 0xe0) {
        return {2, lead & 0x1fU, 0x80};
    }
    if (lead >= 0xe0 && lead < 0xf0) {
        return {3, lead & 0x0fU, 0x800};
    }
    if (lead >= 0xf0 && lead < 0xf8) {
        return {4, lead & 0x07U, 0x10000};
    }
    return {0, kBroken, 0};
}

/// The code point at the start of `text`, which it is cut from; kBroken for what is not UTF-8.
char32_t takeCodePoint(std::string_view &text)
{
    const Sequence sequence = sequenceOf(static_cast<std::uint8_t>(text.front()));
    if (sequence.size == 0 || sequence.size > text.size()) {
        return kBroken;
    }
    char32_t value = sequence.first;
    for (std::size_t i = 1; i < sequence.size; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xc0) != 0x80) {
            return kBroken;
        }
        value = (value << 6) | (byte & 0x3fU);
    }
    text.remove_prefix(sequence.size);
    const bool isSurrogate = value >= 0xd800 && value <= 0xdfff;
    return value < sequence.least || value > 0x10ffff || isSurrogate ? kBroken : value;
}

bool isControl(char32_t c)
{
    const bool isNonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || isNonCharacter;
}

} // namespace

const char *removalKey(Removal removal)
{
    switch (removal) {
    case Removal::TooLong: return "too-long";
    case Removal::NotUtf8: return "not-utf8";
    case Removal::Control: break;
    }
    return "control";
}

std::optional<Removal> removalOf(std::string_view text, ControlCharacters control)
{
    if (text.size() > kLongest) {
        return Removal::TooLong;
    }
    bool hasControl = false;
    while (!text.empty()) {
        const char32_t c = takeCodePoint(text);
        if (c == kBroken) {
            return Removal::NotUtf8;
        }
        hasControl |= c == 0 || (control == ControlCharacters::Remove && isControl(c));
    }
    return hasControl ? std::optional(Removal::Control) : std::nullopt;
}

} // namespace core::mapping
