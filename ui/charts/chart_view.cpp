// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_view.h"

#include "ui/common/colors.h"

#include <QChart>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace ui {

/// Lies over the chart, so that a moving cursor repaints a strip and not the curves.
class ChartOverlay final : public QWidget
{
public:
    explicit ChartOverlay(QWidget *parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    void setCursorLine(double pixel, const QRectF &plot)
    {
        const auto strip = [&](double at) {
            return std::isnan(at) ? QRect() : QRect(static_cast<int>(at) - 2, 0, 5, height());
        };
        update(strip(std::exchange(m_cursor, pixel)));
        update(strip(pixel));
        m_plot = plot;
    }

    void setBand(std::optional<std::pair<double, double>> band, const QRectF &plot)
    {
        m_band = band;
        m_plot = plot;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &colors = colorsOf(this);
        QPainter painter(this);
        if (m_band) {
            QColor tint = colors.accent;
            tint.setAlphaF(0.18F);
            painter.fillRect(QRectF(QPointF(m_band->first, m_plot.top()),
                                    QPointF(m_band->second, m_plot.bottom()))
                                 .normalized(),
                             tint);
        }
        if (!std::isnan(m_cursor)) {
            painter.setPen(colors.secondary);
            painter.drawLine(QPointF(m_cursor, m_plot.top()), QPointF(m_cursor, m_plot.bottom()));
        }
    }

private:
    double m_cursor = qQNaN();
    std::optional<std::pair<double, double>> m_band;
    QRectF m_plot;
};

ChartView::ChartView(QChart *chart, QWidget *parent)
    : QChartView(chart, parent), m_overlay(new ChartOverlay(viewport()))
{
    viewport()->setMouseTracking(true);
}

QRectF ChartView::plot() const
{
    return {mapFromScene(chart()->plotArea().topLeft()),
            mapFromScene(chart()->plotArea().bottomRight())};
}

double ChartView::secondsAt(double pixel) const
{
    const QRectF area = plot();
    const double share = (pixel - area.left()) / std::max(area.width(), 1.0);
    return (std::clamp(share, 0.0, 1.0) - 1) * m_seconds;
}

double ChartView::pixelAt(double x) const
{
    const QRectF area = plot();
    return area.left() + (x / m_seconds + 1) * area.width();
}

void ChartView::setCursorAt(double x)
{
    m_overlay->setCursorLine(std::isnan(x) ? x : pixelAt(x), plot());
}

void ChartView::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    if (event->button() == Qt::LeftButton) {
        m_pressedAt = event->position().x();
    }
}

void ChartView::mouseMoveEvent(QMouseEvent *event)
{
    event->accept();
    const double pixel = event->position().x();
    if (m_pressedAt) {
        m_overlay->setBand(std::pair(*m_pressedAt, pixel), plot());
    }
    Q_EMIT pointed(secondsAt(pixel));
}

void ChartView::mouseReleaseEvent(QMouseEvent *event)
{
    constexpr double kLeastDrag = 20;
    event->accept();
    if (event->button() != Qt::LeftButton || !m_pressedAt) {
        return;
    }
    const double pixel = event->position().x();
    const auto [from, to] = std::minmax(*std::exchange(m_pressedAt, std::nullopt), pixel);
    m_overlay->setBand(std::nullopt, plot());
    if (to - from >= kLeastDrag) {
        Q_EMIT spanChosen(secondsAt(from), secondsAt(to));
    }
}

void ChartView::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
}

void ChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT pointed(qQNaN());
}

void ChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    m_overlay->setGeometry(viewport()->rect());
}

} // namespace ui
