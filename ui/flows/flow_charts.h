// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/charts/chart_card.h"

namespace ui {

/// Rate and latency of one flow over the chosen span.
class FlowCharts final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowCharts(core::Engine &engine, QWidget *parent = nullptr);

    void setFlow(const QString &flowId) { m_flowId = flowId; }
    void setSpan(int seconds);
    void show(const core::FlowSnapshot *figures, qint64 nowMs);
    void clear();

private:
    core::Engine &m_engine;
    QString m_flowId;
    int m_span = 300;
    ChartCard *m_rate;
    ChartCard *m_latency;
};

/// A history's values as points before `nowMs`, with a gap where the recording paused.
QList<QPointF> pointsOf(const std::vector<core::MetricPoint> &history,
                        float core::MetricPoint::*value, qint64 nowMs, int span, double slot);

} // namespace ui
