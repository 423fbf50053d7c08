// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/moment_text.h"

#include <chrono>

namespace core {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

/// Takes what it reads off the front.
class Scanner final
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) { }

    bool isAtEnd() const { return m_rest.empty(); }
    bool skip(char wanted)
    {
        const bool isThere = !m_rest.empty() && m_rest.front() == wanted;
        m_rest.remove_prefix(isThere ? 1 : 0);
        return isThere;
    }
    bool number(std::size_t digits, int max, int &out)
    {
        if (m_rest.size() < digits) {
            return false;
        }
        out = 0;
        for (const char c : m_rest.substr(0, digits)) {
            if (c < '0' || c > '9') {
                return false;
            }
            out = out * 10 + (c - '0');
        }
        m_rest.remove_prefix(digits);
        return out <= max;
    }
    /// One digit or more, of which six count.
    bool fraction(std::int64_t &micros)
    {
        std::size_t digits = 0;
        std::int64_t scale = kSecond;
        for (; digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9'; ++digits) {
            scale /= 10;
            micros += (m_rest[digits] - '0') * scale;
        }
        m_rest.remove_prefix(digits);
        return digits > 0;
    }

private:
    std::string_view m_rest;
};

bool readDay(Scanner &scanner, std::int64_t &micros)
{
    using namespace std::chrono;
    int y = 0;
    int m = 0;
    int d = 0;
    if (!scanner.number(4, 9999, y) || !scanner.skip('-') || !scanner.number(2, 12, m)
        || !scanner.skip('-') || !scanner.number(2, 31, d)) {
        return false;
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                              day{static_cast<unsigned>(d)}};
    micros = sys_days{date}.time_since_epoch().count() * 86'400 * kSecond;
    return date.ok() && y > 0;
}

bool readClock(Scanner &scanner, std::int64_t &micros)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!scanner.number(2, 23, hour) || !scanner.skip(':') || !scanner.number(2, 59, minute)) {
        return false;
    }
    if (scanner.skip(':')) {
        const bool isLeap = scanner.number(2, 60, second); // 60 counts as the next minute's start
        if (!isLeap || ((scanner.skip('.') || scanner.skip(',')) && !scanner.fraction(micros))) {
            return false;
        }
    }
    micros += (hour * 3600 + minute * 60 + second) * kSecond;
    return true;
}

/// Nothing is UTC too.
bool readZone(Scanner &scanner, std::int64_t &micros)
{
    if (scanner.isAtEnd() || scanner.skip('Z') || scanner.skip('z')) {
        return true;
    }
    const bool isEast = scanner.skip('+');
    int hours = 0;
    int minutes = 0;
    if ((!isEast && !scanner.skip('-')) || !scanner.number(2, 23, hours)) {
        return false;
    }
    const bool hasColon = scanner.skip(':');
    if ((hasColon || !scanner.isAtEnd()) && !scanner.number(2, 59, minutes)) {
        return false;
    }
    micros -= (isEast ? 1 : -1) * (hours * 3600 + minutes * 60) * kSecond;
    return true;
}

} // namespace

std::optional<std::int64_t> momentMicros(std::string_view text)
{
    Scanner scanner(text);
    std::int64_t micros = 0;
    if (!readDay(scanner, micros)) {
        return std::nullopt;
    }
    if (scanner.isAtEnd()) {
        return micros;
    }
    const bool hasClock = (scanner.skip('T') || scanner.skip('t') || scanner.skip(' '))
        && readClock(scanner, micros) && readZone(scanner, micros);
    return hasClock && scanner.isAtEnd() ? std::optional(micros) : std::nullopt;
}

bool isDay(std::string_view text)
{
    Scanner scanner(text);
    std::int64_t micros = 0;
    return readDay(scanner, micros) && scanner.isAtEnd();
}

} // namespace core
