// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/home/live_card.h"

QT_BEGIN_NAMESPACE
class QLayout;
class QPushButton;
QT_END_NAMESPACE

namespace ui {

/// What a newcomer meets: data that moves, and three ways to go on.
class FirstRun final : public QWidget
{
    Q_OBJECT

public:
    explicit FirstRun(PreviewFlow &preview, QWidget *parent = nullptr);

    LiveCard *live() const { return m_live; }
    QPushButton *keepButton() const { return m_keep; }

Q_SIGNALS:
    void keepWanted();
    void connectWanted();
    void openWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *makeButtons();

    LiveCard *m_live;
    QPushButton *m_keep;
};

} // namespace ui
