// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

#include <chrono>

class QPushButton;
class QVBoxLayout;

namespace ui {

class PlainLabel;

/// The first messages of a source, rejected ones too, with what they look like. Ends by number and
/// time, which it counts down.
class FirstMessages final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstMessages(QWidget *parent = nullptr);

    void clear(); ///< nothing was asked yet
    void begin(int count, std::chrono::seconds limit);
    void add(const core::PreviewMessage &message);
    void end();
    int count() const { return m_count; }

Q_SIGNALS:
    void stopped(); ///< by the person

private:
    void showHead();
    void showMisfits();

    PlainLabel *m_head;
    PlainLabel *m_note;
    PlainLabel *m_misfits; ///< columns whose type is too narrow, and for how many messages
    QPushButton *m_stop;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_column;
    QTimer m_second;
    QMap<QString, int> m_misfitsOf = {}; ///< messages, by column
    int m_count = 0;
    int m_wanted = 0;
    int m_secondsLeft = 0;
    bool m_isRunning = false;
};

} // namespace ui
