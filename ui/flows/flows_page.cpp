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
#include <QJsonArray>
#include <QJsonObject>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kInspectorWidth = 330; ///< at least, and at first
constexpr int kWidestInspector = 640;
constexpr int kNarrow = 960; ///< of the page: below it the inspector takes turns with the list
constexpr int kLow = 640;
constexpr int kTooLow = 460; ///< the messages matter more than the curves

} // namespace

FlowsPage::FlowsPage(Session &session, core::LogBook &log, QWidget *parent)
    : Page(parent), m_session(session), m_table(new FlowsTable(this)),
      m_charts(new FlowCharts(session.engine(), this)),
      m_samples(new SamplesPanel(session.engine(), this)), m_problem(new ProblemRow(this)),
      m_inspector(new Inspector(session, log, this)), m_split(new QSplitter(this)),
      m_inspectorWidth(kInspectorWidth)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->setSizeConstraint(QLayout::SetNoConstraint); // where it is narrow, arrange() makes room
    row->addWidget(m_split);
    m_split->addWidget(makeMiddle());
    m_split->addWidget(m_inspector);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 1);
    connect(m_split, &QSplitter::splitterMoved, this, [this] {
        m_inspectorWidth = m_inspector->width();
        Q_EMIT arrangementChanged();
    });
    connect(m_table, &FlowsTable::currentChanged, this, &FlowsPage::showCurrent);
    connect(m_table, &FlowsTable::newFlowWanted, this, &FlowsPage::newFlowWanted);
    connect(m_table, &FlowsTable::sampleDataWanted, this, &FlowsPage::sampleDataWanted);
    connect(m_samples, &SamplesPanel::chosen, this, [this](const core::Sample &sample) {
        m_inspector->showMessage(sample, m_samples->before(sample));
    });
    connect(m_problem, &ProblemRow::flowWanted, m_table, &FlowsTable::chooseFlow);
    connect(m_problem, &ProblemRow::deadLettersWanted, this, &FlowsPage::deadLettersWanted);
    connect(m_problem, &ProblemRow::skipWanted, &m_session, &Session::skipPast);
    connect(m_table, &FlowsTable::deadLettersWanted, this, &FlowsPage::deadLettersWanted);
    connect(m_inspector, &Inspector::deadLettersWanted, this, &FlowsPage::deadLettersWanted);
    connect(m_charts, &FlowCharts::openChanged, this, &FlowsPage::arrangementChanged);
    connect(m_inspector, &Inspector::jumpWanted, this, [this] {
        if (m_isInspecting) { // in place of the list
            goBack();
        }
        m_samples->askWhereTo();
    });
    connect(m_inspector, &Inspector::backWanted, this, &FlowsPage::goBack);
    connect(&m_session, &Session::workspaceChanged, this, &FlowsPage::showWorkspace);
    auto *back = new QShortcut(Qt::Key_Escape, this);
    back->setContext(Qt::WidgetWithChildrenShortcut);
    connect(back, &QShortcut::activated, this, &FlowsPage::goBack);
    showWorkspace();
}

QWidget *FlowsPage::makeMiddle()
{
    m_middle = new QWidget(this);
    auto *column = new QVBoxLayout(m_middle);
    column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    column->setSpacing(kSpace3);
    column->addWidget(makeTools());
    column->addWidget(m_table);
    column->addWidget(m_charts);
    column->addWidget(m_samples, 1);
    column->addWidget(m_problem);
    m_problem->hide();
    return m_middle;
}

QJsonObject FlowsPage::arrangement() const
{
    QJsonArray charts;
    for (const int open : m_charts->open()) {
        charts.append(open);
    }
    return {{u"inspector_width"_s, m_inspectorWidth},
            {u"charts"_s, charts},
            {u"span"_s, m_span->currentData().toInt()}};
}

