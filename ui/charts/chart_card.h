// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/line_chart.h"
#include "ui/common/card.h"

namespace ui {

/// A chart with its title and the present value of each series in that series' colour.
class ChartCard final : public Card
{
    Q_OBJECT

public:
    ChartCard(const QString &title, const QStringList &names, const LineChart::Label &label,
              QWidget *parent = nullptr);

    LineChart &chart() { return *m_chart; }
    void setValues(const QStringList &values);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();

    QList<PlainLabel *> m_values;
    LineChart *m_chart;
};

/// "12 k", "1.5 M": as short as an axis needs.
QString shortFigure(double value);

} // namespace ui
