// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/row_table.h"

namespace ui {

struct Colors;

/// Paints the cells of the flows table: two lines for the name, a mark beside the state's word, a
/// small curve.
class FlowDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &area,
                      const QModelIndex &index) const override;
};

inline constexpr int kTrendPoints = 60;

/// The last values as one polyline that ends right; gaps stay gaps. It shows the shape only: what
/// hardly changes runs through the middle.
void paintTrend(QPainter &painter, const QRectF &area, const QList<float> &values,
                const Colors &colors);

} // namespace ui
