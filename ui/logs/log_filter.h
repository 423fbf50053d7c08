// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/log_book.h"

namespace ui {

/// Which lines of the log are looked at. A value.
struct LogFilter
{
    core::LogLevel least = core::LogLevel::Info;
    QString flow = {}; ///< empty: all of them
    QString words = {}; ///< anywhere in the line; small and capital letters are the same

    bool takes(const core::LogLine &line) const;
    bool operator==(const LogFilter &) const = default;
};

/// The line as the page shows it: time, level, flow, room and text in columns.
QString shownText(const core::LogLine &line);
/// The same without flow and room, where those go without saying.
QString shortText(const core::LogLine &line);
/// The level's word within a shown line.
struct LevelPlace
{
    int start = 0;
    int length = 0;
};
inline constexpr LevelPlace kLevelPlace{14, 7};

} // namespace ui
