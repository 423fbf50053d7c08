// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flow_charts.h"

#include "ui/common/colors.h"
#include "ui/flows/state_words.h"
#include "ui/session/screen_frame.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

core::HistoryWindow windowOf(int span)
{
    if (span <= 300) {
        return core::HistoryWindow::Minutes5;
    }
    return span <= 3600 ? core::HistoryWindow::Hour : core::HistoryWindow::Day;
}

double slotOf(int span)
{
    return span <= 300 ? 1 : span <= 3600 ? 5 : 60;
}

QString milliseconds(double value)
{
    return FlowCharts::tr("%1 ms").arg(QLocale().toString(value, 'g', 3));
}

} // namespace

QList<QPointF> pointsOf(const std::vector<core::MetricPoint> &history,
                        float core::MetricPoint::*value, qint64 endMs, int span, double slot)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(history.size()) + 8);
    for (const core::MetricPoint &point : history) {
        const double x = static_cast<double>(point.atMs - endMs) / 1000;
        if (x < -span || x > 0) {
            continue;
        }
        if (!points.isEmpty() && x - points.back().x() > slot * 2.5) {
            points.append(QPointF(points.back().x() + slot, qQNaN()));
        }
        points.append(QPointF(x, static_cast<double>(point.*value)));
    }
    return points;
}

FlowCharts::FlowCharts(core::Engine &engine, QWidget *parent)
    : QWidget(parent), m_engine(engine),
      m_rate(new ChartCard(tr("Messages per second"), {tr("in"), tr("out")}, shortFigure, this)),
      m_bytes(new ChartCard(tr("Bytes per second"), {tr("in"), tr("out")}, shortBytes, this)),
      m_latency(new ChartCard(tr("Latency, arrival to confirmed"), {u"p50"_s, u"p99"_s},
                              milliseconds, this)),
      m_lag(new ChartCard(tr("Lag, messages still at the source"), {tr("all")}, shortFigure, this)),
      m_left(new ChartStack(this)), m_right(new ChartStack(this))
{
    layOut();
    for (ChartStack *stack : {m_left, m_right}) {
        stack->offerAll();
        connect(stack, &ChartStack::opened, this, &FlowCharts::openChanged);
    }
    for (ChartCard *card : cards()) {
        connect(&card->chart(), &LineChart::spanChosen, this, &FlowCharts::hold);
        connect(&card->chart(), &LineChart::pointed, this, [this](double x) {
            for (ChartCard *other : cards()) {
                other->setCursor(x);
            }
        });
    }
}

void FlowCharts::layOut()
{
    setAccessibleName(tr("Charts"));
    m_left->addChart(m_rate, tr("Messages/s"));
    m_left->addChart(m_bytes, tr("Bytes/s"));
    m_right->addChart(m_latency, tr("Latency"));
    m_right->addChart(m_lag, tr("Lag"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace3);
    row->addWidget(m_left, 1);
    row->addWidget(m_right, 1);
}

void FlowCharts::setOpen(const QList<int> &indices)
{
    m_left->open(std::clamp(indices.value(0), 0, 1));
    m_right->open(std::clamp(indices.value(1), 0, 1));
}

void FlowCharts::setFlow(const QString &flowId)
{
    m_flowId = flowId;
    resetZoom();
    clear();
}

void FlowCharts::setSpan(int seconds)
{
    m_span = seconds;
    resetZoom();
    applyWindow();
}

void FlowCharts::applyWindow()
{
    for (ChartCard *card : cards()) {
        card->chart().setWindow(isZoomed() ? m_heldSpan : m_span, m_heldEndMs);
    }
}

void FlowCharts::hold(double from, double to)
{
    constexpr double kLeast = 5; // seconds: less than a few points says nothing
    const double span = std::max(to - from, kLeast);
    m_heldEndMs = m_shownEndMs + static_cast<qint64>(std::llround(to * 1000));
    m_heldSpan = static_cast<int>(std::lround(span));
    applyWindow();
    Q_EMIT zoomChanged(true);
}

void FlowCharts::resetZoom()
{
    if (std::exchange(m_heldEndMs, 0) > 0) {
        applyWindow();
        Q_EMIT zoomChanged(false);
    }
}

void FlowCharts::clear()
{
    for (ChartCard *card : cards()) {
        card->setPoints({{}, {}});
        card->setValues({u"–"_s, u"–"_s});
        card->setNote({});
    }
}

void FlowCharts::show(const core::FlowSnapshot *figures, qint64 nowMs)
{
    if (!figures) {
        clear();
        return;
    }
    m_shownEndMs = isZoomed() ? m_heldEndMs : nowMs;
    const int span = isZoomed() ? m_heldSpan : m_span;
    const int reach = std::max(m_span, static_cast<int>((nowMs - m_shownEndMs) / 1000) + span);
    const std::vector<core::MetricPoint> history = m_engine.history(m_flowId, windowOf(reach));
    showCurves(history, span, slotOf(reach));
    showFigures(*figures);
    const QString note = stillnessNote(*figures, history, nowMs);
    m_rate->setNote(note);
    m_bytes->setNote(note);
    m_lag->setNote(figures->lag ? QString() : tr("the source tells of none"));
    for (ChartCard *card : cards()) {
        card->chart().setDimmed(!isAtWork(figures->status.state));
    }
}

/// Those that are seen: a hidden chart costs nothing.
void FlowCharts::showCurves(const std::vector<core::MetricPoint> &history, int span, double slot)
{
    const auto points = [&](float core::MetricPoint::*value) {
        return pointsOf(history, value, m_shownEndMs, span, slot);
    };
    using Point = core::MetricPoint;
    if (m_left->currentWidget() == m_rate) {
        m_rate->setPoints({points(&Point::inPerSecond), points(&Point::outPerSecond)});
    } else {
        m_bytes->setPoints({points(&Point::inBytesPerSecond), points(&Point::outBytesPerSecond)});
    }
    if (m_right->currentWidget() == m_latency) {
        m_latency->setPoints({points(&Point::latencyP50), points(&Point::latencyP99)});
    } else {
        m_lag->setPoints({points(&Point::lag)});
    }
}

void FlowCharts::showFigures(const core::FlowSnapshot &figures)
{
    const QString none = u"–"_s;
    m_rate->setValues({figure(figures.inPerSecond), figure(figures.outPerSecond)});
    m_bytes->setValues(
        {shortBytes(figures.inBytesPerSecond), shortBytes(figures.outBytesPerSecond)});
    m_latency->setValues({figures.latency ? milliseconds(figures.latency->p50) : none,
                          figures.latency ? milliseconds(figures.latency->p99) : none});
    m_lag->setValues({figures.lag ? figure(static_cast<std::uint64_t>(*figures.lag)) : none});
}

QString stillnessNote(const core::FlowSnapshot &figures,
                      const std::vector<core::MetricPoint> &history, qint64 nowMs)
{
    constexpr qint64 kStill = 5000; // ms
    if (!isAtWork(figures.status.state)) {
        return history.empty()
            ? QString()
            : FlowCharts::tr("Stopped at %1")
                  .arg(QDateTime::fromMSecsSinceEpoch(history.back().atMs).toString(u"HH:mm"_s));
    }
    const qint64 age = nowMs - figures.lastMessageMs;
    return figures.lastMessageMs > 0 && age >= kStill
        ? FlowCharts::tr("no data for %1").arg(ageText(age))
        : QString();
}

} // namespace ui
