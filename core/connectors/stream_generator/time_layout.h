// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <string>
#include <vector>

namespace core::stream_generator {

/// How a moment is written, given by Go's reference time "2006-01-02 15:04:05.000". Reading the
/// layout may fail, writing cannot. One thread.
class TimeLayout final
{
public:
    /// Errors: generator.time_layout (a token of Go that is not known here, or none at all),
    /// generator.time_zone.
    static Result<TimeLayout> parse(const QString &layout, const QString &zone);
    /// "2023-09-01 18:11:35.000" in UTC.
    static TimeLayout usual();

    void append(std::string &out, std::int64_t ms);

private:
    enum class Part
    {
        Literal,
        Year,
        Month,
        Day,
        Hour,
        Minute,
        Second,
        Fraction,
        Offset, ///< -07:00
        OffsetOrZ, ///< Z07:00
        ShortOffset ///< -0700
    };
    struct Piece
    {
        Part part = Part::Literal;
        std::string literal = {};
        int digits = 0;
    };
    struct Token;
    static const Token *tokenAt(QStringView layout);
    std::int64_t offsetMs(std::int64_t ms);
    void appendPiece(std::string &out, const Piece &piece, std::int64_t local,
                     std::int64_t offset) const;

    std::vector<Piece> m_pieces;
    QTimeZone m_zone = QTimeZone::utc();
    bool m_utc = true;
    std::int64_t m_offsetFrom = 1; ///< quarter of an hour that m_offset holds for
    std::int64_t m_offset = 0;
};

} // namespace core::stream_generator
