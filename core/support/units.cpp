// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/units.h"

#include "core/support/text.h"

#include <array>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace core {
namespace {

struct Unit
{
    QLatin1String name;
    std::int64_t factor;
};

constexpr std::array kDurationUnits{
    Unit{"ns"_L1, 1},
    Unit{"us"_L1, 1'000},
    Unit{"ms"_L1, 1'000'000},
    Unit{"s"_L1, 1'000'000'000},
    Unit{"m"_L1, 60'000'000'000},
    Unit{"h"_L1, 3'600'000'000'000},
};

constexpr std::array kByteUnits{
    Unit{""_L1, 1},
    Unit{"B"_L1, 1},
    Unit{"KiB"_L1, kKiB},
    Unit{"MiB"_L1, kMiB},
    Unit{"GiB"_L1, kGiB},
    Unit{"TiB"_L1, 1024 * kGiB},
    Unit{"KB"_L1, 1'000},
    Unit{"MB"_L1, 1'000'000},
    Unit{"GB"_L1, 1'000'000'000},
    Unit{"TB"_L1, 1'000'000'000'000},
};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Cuts digits and one decimal point off the front of `rest`.
QString takeNumber(QStringView &rest)
{
    qsizetype length = 0;
    while (length < rest.size() && (isDigit(rest[length]) || rest[length] == u'.')) {
        ++length;
    }
    const QString number = rest.left(length).toString();
    rest = rest.mid(length);
    return number;
}

QString takeUnit(QStringView &rest)
{
    qsizetype length = 0;
    while (length < rest.size() && !isDigit(rest[length]) && rest[length] != u'.') {
        ++length;
    }
    const QString unit = rest.left(length).toString();
    rest = rest.mid(length);
    return unit;
}

template <std::size_t N>
std::int64_t factorOf(const std::array<Unit, N> &units, const QString &name)
{
    for (const Unit &unit : units) {
        if (unit.name == name) {
            return unit.factor;
        }
    }
    return 0;
}

/// number × factor without losing whole units; -1 when malformed or above 63 bits.
std::int64_t scaled(const QString &number, std::int64_t factor)
{
    const qsizetype point = number.indexOf(u'.');
    bool ok = true;
    const QString whole = point < 0 ? number : number.left(point);
    const std::int64_t units = whole.isEmpty() ? 0 : whole.toLongLong(&ok);
    const QString decimals = point < 0 ? QString() : number.mid(point + 1);
    if (!ok || number.isEmpty() || decimals.contains(u'.')
        || (whole.isEmpty() && decimals.isEmpty())) {
        return -1;
    }
    const double fraction = decimals.isEmpty() ? 0.0 : QString(u"0."_s + decimals).toDouble(&ok);
    std::int64_t result = 0;
    if (!ok || __builtin_mul_overflow(units, factor, &result)
        || __builtin_add_overflow(
            result, static_cast<std::int64_t>(std::llround(fraction * static_cast<double>(factor))),
            &result)) {
        return -1;
    }
    return result;
}

Error invalidDuration(const QString &given)
{
    return Error{.code = ErrorCode::Config,
                 .id = "duration.invalid",
                 .message =
                     text(WEIR_TEXT("\"%1\" is not a length of time; write a number and a unit, "
                                    "for example 200ms, 5s or 1h30m"))
                         .arg(visibleText(given, 64))};
}

} // namespace

Result<Duration> parseDuration(const QString &given)
{
    Duration duration;
    duration.text = given;
    if (given == u"0"_s) {
        return duration;
    }
    QStringView rest(given);
    std::int64_t total = 0;
    do {
        const QString number = takeNumber(rest);
        QString unit = takeUnit(rest);
        if (unit == u"µs"_s || unit == u"μs"_s) {
            unit = u"us"_s;
        }
        const std::int64_t factor = factorOf(kDurationUnits, unit);
        const std::int64_t part = factor == 0 ? -1 : scaled(number, factor);
        if (part < 0 || __builtin_add_overflow(total, part, &total)) {
            return invalidDuration(given);
        }
    } while (!rest.isEmpty());
    duration.value = std::chrono::nanoseconds(total);
    return duration;
}

QString formatDuration(std::chrono::nanoseconds span)
{
    if (span.count() == 0) {
        return u"0s"_s;
    }
    QString result;
    std::int64_t rest = span.count();
    for (auto unit = kDurationUnits.rbegin(); unit != kDurationUnits.rend(); ++unit) {
        if (const std::int64_t count = rest / unit->factor; count > 0) {
            result += QString::number(count) + unit->name;
            rest %= unit->factor;
        }
    }
    return result;
}

Result<ByteSize> parseByteSize(const QString &given)
{
    QStringView rest(given);
    const QString number = takeNumber(rest);
    const std::int64_t factor = factorOf(kByteUnits, rest.trimmed().toString());
    const std::int64_t bytes = factor == 0 ? -1 : scaled(number, factor);
    if (bytes < 0) {
        return Error{.code = ErrorCode::Config,
                     .id = "bytes.invalid",
                     .message = text(WEIR_TEXT("\"%1\" is not a number of bytes; write for example "
                                               "65536, 64KiB or 16MiB"))
                                    .arg(visibleText(given, 64))};
    }
    ByteSize size(bytes);
    size.text = given;
    return size;
}

QString formatByteSize(std::int64_t bytes)
{
    static constexpr std::array<QLatin1String, 4> kNames{"TiB"_L1, "GiB"_L1, "MiB"_L1, "KiB"_L1};
    std::int64_t factor = 1024 * kGiB;
    for (const QLatin1String name : kNames) {
        if (bytes >= factor && bytes % factor == 0) {
            return QString::number(bytes / factor) + name;
        }
        factor /= 1024;
    }
    return QString::number(bytes);
}

} // namespace core
