// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_numbers.h"

#include <charconv>
#include <cstdint>

namespace core {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNumberCharacter(char c)
{
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

std::size_t skipDigits(std::string_view text, std::size_t at)
{
    while (at < text.size() && isDigit(text[at])) {
        ++at;
    }
    return at;
}

/// JSON's grammar, which is narrower than that of from_chars.
bool isJsonNumber(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(text, at);
    if (at == whole || (text[whole] == '0' && at > whole + 1)) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skipDigits(text, fraction);
        if (at == fraction) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1U : 0U;
        const std::size_t exponent = at;
        at = skipDigits(text, exponent);
        if (at == exponent) {
            return false;
        }
    }
    return at == text.size();
}

template <typename T>
bool fits(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

bool isBig(std::string_view number)
{
    if (!isJsonNumber(number)) {
        return false;
    }
    const bool isWhole = number.find_first_of(".eE") == std::string_view::npos;
    return isWhole ? !fits<std::int64_t>(number) && !fits<std::uint64_t>(number)
                   : !fits<double>(number);
}

/// The index behind the string that starts at `at`.
std::size_t skipString(std::string_view json, std::size_t at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        at += json[at] == '\\' ? 1U : 0U;
    }
    return std::min(at + 1, json.size());
}

std::size_t skipNumber(std::string_view json, std::size_t at)
{
    while (at < json.size() && isNumberCharacter(json[at])) {
        ++at;
    }
    return at;
}

} // namespace

bool markBigNumbers(std::string_view json, std::string &out)
{
    out.clear();
    bool found = false;
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t from = at;
        const bool isNumber = json[at] == '-' || isDigit(json[at]);
        at = json[at] == '"' ? skipString(json, at) : isNumber ? skipNumber(json, at) : at + 1;
        const std::string_view token = json.substr(from, at - from);
        if (isNumber && isBig(token)) {
            found = true;
            out.append("\"").append(kBigNumberMark).append(token).append("\"");
        } else {
            out.append(token);
        }
    }
    return found;
}

std::string_view bigNumberDigits(std::string_view text)
{
    if (!text.starts_with(kBigNumberMark)) {
        return {};
    }
    text.remove_prefix(kBigNumberMark.size());
    return isBig(text) ? text : std::string_view{};
}

} // namespace core
