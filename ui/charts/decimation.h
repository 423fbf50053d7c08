// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

namespace ui {

/// At most about `most` points that look the same: lowest and highest of each column, in the order
/// they came. A column of gaps alone stays a gap (NaN). `points` ascend in x.
QList<QPointF> decimated(const QList<QPointF> &points, qsizetype most);

/// The top of an axis from 0: the next round number, at least 1.
double roundTop(double highest);

/// Top of the axis over time: grows at once, shrinks after 10 s below a half.
class AxisTop final
{
public:
    double next(double highest, double nowSeconds);

private:
    double m_top = 0;
    double m_lowSince = -1;
};

} // namespace ui
