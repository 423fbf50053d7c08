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
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
FlowsPage::FlowsPage(Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_table(new FlowsTable(this)),
      m_charts(new FlowCharts(session.engine(), this)),
      m_samples(new SamplesPanel(session.engine(), this)), m_problem(new ProblemRow(this)),
      m_detail(new MessageDetail(this))
{
    m_charts->setFixedHeight(180);
    auto *middle = new QVBoxLayout;
    middle->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    middle->setSpacing(kSpace3);
    middle->addWidget(makeTools());
    middle->addWidget(m_table);
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
    connect(m_table, &FlowsTable::currentChanged, this, &FlowsPage::showCurrent);
    connect(m_table, &FlowsTable::newFlowWanted, this, &FlowsPage::newFlowWanted);
    connect(m_samples, &SamplesPanel::chosen, m_detail, &MessageDetail::show);
    connect(m_problem, &ProblemRow::flowWanted, m_table, &FlowsTable::chooseFlow);
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
    m_pause = makeButton(tr("Pause samples"), ButtonRole::Plain, bar);
    m_pause->setCheckable(true);
    connect(m_pause, &QPushButton::toggled, this, [this](bool on) {
        m_samples->setPaused(on);
        m_pause->setText(on ? tr("Resume samples") : tr("Pause samples"));
    });
    connect(m_samples, &SamplesPanel::pauseWanted, m_pause, &QPushButton::toggle);
    for (QPushButton *button : {create, start, stop, restart}) {
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(span);
    row->addWidget(m_pause);
    return bar;
}

void FlowsPage::showCurrent()
{
    const QString id = m_table->currentId();
    m_charts->setFlow(id);
    m_samples->setFlow(id);
    m_detail->clear();
}

void FlowsPage::showWorkspace()
{
    m_table->setWorkspace(m_session.workspace(), m_session.registry());
}

void FlowsPage::startChosen()
{
    for (const QString &name : m_table->chosenNames()) {
        m_session.startFlow(name);
    }
}

void FlowsPage::stopChosen()
{
    for (const QString &name : m_table->chosenNames()) {
        m_session.stopFlow(name);
    }
}

void FlowsPage::restartChosen()
{
    for (const QString &name : m_table->chosenNames()) {
        m_session.restartFlow(name);
    }
}

void FlowsPage::setFocused(bool focused)
{
    m_table->setVisible(!focused);
}

void FlowsPage::showTrends(const ScreenFrame &frame)
{
    for (const core::FlowSnapshot &flow : frame.flows) {
        QList<float> trend;
        for (const core::MetricPoint &point :
             m_session.engine().history(flow.id, core::HistoryWindow::Minutes5)) {
            trend.push_back(point.inPerSecond);
        }
        m_table->model().setTrend(flow.id,
                                  trend.last(std::min<qsizetype>(trend.size(), kTrendPoints)));
    }
}

void FlowsPage::beat(const ScreenFrame &frame)
{
    m_table->model().setFrame(frame);
    const core::FlowSnapshot *chosen = frame.flow(m_table->currentId());
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
