// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flow_delegate.h"

#include "ui/common/colors.h"
#include "ui/common/state_mark.h"
#include "ui/flows/flows_model.h"

#include <QPainter>

#include <cmath>
#include <limits>

namespace ui {
namespace {

/// The whole subtitle, or the short one where it does not fit.
QString fitting(const QPainter &painter, const QModelIndex &index, double width)
{
    const QString full = index.data(FlowsModel::SubtitleRole).toString();
    return painter.fontMetrics().horizontalAdvance(full) <= width
        ? full
        : index.data(FlowsModel::ShortSubtitleRole).toString();
}

void paintName(QPainter &painter, const QRectF &area, const QModelIndex &index,
               const Colors &colors)
{
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const double middle = area.center().y();
    paintLine(painter, QRectF(area.left(), area.top(), area.width(), middle - area.top() + 1),
              Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
    font.setWeight(QFont::Normal);
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(colors.secondary);
    paintLine(painter, QRectF(area.left(), middle + 1, area.width(), area.bottom() - middle),
              Qt::AlignLeft | Qt::AlignTop, fitting(painter, index, area.width()));
}

void paintState(QPainter &painter, const QRectF &area, const QModelIndex &index,
                const Colors &colors)
{
    const Mark mark = static_cast<Mark>(index.data(FlowsModel::MarkRole).toInt());
    paintMark(painter, QRectF(area.left() - 3, area.top(), 16, area.height()), mark, colors);
    const bool isCalm = mark != Mark::Degraded && mark != Mark::Broken;
    painter.setPen(isCalm ? colors.text : colorOf(mark, colors));
    paintLine(painter, area.adjusted(18, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
              index.data().toString());
}

/// A figure behind which there are letters to look at is a link.
void paintRejected(QPainter &painter, const QRectF &area, const QModelIndex &index,
                   const Colors &colors)
{
    if (index.data(FlowsModel::LettersRole).toBool()) {
        QFont font = painter.font();
        font.setUnderline(true);
        painter.setFont(font);
        painter.setPen(colors.accent);
    }
    paintLine(painter, area, index.data(Qt::TextAlignmentRole).toInt(), index.data().toString());
}

} // namespace

void paintTrend(QPainter &painter, const QRectF &area, const QList<float> &values,
                const Colors &colors)
{
    float low = std::numeric_limits<float>::infinity();
    float high = 0;
    for (const float value : values) {
        if (!std::isnan(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (values.size() < 2 || low > high) {
        return;
    }
    const float span = std::max({high - low, 0.4F * high, 1e-6F});
    const float bottom = high > 0 ? (low + high - span) / 2 : 0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accent, 1.2));
    QPolygonF line;
    const double step = area.width() / (kTrendPoints - 1);
    for (qsizetype i = 0; i <= values.size(); ++i) {
        if (i == values.size() || std::isnan(values[i])) {
            painter.drawPolyline(line);
            line.clear();
            continue;
        }
        const auto share = static_cast<double>((values[i] - bottom) / span);
        const auto age = static_cast<double>(values.size() - 1 - i);
        line.append({area.right() - step * age, area.bottom() - share * area.height()});
    }
}

void FlowDelegate::paintContent(QPainter &painter, const QRectF &area,
                                const QModelIndex &index) const
{
    const Colors &colors = colorsOf(&table());
    switch (index.column()) {
    case FlowsModel::Flow: paintName(painter, area, index, colors); break;
    case FlowsModel::State: paintState(painter, area, index, colors); break;
    case FlowsModel::Trend:
        paintTrend(painter, QRectF(area.left(), area.center().y() - 8, area.width(), 16),
                   index.data(FlowsModel::TrendRole).value<QList<float>>(), colors);
        break;
    case FlowsModel::Rejected: paintRejected(painter, area, index, colors); break;
    default: RowDelegate::paintContent(painter, area, index);
    }
}

} // namespace ui
