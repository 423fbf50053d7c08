// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/log_filter.h"
#include "ui/session/screen_frame.h"
#include "ui/session/session.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class EmptyState;
class PlainLabel;
class SegmentedChoice;

/// What the program says of its work, newest at the bottom: at most 5000 lines, plain text, taken
/// over once a beat. Follows only while the last line is in sight. GUI thread.
class LogsPage final : public Page
{
    Q_OBJECT

public:
    /// `logFile` is where the lines go besides; empty when nowhere.
    LogsPage(Session &session, core::LogBook &book, const QString &logFile,
             QWidget *parent = nullptr);

    void beat(const ScreenFrame &frame) override;
    void enter() override;

    void setFlow(const QString &name);
    QPlainTextEdit *text() const { return m_text; }
    QLineEdit *words() const { return m_words; }
    SegmentedChoice *levels() const { return m_levels; }
    QComboBox *flow() const { return m_flow; }

private:
    QLayout *makeHead();
    QLayout *makeFoot(const QString &logFile);
    void showFlows();
    void handleFilter();
    void rebuild();
    void take();
    void append(const QStringList &lines);
    bool isAtBottom() const;
    void showCounts();

    Session &m_session;
    core::LogBook &m_book;
    LogFilter m_filter;
    std::uint64_t m_newest = 0;
    int m_shown = 0;
    int m_held = 0; ///< came while an older line was being read
    SegmentedChoice *m_levels;
    QComboBox *m_flow;
    QLineEdit *m_words;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_text;
    EmptyState *m_empty;
    PlainLabel *m_count;
    QPushButton *m_jump;
};

} // namespace ui
