// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/decimation.h"
#include "ui/charts/line_chart.h"

#include <QElapsedTimer>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
class QChart;
class QLineSeries;
QT_END_NAMESPACE

namespace ui {

class ChartView;

/// The chart by Qt Charts, kept to what is cheap there: whole lists replaced, decimated before,
/// thin solid pens, fixed ticks, no animation.
class QtLineChart final : public LineChart
{
    Q_OBJECT

public:
    QtLineChart(const QStringList &names, Label label, QWidget *parent = nullptr);

    void setWindow(int seconds, qint64 endMs = 0) override;
    void setPoints(const QList<QList<QPointF>> &series) override;
    void setCursor(double x) override;
    void setDimmed(bool dimmed) override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeAxes();
    void applyColors();
    void setTop(double top);

    Label m_label;
    QChart *m_chart;
    ChartView *m_view;
    QCategoryAxis *m_time;
    QCategoryAxis *m_value;
    QList<QLineSeries *> m_lines;
    AxisTop m_axisTop;
    QElapsedTimer m_clock;
    double m_top = 0;
    int m_seconds = 0;
    qint64 m_endMs = 0;
    bool m_isDimmed = false;
};

} // namespace ui
