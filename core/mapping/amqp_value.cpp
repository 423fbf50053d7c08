// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/amqp_value.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace core::mapping {
namespace {

template <typename T>
T bigEndian(Bytes bytes)
{
    std::uint64_t value = 0;
    for (const std::byte byte : bytes) {
        value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    }
    return static_cast<T>(value);
}

template <typename T>
std::string numberText(T value)
{
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::optional<std::string> boolText(Bytes value)
{
    const auto byte = bigEndian<std::uint8_t>(value);
    return byte > 1 ? std::nullopt : std::optional<std::string>(byte == 1 ? "true" : "false");
}

std::string uuidText(Bytes value)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text += '-';
        }
        const auto byte = std::to_integer<unsigned>(value[i]);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

/// Types of one size each, by the high half of the type byte: 4x has none, 5x one, 6x two …
std::optional<std::string> fixedText(std::uint8_t type, Bytes value)
{
    switch (type) {
    case 0x40: return "";
    case 0x41: return "true";
    case 0x42: return "false";
    case 0x43:
    case 0x44: return "0";
    case 0x50:
    case 0x52:
    case 0x53:
    case 0x60:
    case 0x70:
    case 0x80: return numberText(bigEndian<std::uint64_t>(value));
    case 0x51:
    case 0x54:
    case 0x55: return numberText(int(bigEndian<std::int8_t>(value)));
    case 0x56: return boolText(value);
    case 0x61: return numberText(bigEndian<std::int16_t>(value));
    case 0x71: return numberText(bigEndian<std::int32_t>(value));
    case 0x72: return numberText(std::bit_cast<float>(bigEndian<std::uint32_t>(value)));
    case 0x81:
    case 0x83: return numberText(bigEndian<std::int64_t>(value));
    case 0x82: return numberText(std::bit_cast<double>(bigEndian<std::uint64_t>(value)));
    case 0x98: return uuidText(value);
    default: return {};
    }
}

std::optional<std::string> sizedText(std::uint8_t type, Bytes rest)
{
    const bool isKnown = (type & 0x0f) <= 0x01 || (type & 0x0f) == 0x03; // binary, text, symbol
    const std::size_t lengthSize = type >= 0xb0 ? 4 : 1;
    if (!isKnown || rest.size() < lengthSize
        || bigEndian<std::uint64_t>(rest.first(lengthSize)) != rest.size() - lengthSize) {
        return {};
    }
    return std::string(textOf(rest.subspan(lengthSize)));
}

} // namespace

std::optional<std::string> decodeAmqp(Bytes bytes)
{
    if (bytes.empty()) {
        return {};
    }
    const auto type = std::to_integer<std::uint8_t>(bytes.front());
    const Bytes rest = bytes.subspan(1);
    if (type >= 0xa0 && type < 0xc0) {
        return sizedText(type, rest);
    }
    constexpr std::array<std::size_t, 6> kSizes{0, 1, 2, 4, 8, 16}; // of 4x to 9x
    const std::size_t group = type >> 4;
    if (group < 4 || group > 9 || rest.size() != kSizes[group - 4]) {
        return {};
    }
    return fixedText(type, rest);
}

bool isPlainAmqpName(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kNames{
        "message-id",   "user-id",          "to",           "reply-to",
        "content-type", "content-encoding", "creation-time"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

} // namespace core::mapping
