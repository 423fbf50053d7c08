// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/time_layout.h"

#include "core/support/text.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace core::stream_generator {

struct TimeLayout::Token
{
    QLatin1StringView text;
    Part part;
    int digits;
    bool known = true;
};

namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kDay = 86'400 * kSecond;

void appendNumber(std::string &out, std::int64_t value, int digits)
{
    char text[20];
    for (int i = digits - 1; i >= 0; --i) {
        text[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    out.append(text, static_cast<std::size_t>(digits));
}

std::chrono::year_month_day dateOf(std::int64_t local)
{
    const auto days = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(local));
    return std::chrono::year_month_day(std::chrono::sys_days(days));
}

std::int64_t timeOfDay(std::int64_t local)
{
    const std::int64_t rest = local % kDay;
    return rest < 0 ? rest + kDay : rest;
}

void appendOffset(std::string &out, std::int64_t offset, bool colon)
{
    const std::int64_t minutes = std::abs(offset) / (60 * kSecond);
    out += offset < 0 ? '-' : '+';
    appendNumber(out, minutes / 60, 2);
    if (colon) {
        out += ':';
    }
    appendNumber(out, minutes % 60, 2);
}

Error layoutError(const QString &message)
{
    return Error{.code = ErrorCode::Config,
                 .id = "generator.time_layout",
                 .message = message,
                 .field = u"timestamp_format"_s,
                 .fix = text(WEIR_TEXT("Write it like 2006-01-02 15:04:05.000"))};
}

} // namespace

const TimeLayout::Token *TimeLayout::tokenAt(QStringView layout)
{
    static const Token kTokens[] = {
        {"2006"_L1, Part::Year, 4},
        {"January"_L1, Part::Literal, 0, false},
        {"Jan"_L1, Part::Literal, 0, false},
        {"Monday"_L1, Part::Literal, 0, false},
        {"Mon"_L1, Part::Literal, 0, false},
        {"MST"_L1, Part::Literal, 0, false},
        {"PM"_L1, Part::Literal, 0, false},
        {"pm"_L1, Part::Literal, 0, false},
        {"002"_L1, Part::Literal, 0, false},
        {"Z07:00"_L1, Part::OffsetOrZ, 0},
        {"-07:00"_L1, Part::Offset, 0},
        {"-0700"_L1, Part::ShortOffset, 0},
        {".000000000"_L1, Part::Fraction, 9},
        {".000000"_L1, Part::Fraction, 6},
        {".000"_L1, Part::Fraction, 3},
        {"01"_L1, Part::Month, 2},
        {"02"_L1, Part::Day, 2},
        {"15"_L1, Part::Hour, 2},
        {"03"_L1, Part::Literal, 0, false},
        {"04"_L1, Part::Minute, 2},
        {"05"_L1, Part::Second, 2},
        {"06"_L1, Part::Literal, 0, false},
    };
    for (const Token &token : kTokens) {
        if (layout.startsWith(token.text)) {
            return &token;
        }
    }
    return nullptr;
}

Result<TimeLayout> TimeLayout::parse(const QString &layout, const QString &zone)
{
    TimeLayout made;
    bool hasTime = false;
    for (qsizetype at = 0; at < layout.size();) {
        const Token *token = tokenAt(QStringView(layout).mid(at));
        if (token && !token->known) {
            return layoutError(
                text(WEIR_TEXT("The part %1 of the time layout is not known")).arg(token->text));
        }
        if (token) {
            made.m_pieces.push_back({.part = token->part, .literal = {}, .digits = token->digits});
            hasTime = true;
            at += token->text.size();
            continue;
        }
        if (made.m_pieces.empty() || made.m_pieces.back().part != Part::Literal) {
            made.m_pieces.push_back({});
        }
        made.m_pieces.back().literal += layout.mid(at, 1).toStdString();
        ++at;
    }
    if (!hasTime) {
        return layoutError(text(WEIR_TEXT("The time layout holds no part of a time")));
    }
    if (!zone.isEmpty() && zone != "UTC"_L1) {
        made.m_zone = QTimeZone(zone.toUtf8());
        made.m_utc = false;
        if (!made.m_zone.isValid()) {
            return Error{.code = ErrorCode::Config,
                         .id = "generator.time_zone",
                         .message = text(WEIR_TEXT("%1 is no time zone of this computer"))
                                        .arg(visibleText(zone, 100)),
                         .field = u"timestamp_locale"_s,
                         .fix = text(WEIR_TEXT("Write a name such as Europe/Berlin"))};
        }
    }
    return made;
}

TimeLayout TimeLayout::usual()
{
    return *parse(u"2006-01-02 15:04:05.000"_s, {});
}

std::int64_t TimeLayout::offsetMs(std::int64_t ms)
{
    constexpr std::int64_t kQuarter = 900 * kSecond; // zones change at whole quarters of an hour
    if (!m_utc && m_offsetFrom != ms / kQuarter * kQuarter) {
        m_offsetFrom = ms / kQuarter * kQuarter;
        m_offset = m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms)) * kSecond;
    }
    return m_offset;
}

void TimeLayout::append(std::string &out, std::int64_t ms)
{
    const std::int64_t offset = offsetMs(ms);
    for (const Piece &piece : m_pieces) {
        appendPiece(out, piece, ms + offset, offset);
    }
}

void TimeLayout::appendPiece(std::string &out, const Piece &piece, std::int64_t local,
                             std::int64_t offset) const
{
    const std::int64_t inDay = timeOfDay(local);
    switch (piece.part) {
    case Part::Literal: out += piece.literal; break;
    case Part::Year: appendNumber(out, static_cast<int>(dateOf(local).year()), 4); break;
    case Part::Month: appendNumber(out, static_cast<unsigned>(dateOf(local).month()), 2); break;
    case Part::Day: appendNumber(out, static_cast<unsigned>(dateOf(local).day()), 2); break;
    case Part::Hour: appendNumber(out, inDay / (3600 * kSecond), 2); break;
    case Part::Minute: appendNumber(out, inDay / (60 * kSecond) % 60, 2); break;
    case Part::Second: appendNumber(out, inDay / kSecond % 60, 2); break;
    case Part::Fraction:
        out += '.';
        appendNumber(out, inDay % kSecond, 3);
        out.append(static_cast<std::size_t>(piece.digits - 3), '0');
        break;
    case Part::OffsetOrZ:
        if (offset == 0) {
            out += 'Z';
            break;
        }
        [[fallthrough]];
    case Part::Offset: appendOffset(out, offset, true); break;
    case Part::ShortOffset: appendOffset(out, offset, false); break;
    }
}

} // namespace core::stream_generator
