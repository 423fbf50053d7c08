// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/overview.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/elided_text.h"
#include "ui/common/row_table.h"
#include "ui/common/state_mark.h"
#include "ui/common/theme.h"
#include "ui/flows/flow_delegate.h"
#include "ui/flows/state_words.h"
#include "ui/problems/problems_panel.h"

#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kRow = 48;
constexpr int kHeader = 32;
constexpr int kMostRows = 6; ///< beyond that the list scrolls

struct Totals
{
    int running = 0;
    int degraded = 0;
    int failed = 0;
    double in = 0;
    double out = 0;
    std::uint64_t notDelivered = 0;
    std::uint64_t lost = 0;
    bool isLossUnknown = false;
};

Totals totalsOf(const ScreenFrame &frame, const core::Workspace &workspace)
{
    Totals totals;
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        const core::FlowSnapshot *figures = frame.flow(flow.id);
        if (!figures) {
            continue;
        }
        const core::FlowState state = figures->status.state;
        totals.running += isAtWork(state) ? 1 : 0;
        totals.degraded += state == core::FlowState::Degraded ? 1 : 0;
        totals.failed += state == core::FlowState::Failed ? 1 : 0;
        totals.in += figures->inPerSecond;
        totals.out += figures->outPerSecond;
        const core::FlowCounters &counters = figures->counters;
        totals.notDelivered += counters.deadLettered + counters.skipped + counters.expired;
        totals.lost += counters.lost.value_or(0);
        totals.isLossUnknown = totals.isLossUnknown || !counters.lost;
    }
    return totals;
}

QString stateNote(const Totals &totals)
{
    QStringList parts;
    if (totals.failed > 0) {
        parts.append(Overview::tr("%n failed", nullptr, totals.failed));
    }
    if (totals.degraded > 0) {
        parts.append(Overview::tr("%n degraded", nullptr, totals.degraded));
    }
    return parts.isEmpty() ? Overview::tr("none in trouble") : parts.join(u", "_s);
}

} // namespace

Overview::Overview(Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(this),
      m_title(new PlainLabel({}, TextRole::Title, this)),
      m_file(new ElidedText(TextRole::Secondary, this)), m_table(new RowTable(kRow, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace3);
    column->addLayout(makeHead());
    column->addLayout(makeTiles());
    column->addWidget(makeFlows());
    column->addWidget(makeProblems());
}

QLayout *Overview::makeHead()
{
    m_file->setElideMode(Qt::ElideMiddle);
    auto *create = makeButton(tr("New flow"), ButtonRole::Primary, this);
    connect(create, &QPushButton::clicked, this, &Overview::newFlowWanted);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_file);
    auto *row = new QHBoxLayout;
    row->addLayout(words, 1);
    row->addWidget(create);
    return row;
}

Overview::Tile Overview::makeTile(QBoxLayout *row, const QString &name)
{
    auto *card = new Card(this);
    const Tile tile{.value = new PlainLabel({}, TextRole::Title, card),
                    .note = new PlainLabel({}, TextRole::Secondary, card)};
    tile.value->setAccessibleName(name);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    column->setSpacing(2);
    column->addWidget(new PlainLabel(name, TextRole::Secondary, card));
    column->addWidget(tile.value);
    column->addWidget(tile.note);
    row->addWidget(card, 1);
    return tile;
}

QLayout *Overview::makeTiles()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace3);
    m_running = makeTile(row, tr("Running"));
    m_rate = makeTile(row, tr("Messages per second"));
    m_kept = makeTile(row, tr("Not delivered"));
    m_lost = makeTile(row, tr("Lost"));
    m_rate.note->setText(tr("in · out"));
    return row;
}

QWidget *Overview::makeFlows()
{
    auto *card = new Card(this);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new FlowDelegate(m_table));
    m_table->setAccessibleName(tr("Flows"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const int hidden : {FlowsModel::Trend, FlowsModel::Rejected, FlowsModel::LastMessage,
                             FlowsModel::Guarantee}) {
        m_table->setColumnHidden(hidden, true);
    }
    QHeaderView *header = m_table->horizontalHeader();
    header->setFixedHeight(kHeader);
    header->setSectionResizeMode(FlowsModel::Flow, QHeaderView::Stretch);
    header->setSectionResizeMode(FlowsModel::State, QHeaderView::Stretch);
    for (const int number : {FlowsModel::In, FlowsModel::Out, FlowsModel::Lag}) {
        header->setSectionResizeMode(number, QHeaderView::Fixed);
        m_table->setColumnWidth(number, 84);
    }
    const auto go = [this](const QModelIndex &row) {
        Q_EMIT flowWanted(m_model.flowId(row.row()));
    };
    connect(m_table, &RowTable::activated, this, go);
    connect(m_table, &RowTable::clicked, this, go);
    return card;
}

