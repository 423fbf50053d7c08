// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <memory>

namespace ui {

/// Lines over the last seconds, whatever draws them. X is seconds before now (never above 0), a NaN
/// in y is a gap. GUI thread.
class LineChart : public QWidget
{
    Q_OBJECT

public:
    /// How a value is written at the axis.
    using Label = std::function<QString(double)>;

    explicit LineChart(QWidget *parent = nullptr) : QWidget(parent) { }

    virtual void setWindow(int seconds) = 0;
    /// One list for each series, in order.
    virtual void setPoints(const QList<QList<QPointF>> &series) = 0;
};

std::unique_ptr<LineChart> makeLineChart(const QStringList &names, const LineChart::Label &label);

} // namespace ui
