// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_view.h"

#include <QMouseEvent>

namespace ui {

void ChartView::mousePressEvent(QMouseEvent *event)
{
    if (itemAt(event->pos())) {
        QChartView::mousePressEvent(event);
    } else {
        event->ignore();
    }
}

void ChartView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (itemAt(event->pos())) {
        QChartView::mouseDoubleClickEvent(event);
    } else {
        event->ignore();
    }
}

} // namespace ui