QWidget *Overview::makeProblems()
{
    auto *place = new QWidget(this);
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    auto *calm = new Card(place);
    auto *row = new QHBoxLayout(calm);
    row->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    row->setSpacing(kSpace2);
    row->addWidget(new StateMark(Mark::Passed, calm));
    row->addWidget(new PlainLabel(tr("Nothing needs you."), TextRole::Body, calm), 1);
    m_calm = calm;
    column->addWidget(calm);
    for (int i = 0; i < kProblems; ++i) {
        auto *problem = new ProblemRow(place);
        connect(problem, &ProblemRow::flowWanted, this, &Overview::flowWanted);
        connect(problem, &ProblemRow::deadLettersWanted, this, &Overview::deadLettersWanted);
        connect(problem, &ProblemRow::skipWanted, this, &Overview::skipWanted);
        problem->hide();
        m_problems.append(problem);
        column->addWidget(problem);
    }
    m_more = makeButton({}, ButtonRole::Link, place);
    m_more->hide();
    connect(m_more, &QPushButton::clicked, this, &Overview::problemsWanted);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    return place;
}

void Overview::showWorkspace()
{
    const core::Workspace &workspace = m_session.workspace();
    m_model.setWorkspace(workspace, m_session.registry());
    m_title->setText(workspace.name.isEmpty() ? tr("Workspace")
                                              : core::visibleText(workspace.name, 64));
    m_file->setText(workspace.file.isEmpty() ? tr("Not saved to a file yet")
                                             : core::visibleText(workspace.file, 400));
    const int rows = std::clamp(m_model.rowCount(), 1, kMostRows);
    m_table->setFixedHeight(kHeader + rows * kRow);
}

void Overview::beat(const ScreenFrame &frame)
{
    m_model.setFrame(frame);
    showTotals(frame);
    showProblems(frame);
}

void Overview::showTotals(const ScreenFrame &frame)
{
    const Totals totals = totalsOf(frame, m_session.workspace());
    m_running.value->setText(tr("%1 of %2").arg(totals.running).arg(m_model.rowCount()));
    m_running.note->setText(stateNote(totals));
    m_running.note->setTone(totals.failed > 0         ? Tone::Error
                                : totals.degraded > 0 ? Tone::Warning
                                                      : Tone::Quiet);
    m_rate.value->setText(tr("%1 · %2").arg(figure(totals.in), figure(totals.out)));
    m_kept.value->setText(figure(totals.notDelivered));
    m_kept.note->setText(totals.notDelivered > 0 ? tr("refused, skipped or expired")
                                                 : tr("nothing was refused"));
    m_kept.note->setTone(totals.notDelivered > 0 ? Tone::Warning : Tone::Quiet);
    m_lost.value->setText(figure(totals.lost));
    m_lost.note->setText(totals.isLossUnknown ? tr("not every source can tell")
                                              : tr("known never to have arrived"));
    m_lost.note->setTone(totals.lost > 0 ? Tone::Error : Tone::Quiet);
}

void Overview::showProblems(const ScreenFrame &frame)
{
    std::vector<core::Problem> open = byUrgency(frame.problems);
    std::erase_if(open, [](const core::Problem &problem) { return problem.solved; });
    for (int i = 0; i < kProblems; ++i) {
        const auto at = static_cast<std::size_t>(i);
        m_problems[i]->setVisible(at < open.size());
        if (at < open.size()) {
            m_problems[i]->show(open[at]);
        }
    }
    const int more = static_cast<int>(open.size()) - kProblems;
    m_more->setVisible(more > 0);
    if (more > 0) {
        m_more->setText(tr("%n more", nullptr, more));
    }
    m_calm->setVisible(open.empty());
}

} // namespace ui
