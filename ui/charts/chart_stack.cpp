// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_stack.h"

namespace ui {

ChartStack::ChartStack(QWidget *parent) : QStackedWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as wide as what is beside it
}

void ChartStack::addChart(ChartCard *card, const QString &title)
{
    m_titles.append(title);
    addWidget(card);
}

void ChartStack::offerAll()
{
    for (int i = 0; i < count(); ++i) {
        auto *card = static_cast<ChartCard *>(widget(i));
        card->offerAmong(m_titles, i);
        connect(card, &ChartCard::otherWanted, this, [this](int index) {
            open(index);
            static_cast<ChartCard *>(currentWidget())->focusTitle();
            Q_EMIT opened(index);
        });
    }
}

void ChartStack::open(int index)
{
    setCurrentIndex(index);
}

} // namespace ui
