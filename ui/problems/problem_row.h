// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/problem.h"
#include "ui/common/card.h"
#include "ui/common/state_mark.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace ui {

/// One problem: what, since when, how often, what to try; with its report to copy.
class ProblemRow final : public Card
{
    Q_OBJECT

public:
    explicit ProblemRow(QWidget *parent = nullptr);

    void show(const core::Problem &problem);
    const core::Problem &problem() const { return m_problem; }

Q_SIGNALS:
    void flowWanted(const QString &flowId);
    void deadLettersWanted(const QString &flowId);
    void skipWanted(const QString &flowId, const core::LanePlace &place); ///< was asked, and sure

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    core::Problem m_problem;
    StateMark *m_mark;
    PlainLabel *m_title;
    PlainLabel *m_detail;
    QPushButton *m_skip;
    QPushButton *m_open;
    QPushButton *m_letters;
};

/// Everything known of a problem as text for a mail or a ticket.
QString problemReport(const core::Problem &problem);

} // namespace ui
