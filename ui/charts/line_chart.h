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

/// Lines over a span of time, whatever draws them. X is seconds before the span's end (never above
/// 0), a NaN in y is a gap. GUI thread.
class LineChart : public QWidget
{
    Q_OBJECT

public:
    /// How a value is written at the axis.
    using Label = std::function<QString(double)>;

    explicit LineChart(QWidget *parent = nullptr) : QWidget(parent) { }

    /// The span ends now and moves on, or at `endMs` (wall clock) when that is not 0.
    virtual void setWindow(int seconds, qint64 endMs = 0) = 0;
    /// One list for each series, in order.
    virtual void setPoints(const QList<QList<QPointF>> &series) = 0;
    /// An upright line there; NaN for none.
    virtual void setCursor(double x) = 0;
    /// What is shown is over.
    virtual void setDimmed(bool dimmed) = 0;

Q_SIGNALS:
    void pointed(double x); ///< NaN when the pointer left
    void spanChosen(double from, double to); ///< by dragging
};

std::unique_ptr<LineChart> makeLineChart(const QStringList &names, const LineChart::Label &label);

} // namespace ui
