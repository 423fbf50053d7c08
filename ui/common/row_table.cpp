// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/row_table.h"

#include "ui/common/colors.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>

namespace ui {
namespace {

constexpr int kPadding = 12;

QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QVariant font = index.data(Qt::FontRole);
    return font.isValid() ? font.value<QFont>() : option.font;
}

} // namespace

RowTable::RowTable(int rowHeight, QWidget *parent) : QTableView(parent)
{
    setProperty("frameless", true);
    setItemDelegate(new RowDelegate(this));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
}

int RowTable::rowHeight() const
{
    return verticalHeader()->defaultSectionSize();
}

void RowTable::settle()
{
    executeDelayedItemsLayout();
    updateGeometries();
}

void RowTable::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    setHovered(rowAt(event->position().toPoint().y()));
}

void RowTable::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    setHovered(-1);
}

void RowTable::setHovered(int row)
{
    if (row != m_hovered) {
        updateRow(std::exchange(m_hovered, row));
        updateRow(row);
    }
}

void RowTable::updateRow(int row)
{
    if (row >= 0) {
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), rowHeight());
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const Colors &colors = colorsOf(schemeOf(option.palette));
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, colors.selection);
    } else if (index.row() == m_table->hoveredRow()) {
        painter->fillRect(option.rect, colors.hover);
    }
    painter->setPen(colors.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(fontOf(option, index));
    const QVariant colour = index.data(Qt::ForegroundRole);
    painter->setPen(colour.isValid() ? colour.value<QColor>() : colors.text);
    paintContent(*painter, QRectF(option.rect).adjusted(kPadding, 0, -kPadding, -1), index);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(option, index));
    return {metrics.horizontalAdvance(index.data().toString()) + 2 * kPadding + 2,
            m_table->rowHeight()};
}

void RowDelegate::paintContent(QPainter &painter, const QRectF &area,
                               const QModelIndex &index) const
{
    paintLine(painter, area, index.data(Qt::TextAlignmentRole).toInt(), index.data().toString());
}

void paintLine(QPainter &painter, const QRectF &area, int alignment, const QString &text)
{
    painter.drawText(
        area, alignment,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(area.width())));
}

} // namespace ui
