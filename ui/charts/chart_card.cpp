// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include "ui/common/colors.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace ui {

ChartCard::ChartCard(const QString &title, const QStringList &names, const LineChart::Label &label,
                     QWidget *parent)
    : Card(parent), m_chart(makeLineChart(names, label).release())
{
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace1);
    head->addWidget(new PlainLabel(title, TextRole::Strong, this));
    for (const QString &name : names) {
        head->addSpacing(kSpace2);
        head->addWidget(new PlainLabel(name, TextRole::Secondary, this));
        auto *value = new PlainLabel({}, TextRole::Strong, this);
        value->setAccessibleName(name);
        m_values.push_back(value);
        head->addWidget(value);
    }
    head->addStretch();
    m_chart->setParent(this);
    m_chart->setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace1);
    layout->setSpacing(kSpace1);
    layout->addLayout(head);
    layout->addWidget(m_chart, 1);
    applyColors();
}

void ChartCard::setValues(const QStringList &values)
{
    for (qsizetype i = 0; i < std::min(values.size(), m_values.size()); ++i) {
        m_values[i]->setText(values[i]);
    }
}

void ChartCard::applyColors()
{
    const Colors &colors = colorsOf(this);
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        QPalette palette = m_values[i]->palette();
        palette.setColor(QPalette::WindowText,
                         colors.series[static_cast<std::size_t>(i) % colors.series.size()]);
        m_values[i]->setPalette(palette);
    }
}

void ChartCard::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

QString shortFigure(double value)
{
    const QLocale locale;
    if (value >= 1e6) {
        return ChartCard::tr("%1 M").arg(locale.toString(value / 1e6, 'g', 3));
    }
    if (value >= 1e3) {
        return ChartCard::tr("%1 k").arg(locale.toString(value / 1e3, 'g', 3));
    }
    return locale.toString(value, 'g', 3);
}

} // namespace ui
