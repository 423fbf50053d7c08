// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flow_charts.h"

#include "ui/common/colors.h"
#include "ui/session/screen_frame.h"

#include <QHBoxLayout>
#include <QLocale>

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
                        float core::MetricPoint::*value, qint64 nowMs, int span, double slot)
{
    QList<QPointF> points;
    points.reserve(static_cast<qsizetype>(history.size()) + 8);
    for (const core::MetricPoint &point : history) {
        const double x = static_cast<double>(point.atMs - nowMs) / 1000;
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
      m_latency(new ChartCard(tr("Latency, arrival to confirmed"), {u"p50"_s, u"p99"_s},
                              milliseconds, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace3);
    row->addWidget(m_rate, 1);
    row->addWidget(m_latency, 1);
}

void FlowCharts::setSpan(int seconds)
{
    m_span = seconds;
    m_rate->chart().setWindow(seconds);
    m_latency->chart().setWindow(seconds);
}

void FlowCharts::clear()
{
    m_rate->chart().setPoints({{}, {}});
    m_latency->chart().setPoints({{}, {}});
    m_rate->setValues({u"–"_s, u"–"_s});
    m_latency->setValues({u"–"_s, u"–"_s});
}

void FlowCharts::show(const core::FlowSnapshot *figures, qint64 nowMs)
{
    if (!figures) {
        clear();
        return;
    }
    const std::vector<core::MetricPoint> history = m_engine.history(m_flowId, windowOf(m_span));
    const auto points = [&](float core::MetricPoint::*value) {
        return pointsOf(history, value, nowMs, m_span, slotOf(m_span));
    };
    using Point = core::MetricPoint;
    m_rate->chart().setPoints({points(&Point::inPerSecond), points(&Point::outPerSecond)});
    m_latency->chart().setPoints({points(&Point::latencyP50), points(&Point::latencyP99)});
    m_rate->setValues({figure(figures->inPerSecond), figure(figures->outPerSecond)});
    m_latency->setValues(
        {figures->latency ? milliseconds(figures->latency->p50) : QString(u"–"_s),
         figures->latency ? milliseconds(figures->latency->p99) : QString(u"–"_s)});
}

} // namespace ui
