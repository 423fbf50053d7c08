// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

#include <chrono>
#include <cstdint>

namespace core {

/// A span of time that keeps the text its author typed ("1.5h") and compares by value.
struct Duration
{
    std::chrono::nanoseconds value{0};
    QString text = {};

    constexpr Duration() = default;
    template <typename Rep, typename Period>
    Duration(std::chrono::duration<Rep, Period> span) : value(span)
    { }
    std::chrono::milliseconds milliseconds() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(value);
    }
    bool operator==(const Duration &other) const { return value == other.value; }
};

/// Go's duration text: "300ms", "1.5h", "2h45m", bare "0". Refused (id "duration.invalid"): no
/// unit, unknown unit, negative, overflow of 64-bit nanoseconds.
Result<Duration> parseDuration(const QString &text);

/// The shortest exact Go text: "1m30s", "200ms", "0s".
QString formatDuration(std::chrono::nanoseconds span);

/// A number of bytes that keeps its text ("16MiB") and compares by value.
struct ByteSize
{
    std::int64_t value = 0;
    QString text = {};

    constexpr ByteSize() = default;
    ByteSize(std::int64_t bytes) : value(bytes) { }
    bool operator==(const ByteSize &other) const { return value == other.value; }
};

/// "65536", "64KiB", "16MiB", "1GiB", "10MB" (powers of 1000). Refused (id "bytes.invalid"):
/// negative, unknown unit, overflow of 63 bits.
Result<ByteSize> parseByteSize(const QString &text);
QString formatByteSize(std::int64_t bytes);

constexpr std::int64_t kKiB = 1024;
constexpr std::int64_t kMiB = 1024 * kKiB;
constexpr std::int64_t kGiB = 1024 * kMiB;

} // namespace core