void FlowsPage::setArrangement(const QJsonObject &arrangement)
{
    m_inspectorWidth = std::clamp(arrangement[u"inspector_width"_s].toInt(kInspectorWidth),
                                  kInspectorWidth, kWidestInspector);
    const QJsonArray charts = arrangement[u"charts"_s].toArray();
    m_charts->setOpen({charts.at(0).toInt(), charts.at(1).toInt()});
    if (const int span = m_span->findData(arrangement[u"span"_s].toInt()); span >= 0) {
        m_span->setCurrentIndex(span);
    }
    arrange();
}

void FlowsPage::goBack()
{
    if (m_isInspecting) {
        m_isInspecting = false;
        arrange();
    } else {
        m_charts->resetZoom();
    }
}

void FlowsPage::arrange()
{
    const bool isNarrow = width() < kNarrow;
    const bool isAlone = isNarrow && m_isInspecting;
    m_details->setVisible(isNarrow);
    m_inspector->setAlone(isAlone);
    m_inspector->setVisible(!isNarrow || isAlone);
    m_middle->setVisible(!isAlone);
    m_inspector->setMaximumWidth(isAlone ? QWIDGETSIZE_MAX : kWidestInspector);
    m_inspector->setMinimumWidth(isAlone ? 0 : kInspectorWidth);
    if (!isNarrow) {
        m_split->setSizes({width() - m_inspectorWidth, m_inspectorWidth});
    }
    m_charts->setFixedHeight(height() < kLow ? 140 : 180);
    showChartsWhereTheyFit();
}

void FlowsPage::showChartsWhereTheyFit()
{
    const int taken = m_problem->isVisibleTo(this) ? m_problem->sizeHint().height() + kSpace3 : 0;
    m_charts->setVisible(height() - taken >= kTooLow);
}

void FlowsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
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
    m_span = makeSpan(bar);
    m_pause = makeButton(tr("Pause samples"), ButtonRole::Plain, bar);
    m_pause->setCheckable(true);
    connect(m_pause, &QPushButton::toggled, this, [this](bool on) {
        m_samples->setPaused(on);
        m_pause->setText(on ? tr("Resume samples") : tr("Pause samples"));
    });
    connect(m_samples, &SamplesPanel::pauseWanted, m_pause, &QPushButton::toggle);
    auto *unzoom = makeButton(tr("Reset zoom  Esc"), ButtonRole::Link, bar);
    unzoom->hide();
    connect(m_charts, &FlowCharts::zoomChanged, unzoom, &QPushButton::setVisible);
    connect(unzoom, &QPushButton::clicked, m_charts, &FlowCharts::resetZoom);
    m_details = makeButton(tr("Details"), ButtonRole::Plain, bar);
    connect(m_details, &QPushButton::clicked, this, [this] {
        m_isInspecting = true;
        arrange();
    });
    for (QPushButton *button : {create, start, stop, restart}) {
        row->addWidget(button);
    }
    row->addStretch();
    row->addWidget(unzoom);
    row->addWidget(m_span);
    row->addWidget(m_pause);
    row->addWidget(m_details);
    return bar;
}

QComboBox *FlowsPage::makeSpan(QWidget *parent)
{
    auto *span = new QComboBox(parent);
    span->setAccessibleName(tr("Span of the charts"));
    span->addItem(tr("Last minute"), 60);
    span->addItem(tr("Last 5 minutes"), 300);
    span->addItem(tr("Last hour"), 3600);
    span->addItem(tr("Last day"), 86400);
    span->setCurrentIndex(1);
    connect(span, &QComboBox::currentIndexChanged, this,
            [this, span] { m_charts->setSpan(span->currentData().toInt()); });
    connect(span, &QComboBox::activated, this, &FlowsPage::arrangementChanged);
    return span;
}

void FlowsPage::showCurrent()
{
    const QString id = m_table->currentId();
    m_charts->setFlow(id);
    m_samples->setFlow(id);
    m_inspector->setFlow(id);
}

void FlowsPage::showWorkspace()
{
    m_table->setWorkspace(m_session.workspace(), m_session.registry());
    m_inspector->setFlow(m_table->currentId()); // its definition may be another one
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
    if (m_inspector->isVisible()) {
        m_inspector->beat(frame);
    }
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
    showChartsWhereTheyFit();
}

} // namespace ui
