// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace ui {

struct Colors;

/// Paints the cells of the flows table: two lines for the name, a mark beside the state's word, a
/// small curve, a line below each row.
class FlowDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// The last values as one polyline from left to right; gaps stay gaps.
void paintTrend(QPainter &painter, const QRectF &area, const QList<float> &values,
                const Colors &colors);

} // namespace ui
