// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include <optional>

namespace ui {

class ChartOverlay;

/// The view of a chart over time with its cursor and the band that is dragged. Presses with nothing
/// below the pointer crash the stock view of Qt 6.4; this one hands none on.
class ChartView final : public QChartView
{
    Q_OBJECT

public:
    explicit ChartView(QChart *chart, QWidget *parent = nullptr);

    void setSeconds(int seconds) { m_seconds = seconds; }
    void setCursorAt(double x); ///< seconds before the end; NaN for none

Q_SIGNALS:
    void pointed(double x);
    void spanChosen(double from, double to);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRectF plot() const; ///< in the viewport
    double secondsAt(double pixel) const;
    double pixelAt(double x) const;

    ChartOverlay *m_overlay;
    std::optional<double> m_pressedAt; ///< pixel
    int m_seconds = 1;
};

} // namespace ui
