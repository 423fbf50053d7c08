// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/state_mark.h"

#include "ui/common/colors.h"

#include <QPainter>

namespace ui {
namespace {

QRectF square(const QRectF &area, double side)
{
    return {area.center().x() - side / 2, area.center().y() - side / 2, side, side};
}

void paintStrokes(QPainter &painter, const QRectF &area, const QPolygonF &points)
{
    QPolygonF placed;
    const QRectF box = square(area, 16);
    for (const QPointF &point : points) {
        placed.append(box.topLeft() + point);
    }
    painter.drawPolyline(placed);
}

void paintNote(QPainter &painter, const QRectF &area)
{
    painter.drawEllipse(square(area, 12));
    paintStrokes(painter, area, {{8, 7.5}, {8, 11}});
    paintStrokes(painter, area, {{8, 5}, {8, 5.2}});
}

void paintWarning(QPainter &painter, const QRectF &area, const QColor &color)
{
    const QPointF origin = square(area, 16).topLeft();
    painter.setBrush(color);
    painter.drawPolygon(
        QPolygonF{origin + QPointF(8, 2.5), origin + QPointF(14, 13.5), origin + QPointF(2, 13.5)});
}

} // namespace

QColor colorOf(Mark mark, const Colors &colors)
{
    switch (mark) {
    case Mark::Passed:
    case Mark::Running: return colors.ok;
    case Mark::Failed:
    case Mark::Broken: return colors.error;
    case Mark::Warning:
    case Mark::Degraded: return colors.warning;
    case Mark::Busy: return colors.accent;
    default: return colors.secondary;
    }
}

void paintMark(QPainter &painter, const QRectF &area, Mark mark, const Colors &colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = colorOf(mark, colors);
    const bool isThick = mark == Mark::Passed || mark == Mark::Failed;
    painter.setPen(QPen(color, isThick ? 2.2 : 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (mark) {
    case Mark::Passed: paintStrokes(painter, area, {{3.5, 8.5}, {6.8, 11.8}, {12.5, 4.5}}); break;
    case Mark::Failed:
        paintStrokes(painter, area, {{4, 4}, {12, 12}});
        paintStrokes(painter, area, {{12, 4}, {4, 12}});
        break;
    case Mark::Skipped: paintStrokes(painter, area, {{5, 8}, {11, 8}}); break;
    case Mark::Waiting: painter.drawEllipse(square(area, 9)); break;
    case Mark::Busy: painter.drawArc(square(area, 11), 90 * 16, -250 * 16); break;
    case Mark::Warning: paintWarning(painter, area, color); break;
    case Mark::Note: paintNote(painter, area); break;
    case Mark::Running:
        painter.setBrush(color);
        painter.drawEllipse(square(area, 9));
        break;
    case Mark::Degraded:
        painter.setBrush(color);
        painter.drawRoundedRect(square(area, 9), 1.5, 1.5);
        break;
    case Mark::Broken:
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF{area.center() + QPointF(0, -6), area.center() + QPointF(6, 0),
                                      area.center() + QPointF(0, 6),
                                      area.center() + QPointF(-6, 0)});
        break;
    case Mark::Stopped: painter.drawRoundedRect(square(area, 9), 1.5, 1.5); break;
    }
    painter.restore();
}

StateMark::StateMark(Mark mark, QWidget *parent) : QWidget(parent), m_mark(mark)
{
    setFixedSize(16, 16);
}

void StateMark::setMark(Mark mark)
{
    m_mark = mark;
    update();
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(painter, rect(), m_mark, colorsOf(this));
}

} // namespace ui
