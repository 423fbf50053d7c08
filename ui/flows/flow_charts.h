// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/charts/chart_stack.h"

namespace ui {

/// Messages or bytes, and latency or lag, of one flow over the chosen span, with one cursor for
/// all. Dragging to the side holds a part of the span still.
class FlowCharts final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowCharts(core::Engine &engine, QWidget *parent = nullptr);

    void setFlow(const QString &flowId);
    void setSpan(int seconds);
    void show(const core::FlowSnapshot *figures, qint64 nowMs);
    void clear();
    bool isZoomed() const { return m_heldEndMs > 0; }
    void resetZoom();
    /// Which chart stands at the left and at the right.
    QList<int> open() const { return {m_left->currentIndex(), m_right->currentIndex()}; }
    void setOpen(const QList<int> &indices);

Q_SIGNALS:
    void zoomChanged(bool isZoomed);
    void openChanged(); ///< by the person

private:
    std::array<ChartCard *, 4> cards() const { return {m_rate, m_bytes, m_latency, m_lag}; }
    void layOut();
    void showCurves(const std::vector<core::MetricPoint> &history, int span, double slot);
    void showFigures(const core::FlowSnapshot &figures);
    void hold(double from, double to);
    void applyWindow();

    core::Engine &m_engine;
    QString m_flowId;
    int m_span = 300;
    qint64 m_shownEndMs = 0; ///< where the points that are drawn end
    qint64 m_heldEndMs = 0; ///< of the part held still; 0 = none is
    int m_heldSpan = 0;
    ChartCard *m_rate;
    ChartCard *m_bytes;
    ChartCard *m_latency;
    ChartCard *m_lag;
    ChartStack *m_left;
    ChartStack *m_right;
};

/// A history's values as points before `endMs`, with a gap where the recording paused.
QList<QPointF> pointsOf(const std::vector<core::MetricPoint> &history,
                        float core::MetricPoint::*value, qint64 endMs, int span, double slot);
/// What is to be said of curves that do not move: "no data for 12 s", "Stopped at 14:02".
QString stillnessNote(const core::FlowSnapshot &figures,
                      const std::vector<core::MetricPoint> &history, qint64 nowMs);

} // namespace ui
