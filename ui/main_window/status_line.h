// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/plain_label.h"
#include "ui/session/screen_frame.h"

#include <QStatusBar>

namespace ui {

/// The bar that says how honest the screen is: true totals, what the samples take, what needs
/// somebody. GUI thread.
class StatusLine final : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void showFrame(const ScreenFrame &frame, qint64 samplesKept, qint64 samplesCap);

private:
    PlainLabel *m_counts;
    PlainLabel *m_rates;
    PlainLabel *m_memory;
    PlainLabel *m_trouble;
};

} // namespace ui
