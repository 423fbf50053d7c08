// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/card.h"
#include "ui/common/state_mark.h"
#include "ui/dead_letters/dead_letter_retry.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace ui {

/// How the retry stands that was begun last, until it is put away.
class RetryStrip final : public Card
{
    Q_OBJECT

public:
    explicit RetryStrip(QWidget *parent = nullptr);

    void show(const RetryProgress &progress);

Q_SIGNALS:
    void stopWanted();

private:
    StateMark *m_mark;
    PlainLabel *m_words;
    PlainLabel *m_trouble;
    QPushButton *m_button; ///< stops what is at work, hides what is over
    bool m_isOver = false;
};

} // namespace ui
