// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_card.h"

#include <QStackedWidget>

namespace ui {

/// Charts that share one place: the titles stand side by side at its top, and one is open.
class ChartStack final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit ChartStack(QWidget *parent = nullptr);

    /// `title` is short, for it stands beside the others.
    void addChart(ChartCard *card, const QString &title);
    void offerAll(); ///< once every one is added
    void open(int index);

Q_SIGNALS:
    void opened(int index); ///< by the person

private:
    QStringList m_titles;
};

} // namespace ui
