// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/log_colors.h"

#include "ui/common/colors.h"
#include "ui/logs/log_filter.h"

#include <QEvent>
#include <QPlainTextEdit>

namespace ui {

LogColors::LogColors(QPlainTextEdit *text) : QSyntaxHighlighter(text->document()), m_text(text)
{
    text->installEventFilter(this);
}

void LogColors::highlightBlock(const QString &line)
{
    const Colors &colors = colorsOf(m_text);
    setFormat(0, kLevelPlace.start, colors.secondary);
    const QStringView level = QStringView(line).mid(kLevelPlace.start, kLevelPlace.length);
    if (level.startsWith(u"warning")) {
        setFormat(kLevelPlace.start, kLevelPlace.length, colors.warning);
    } else if (level.startsWith(u"error")) {
        setFormat(kLevelPlace.start, kLevelPlace.length, colors.error);
    } else {
        setFormat(kLevelPlace.start, kLevelPlace.length, colors.secondary);
    }
}

bool LogColors::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        rehighlight();
    }
    return QSyntaxHighlighter::eventFilter(watched, event);
}

} // namespace ui
