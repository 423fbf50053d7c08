// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_filter.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace ui {

bool LogFilter::takes(const core::LogLine &line) const
{
    return line.level >= least && (flow.isEmpty() || line.flow == flow)
        && (words.isEmpty() || line.text.contains(words, Qt::CaseInsensitive)
            || line.flow.contains(words, Qt::CaseInsensitive)
            || line.room.contains(words, Qt::CaseInsensitive));
}

namespace {

/// Time and level, in their places.
QString beginning(const core::LogLine &line)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(line.atMs).toString(u"HH:mm:ss.zzz"_s);
    const QString level = QString::fromLatin1(core::logLevelKey(line.level));
    return time + u"  "_s + level.leftJustified(kLevelPlace.length) + u"  "_s;
}

} // namespace

QString shortText(const core::LogLine &line)
{
    return beginning(line) + line.text;
}

QString shownText(const core::LogLine &line)
{
    constexpr qsizetype kFlow = 20;
    constexpr qsizetype kRoom = 10;
    return beginning(line) + line.flow.leftJustified(kFlow) + u"  "_s
        + line.room.leftJustified(kRoom) + u"  "_s + line.text;
}

} // namespace ui
