// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flows_page.h"

#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/flows/flow_delegate.h"
#include "ui/problems/problems_panel.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

FlowsPage::FlowsPage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_model(this), m_sorted(this),
      m_table(new QTableView(this)),
      m_empty(new PlainLabel(tr("Nothing is flowing yet. Create a source, then a flow."),
                             TextRole::Secondary, this)),
      m_charts(new FlowCharts(session.engine(), this)),
      m_samples(new SamplesPanel(session.engine(), this)), m_problem(new ProblemRow(this)),
      m_detail(new MessageDetail(this))
{
    auto *card = new Card(this);
    auto *cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(1, 1, 1, 1);
    cardLayout->addWidget(m_table);
    cardLayout->addWidget(m_empty, 0, Qt::AlignCenter);
    makeTable();
    m_charts->setFixedHeight(180);
    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    middle->setSpacing(kSpace3);
    middle->addWidget(makeTools());
    middle->addWidget(card);
    middle->addWidget(m_charts);
    middle->addWidget(m_samples, 1);
    middle->addWidget(m_problem);
    m_problem->hide();
    m_detail->setFixedWidth(320);
    m_detail->setProperty("panel", true);
    m_detail->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(middle, 1);
    row->addWidget(new Rule(Qt::Vertical, this));
    row->addWidget(m_detail);
    connect(m_samples, &SamplesPanel::chosen, m_detail, &MessageDetail::show);
    connect(m_problem, &ProblemRow::flowWanted, this, &FlowsPage::chooseFlow);
    connect(&m_session, &Session::workspaceChanged, this, &FlowsPage::showWorkspace);
    showWorkspace();
}

QWidget *FlowsPage::makeTools()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    auto *create = makeButton(tr("+ New flow"), ButtonRole::Primary, bar);
    auto *start = makeButton(tr("Start"), ButtonRole::Plain, bar);
    auto *stop = makeButton(tr("Stop"), ButtonRole::Plain, bar);
    auto *restart = makeButton(tr("Restart"), ButtonRole::Plain, bar);
    connect(create, &QPushButton::clicked, this, &FlowsPage::newFlowWanted);
    connect(start, &QPushButton::clicked, this, &FlowsPage::startChosen);
    connect(stop, &QPushButton::clicked, this, &FlowsPage::stopChosen);
    connect(restart, &QPushButton::clicked, this, &FlowsPage::restartChosen);
    auto *span = new QComboBox(bar);
    span->setAccessibleName(tr("Span of the charts"));
    span->addItem(tr("Last minute"), 60);
    span->addItem(tr("Last 5 minutes"), 300);
    span->addItem(tr("Last hour"), 3600);
    span->addItem(tr("Last day"), 86400);
    span->setCurrentIndex(1);
    connect(span, &QComboBox::currentIndexChanged, this,
            [this, span] { m_charts->setSpan(span->currentData().toInt()); });
    auto *pause = makeButton(tr("Pause samples"), ButtonRole::Plain, bar);
    pause->setCheckable(true);
    connect(pause, &QPushButton::toggled, this, [this, pause](bool on) {
        m_samples->setPaused(on);
        pause->setText(on ? tr("Resume samples") : tr("Pause samples"));
    });
    for (QPushButton *button : {create, start, stop, restart}) {
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(span);
    row->addWidget(pause);
    return bar;
}

void FlowsPage::makeTable()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(FlowsModel::SortRole);
    m_sorted.setDynamicSortFilter(false); // rows never move by themselves
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new FlowDelegate(m_table));
    m_table->setAccessibleName(tr("Flows"));
    m_table->setProperty("frameless", true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setMouseTracking(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(48);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    const int widths[] = {210, 170, 76, 76, 76, 150, 84, 130};
    for (int column = 0; column < FlowsModel::ColumnCount; ++column) {
        m_table->setColumnWidth(column, widths[column]);
    }
    header->setSectionResizeMode(FlowsModel::State, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_charts->setFlow(currentId());
        m_samples->setFlow(currentId());
        m_detail->clear();
    });
}

void FlowsPage::showWorkspace()
{
    const QString chosen = currentId();
    m_model.setWorkspace(m_session.workspace(), m_session.registry());
    const int rows = m_model.rowCount();
    m_table->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    m_table->setFixedHeight(32 + 48 * std::clamp(rows, 1, 5));
    chooseFlow(m_model.rowOf(chosen) >= 0 || rows == 0 ? chosen : m_model.flowId(0));
}

void FlowsPage::chooseFlow(const QString &flowId)
{
    if (const int row = m_model.rowOf(flowId); row >= 0) {
        m_table->selectRow(m_sorted.mapFromSource(m_model.index(row, 0)).row());
    }
}

QString FlowsPage::currentId() const
{
    const QModelIndex row = m_sorted.mapToSource(m_table->currentIndex());
    return row.isValid() ? m_model.flowId(row.row()) : QString();
}

QStringList FlowsPage::chosenNames() const
{
    QStringList names;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        names.append(m_model.flowName(m_sorted.mapToSource(row).row()));
    }
    return names;
}

void FlowsPage::startChosen()
{
    for (const QString &name : chosenNames()) {
        m_session.startFlow(name);
    }
}

void FlowsPage::stopChosen()
{
    for (const QString &name : chosenNames()) {
        m_session.stopFlow(name);
    }
}

void FlowsPage::restartChosen()
{
    for (const QString &name : chosenNames()) {
        m_session.restartFlow(name);
    }
}

void FlowsPage::setFocused(bool focused)
{
    m_table->parentWidget()->setVisible(!focused);
}

void FlowsPage::showTrends(const ScreenFrame &frame)
{
    for (const core::FlowSnapshot &flow : frame.flows) {
        QList<float> trend;
        for (const core::MetricPoint &point :
             m_session.engine().history(flow.id, core::HistoryWindow::Minutes5)) {
            trend.push_back(point.inPerSecond);
        }
        m_model.setTrend(flow.id, trend.size() > 60 ? trend.last(60) : trend);
    }
}

void FlowsPage::beat(const ScreenFrame &frame)
{
    m_model.setFrame(frame);
    const core::FlowSnapshot *chosen = frame.flow(currentId());
    m_samples->beat(chosen ? chosen->inPerSecond : 0);
    // The costly parts take turns.
    if (frame.beat % 4 == 1) {
        showTrends(frame);
    } else if (frame.beat % 2 == 0) {
        m_charts->show(chosen, QDateTime::currentMSecsSinceEpoch());
    }
    const bool isTrouble = openProblems(frame.problems) > 0;
    m_problem->setVisible(isTrouble);
    if (isTrouble) {
        m_problem->show(byUrgency(frame.problems).front());
    }
}

} // namespace ui
