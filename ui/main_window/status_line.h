// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/screen_frame.h"

#include <QStatusBar>

class QPushButton;

namespace ui {

/// The bar that says how honest the screen is: true totals, what the samples take, what needs
/// somebody. A click on a part explains it. GUI thread.
class StatusLine final : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void showFrame(const ScreenFrame &frame);

Q_SIGNALS:
    void problemsWanted();

private:
    QPushButton *addPart(const QString &explanation);
    static void say(QPushButton *part, const QString &text);
    void explain(QPushButton *part, const QString &explanation);

    QPushButton *m_counts;
    QPushButton *m_rates;
    QPushButton *m_memory;
    QPushButton *m_screen;
    QPushButton *m_trouble;
};

} // namespace ui
