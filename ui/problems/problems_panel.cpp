// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problems_panel.h"

#include "ui/common/colors.h"
#include "ui/common/theme.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <tuple>

namespace ui {
namespace {

constexpr std::size_t kMostRows = 50;

}

std::size_t openProblems(const std::vector<core::Problem> &problems)
{
    return static_cast<std::size_t>(
        std::count_if(problems.begin(), problems.end(),
                      [](const core::Problem &problem) { return !problem.solved; }));
}

std::vector<core::Problem> byUrgency(std::vector<core::Problem> problems)
{
    const auto key = [](const core::Problem &problem) {
        return std::tuple(problem.solved, problem.severity, -problem.lastMs);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const auto &a, const auto &b) { return key(a) < key(b); });
    return problems;
}

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(tr("Problems"), TextRole::Heading, this)),
      m_empty(new PlainLabel(tr("Nothing needs you. Problems of running flows appear here."),
                             TextRole::Secondary, this))
{
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch();
    auto *close = makeButton(tr("Hide"), ButtonRole::Link, this);
    connect(close, &QPushButton::clicked, this, &ProblemsPanel::closeWanted);
    head->addWidget(close);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setAccessibleName(tr("Problems"));
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(kSpace2);
    m_list->addWidget(m_empty);
    m_list->addStretch();
    area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    layout->addLayout(head);
    layout->addWidget(area, 1);
    m_headHeight = close->sizeHint().height() + layout->spacing();
}

void ProblemsPanel::show(const std::vector<core::Problem> &problems)
{
    const std::vector<core::Problem> sorted = byUrgency(problems);
    const auto count = static_cast<qsizetype>(std::min(sorted.size(), kMostRows));
    while (m_rows.size() < count) {
        auto *row = new ProblemRow(this);
        connect(row, &ProblemRow::flowWanted, this, &ProblemsPanel::flowWanted);
        connect(row, &ProblemRow::deadLettersWanted, this, &ProblemsPanel::deadLettersWanted);
        connect(row, &ProblemRow::skipWanted, this, &ProblemsPanel::skipWanted);
        m_list->insertWidget(m_list->count() - 1, row);
        m_rows.push_back(row);
    }
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setVisible(i < count);
        if (i < count) {
            m_rows[i]->show(sorted[static_cast<std::size_t>(i)]);
        }
    }
    m_empty->setVisible(count == 0);
    fit();
}

void ProblemsPanel::setMostHeight(int height)
{
    m_mostHeight = height;
    fit();
}

/// As high as its rows, so that it takes no more of the page than it needs.
void ProblemsPanel::fit()
{
    m_list->activate();
    const int rows = m_list->sizeHint().height();
    setFixedHeight(std::min(m_mostHeight, m_headHeight + rows + 3 * kSpace2));
}

} // namespace ui
