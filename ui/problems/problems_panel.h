// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/problems/problem_row.h"
#include "ui/session/screen_frame.h"

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace ui {

/// All problems: open ones first, newest first; solved ones below as history.
class ProblemsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    void show(const std::vector<core::Problem> &problems);
    void setMostHeight(int height); ///< it is as high as its rows, up to this

Q_SIGNALS:
    void flowWanted(const QString &flowId);
    void deadLettersWanted(const QString &flowId);
    void skipWanted(const QString &flowId, const core::LanePlace &place);
    void closeWanted();

private:
    void fit();

    int m_mostHeight = 220;
    int m_headHeight = 0;
    PlainLabel *m_title;
    PlainLabel *m_empty;
    QVBoxLayout *m_list;
    QList<ProblemRow *> m_rows;
};

std::size_t openProblems(const std::vector<core::Problem> &problems);
/// Open before solved, errors before warnings, newest first.
std::vector<core::Problem> byUrgency(std::vector<core::Problem> problems);

} // namespace ui
