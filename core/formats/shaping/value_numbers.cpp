// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/value_numbers.h"

#include <charconv>
#include <cmath>

namespace core {
namespace {

using Kind = Value::Kind;

template <typename Number>
bool readWhole(std::string_view text, Number &number)
{
    const char *end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{}) {
        return false;
    }
    const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
    const bool isZeros = rest.starts_with('.') && rest.size() > 1
        && rest.find_first_not_of('0', 1) == std::string_view::npos;
    return rest.empty() || isZeros; // "12.00" is 12
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digitsFrom(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isDigit(text[end])) {
        ++end;
    }
    return end - at;
}

} // namespace

std::optional<std::int64_t> integerOf(const Value &value)
{
    constexpr double kBeyond = 9223372036854775808.0;
    std::int64_t integer = 0;
    switch (value.kind) {
    case Kind::Int: return value.integer;
    case Kind::Float:
        if (std::trunc(value.number) != value.number || std::fabs(value.number) >= kBeyond) {
            return std::nullopt;
        }
        return static_cast<std::int64_t>(value.number);
    case Kind::Text:
        if (value.type.isMoment()) {
            return value.integer;
        }
        [[fallthrough]];
    case Kind::BigNumber:
        return readWhole(value.text, integer) ? std::optional(integer) : std::nullopt;
    default: return std::nullopt;
    }
}

std::optional<double> floatOf(const Value &value)
{
    double number = 0;
    switch (value.kind) {
    case Kind::Int: return static_cast<double>(value.integer);
    case Kind::Float: return value.number;
    case Kind::Text:
    case Kind::BigNumber: {
        const char *end = value.text.data() + value.text.size();
        const auto read = std::from_chars(value.text.data(), end, number);
        const bool isWhole = read.ec == std::errc{} && read.ptr == end && std::isfinite(number);
        return isWhole ? std::optional(number) : std::nullopt;
    }
    default: return std::nullopt;
    }
}

bool isNumberText(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = digitsFrom(text, at);
    at += whole;
    if (whole == 0) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t part = digitsFrom(text, at + 1);
        at += part + 1;
        if (part == 0) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '-' || text[at] == '+') ? 1 : 0;
        const std::size_t power = digitsFrom(text, at);
        at += power;
        if (power == 0) {
            return false;
        }
    }
    return at == text.size();
}

} // namespace core
