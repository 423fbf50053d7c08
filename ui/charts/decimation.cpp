// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/decimation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {
namespace {

void takeColumn(const QList<QPointF> &points, qsizetype begin, qsizetype end, QList<QPointF> &out)
{
    qsizetype low = -1;
    qsizetype high = -1;
    for (qsizetype i = begin; i < end; ++i) {
        if (std::isnan(points[i].y())) {
            continue;
        }
        if (low < 0 || points[i].y() < points[low].y()) {
            low = i;
        }
        if (high < 0 || points[i].y() > points[high].y()) {
            high = i;
        }
    }
    if (low < 0) {
        out.push_back(QPointF(points[begin].x(), qQNaN()));
        return;
    }
    const auto [first, second] = std::minmax(low, high);
    out.push_back(points[first]);
    if (second != first) {
        out.push_back(points[second]);
    }
}

} // namespace

QList<QPointF> decimated(const QList<QPointF> &points, qsizetype most)
{
    if (points.size() <= most) {
        return points;
    }
    const qsizetype columns = std::max<qsizetype>(1, most / 2);
    QList<QPointF> out;
    out.reserve(columns * 2);
    for (qsizetype column = 0; column < columns; ++column) {
        const qsizetype begin = column * points.size() / columns;
        const qsizetype end = (column + 1) * points.size() / columns;
        takeColumn(points, begin, end, out);
    }
    return out;
}

double roundTop(double highest)
{
    if (!(highest > 1)) {
        return 1;
    }
    const double power = std::pow(10.0, std::floor(std::log10(highest)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.5, 6.0, 10.0}) {
        if (highest <= step * power) {
            return step * power;
        }
    }
    return 10 * power;
}

double AxisTop::next(double highest, double nowSeconds)
{
    const double wanted = roundTop(highest * 1.05);
    if (wanted >= m_top) {
        m_top = wanted;
        m_lowSince = -1;
    } else if (highest >= m_top / 2) {
        m_lowSince = -1;
    } else if (m_lowSince < 0) {
        m_lowSince = nowSeconds;
    } else if (nowSeconds - m_lowSince >= 10) {
        m_top = wanted;
        m_lowSince = -1;
    }
    return m_top;
}

} // namespace ui
