// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/logical_text.h"

#include <array>
#include <charconv>
#include <chrono>

namespace core::avro {
namespace {

void appendPadded(std::uint64_t value, int digits, std::string &out)
{
    const std::size_t from = out.size();
    out.append(static_cast<std::size_t>(digits), '0');
    for (std::size_t at = out.size(); at > from && value > 0; value /= 10) {
        out[--at] = static_cast<char>('0' + value % 10);
    }
}

void appendUnsigned(std::uint64_t value, std::string &out)
{
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

bool appendDate(std::int64_t day, std::string &out)
{
    constexpr std::int64_t kFirst = -719'162; // 0001-01-01
    constexpr std::int64_t kLast = 2'932'896; // 9999-12-31
    if (day < kFirst || day > kLast) {
        return false;
    }
    using namespace std::chrono;
    const year_month_day date{sys_days{days{static_cast<int>(day)}}};
    appendPadded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4, out);
    out.push_back('-');
    appendPadded(static_cast<unsigned>(date.month()), 2, out);
    out.push_back('-');
    appendPadded(static_cast<unsigned>(date.day()), 2, out);
    return true;
}

/// `value` counts parts of a second since midnight, of which 10^digits make one.
bool appendClock(std::int64_t value, int digits, std::int64_t perSecond, std::string &out)
{
    constexpr std::int64_t kDay = 86'400;
    if (value < 0 || value >= kDay * perSecond) {
        return false;
    }
    const auto second = static_cast<std::uint64_t>(value / perSecond);
    appendPadded(second / 3600, 2, out);
    out.push_back(':');
    appendPadded(second / 60 % 60, 2, out);
    out.push_back(':');
    appendPadded(second % 60, 2, out);
    out.push_back('.');
    appendPadded(static_cast<std::uint64_t>(value % perSecond), digits, out);
    return true;
}

bool appendStamp(std::int64_t value, int digits, std::int64_t perSecond, const char *zone,
                 std::string &out)
{
    const std::int64_t perDay = 86'400 * perSecond;
    std::int64_t day = value / perDay;
    std::int64_t rest = value % perDay;
    if (rest < 0) {
        --day;
        rest += perDay;
    }
    if (!appendDate(day, out)) {
        return false;
    }
    out.push_back('T');
    appendClock(rest, digits, perSecond, out);
    out.append(zone);
    return true;
}

std::uint32_t bigEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (const char byte : bytes) {
        value = value << 8U | static_cast<std::uint8_t>(byte);
    }
    return value;
}

std::uint32_t littleEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
    }
    return value;
}

constexpr std::uint32_t kLimb = 1'000'000'000; // nine digits each, the lowest first

/// Digits of the magnitude, without leading zeros; "0" for nothing.
std::string magnitude(std::string_view bytes, bool isNegative)
{
    constexpr std::size_t kMost = kMaxDecimalBytes * 2409 / 9000 + 2; // log10(256) digits a byte
    std::array<std::uint32_t, kMost> limbs{};
    std::size_t used = 1;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t width = (bytes.size() - at) % 4 == 0 ? 4 : (bytes.size() - at) % 4;
        std::uint32_t word = bigEndian(bytes.substr(at, width));
        if (isNegative) { // the complement is one below the magnitude; that one is added at the end
            word = ~word & static_cast<std::uint32_t>((std::uint64_t{1} << (width * 8)) - 1);
        }
        at += width;
        std::uint64_t carry = word + static_cast<std::uint64_t>(isNegative && at == bytes.size());
        for (std::size_t i = 0; i < used; ++i) {
            carry += static_cast<std::uint64_t>(limbs[i]) << (width * 8);
            limbs[i] = static_cast<std::uint32_t>(carry % kLimb);
            carry /= kLimb;
        }
        while (carry > 0) {
            limbs[used++] = static_cast<std::uint32_t>(carry % kLimb);
            carry /= kLimb;
        }
    }
    std::string digits;
    appendUnsigned(limbs[used - 1], digits);
    for (std::size_t i = used - 1; i-- > 0;) {
        appendPadded(limbs[i], 9, digits);
    }
    return digits;
}

} // namespace

bool appendTime(Logical logical, std::int64_t value, std::string &out)
{
    constexpr std::int64_t kMilli = 1'000;
    constexpr std::int64_t kMicro = 1'000'000;
    constexpr std::int64_t kNano = 1'000'000'000;
    switch (logical) {
    case Logical::Date: return appendDate(value, out);
    case Logical::TimeMillis: return appendClock(value, 3, kMilli, out);
    case Logical::TimeMicros: return appendClock(value, 6, kMicro, out);
    case Logical::TimestampMillis: return appendStamp(value, 3, kMilli, "Z", out);
    case Logical::TimestampMicros: return appendStamp(value, 6, kMicro, "Z", out);
    case Logical::TimestampNanos: return appendStamp(value, 9, kNano, "Z", out);
    case Logical::LocalTimestampMillis: return appendStamp(value, 3, kMilli, "", out);
    case Logical::LocalTimestampMicros: return appendStamp(value, 6, kMicro, "", out);
    case Logical::LocalTimestampNanos: return appendStamp(value, 9, kNano, "", out);
    case Logical::None:
    case Logical::Decimal:
    case Logical::Uuid:
    case Logical::Duration: break;
    }
    return false;
}

void appendDecimal(std::string_view bytes, std::uint16_t scale, std::string &out)
{
    const bool isNegative = !bytes.empty() && (static_cast<std::uint8_t>(bytes[0]) & 0x80U) != 0;
    std::string digits = magnitude(bytes, isNegative);
    if (digits.size() <= scale) {
        digits.insert(0, scale + 1 - digits.size(), '0');
    }
    out.append(isNegative ? "-" : "");
    out.append(digits, 0, digits.size() - scale);
    if (scale > 0) {
        out.push_back('.');
        out.append(digits, digits.size() - scale);
    }
}

void appendUuid(std::string_view bytes, std::string &out)
{
    constexpr char kHex[] = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out.append(i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "");
        out.push_back(kHex[static_cast<std::uint8_t>(bytes[i]) >> 4U]);
        out.push_back(kHex[static_cast<std::uint8_t>(bytes[i]) & 15U]);
    }
}

void appendDuration(std::string_view bytes, std::string &out)
{
    const std::uint32_t ms = littleEndian(bytes.substr(8, 4));
    out.push_back('P');
    appendUnsigned(littleEndian(bytes.substr(0, 4)), out);
    out.push_back('M');
    appendUnsigned(littleEndian(bytes.substr(4, 4)), out);
    out.append("DT");
    appendUnsigned(ms / 1000, out);
    out.push_back('.');
    appendPadded(ms % 1000, 3, out);
    out.push_back('S');
}

} // namespace core::avro
