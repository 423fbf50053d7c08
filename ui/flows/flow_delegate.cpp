// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flow_delegate.h"

#include "ui/common/colors.h"
#include "ui/common/state_mark.h"
#include "ui/flows/flows_model.h"

#include <QPainter>

#include <cmath>

namespace ui {
namespace {

constexpr int kPadding = 12;

QString elided(const QPainter &painter, const QString &text, double width)
{
    return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
}

void paintName(QPainter &painter, const QRectF &area, const QModelIndex &index,
               const Colors &colors)
{
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(colors.text);
    const double middle = area.center().y();
    painter.drawText(QRectF(area.left(), area.top(), area.width(), middle - area.top() + 1),
                     Qt::AlignLeft | Qt::AlignBottom,
                     elided(painter, index.data().toString(), area.width()));
    font.setWeight(QFont::Normal);
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(colors.secondary);
    painter.drawText(
        QRectF(area.left(), middle + 1, area.width(), area.bottom() - middle),
        Qt::AlignLeft | Qt::AlignTop,
        elided(painter, index.data(FlowsModel::SubtitleRole).toString(), area.width()));
}

void paintState(QPainter &painter, const QRectF &area, const QModelIndex &index,
                const Colors &colors)
{
    const Mark mark = static_cast<Mark>(index.data(FlowsModel::MarkRole).toInt());
    paintMark(painter, QRectF(area.left() - 3, area.top(), 16, area.height()), mark, colors);
    const bool isCalm = mark != Mark::Degraded && mark != Mark::Broken;
    painter.setPen(isCalm ? colors.text : colorOf(mark, colors));
    const QRectF words = area.adjusted(18, 0, 0, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     elided(painter, index.data().toString(), words.width()));
}

void paintWords(QPainter &painter, const QRectF &area, const QModelIndex &index,
                const Colors &colors)
{
    painter.setPen(colors.text);
    painter.drawText(area, index.data(Qt::TextAlignmentRole).toInt(),
                     elided(painter, index.data().toString(), area.width()));
}

} // namespace

void paintTrend(QPainter &painter, const QRectF &area, const QList<float> &values,
                const Colors &colors)
{
    float top = 0;
    for (const float value : values) {
        top = value > top ? value : top;
    }
    if (values.size() < 2) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accent, 1.2));
    QPolygonF line;
    const double step = area.width() / static_cast<double>(values.size() - 1);
    for (qsizetype i = 0; i <= values.size(); ++i) {
        if (i == values.size() || std::isnan(values[i])) {
            painter.drawPolyline(line);
            line.clear();
            continue;
        }
        const double share = top > 0 ? static_cast<double>(values[i] / top) : 0;
        line.append(
            {area.left() + step * static_cast<double>(i), area.bottom() - share * area.height()});
    }
}

void FlowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Colors &colors = colorsOf(schemeOf(option.palette));
    painter->save();
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isPointed = option.state.testFlag(QStyle::State_MouseOver);
    if (isChosen || isPointed) {
        painter->fillRect(option.rect, isChosen ? colors.selection : colors.hover);
    }
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(option.font);
    const QRectF area = QRectF(option.rect).adjusted(kPadding, 4, -kPadding, -5);
    switch (index.column()) {
    case FlowsModel::Flow: paintName(*painter, area, index, colors); break;
    case FlowsModel::State: paintState(*painter, area, index, colors); break;
    case FlowsModel::Trend:
        paintTrend(*painter, area.adjusted(0, 8, 0, -8),
                   index.data(FlowsModel::TrendRole).value<QList<float>>(), colors);
        break;
    default: paintWords(*painter, area, index, colors);
    }
    painter->restore();
}

} // namespace ui
