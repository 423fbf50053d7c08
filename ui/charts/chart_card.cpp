// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include "ui/common/colors.h"
#include "ui/common/elided_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace ui {
namespace {

/// Of the point closest to `x`; NaN where there is none or it is a gap.
double valueNear(const QList<QPointF> &points, double x)
{
    const auto right =
        std::ranges::lower_bound(points, x, {}, [](const QPointF &point) { return point.x(); });
    if (points.isEmpty()) {
        return qQNaN();
    }
    if (right == points.end()) {
        return points.back().y();
    }
    const bool isLeftCloser = right != points.begin() && x - std::prev(right)->x() < right->x() - x;
    return isLeftCloser ? std::prev(right)->y() : right->y();
}

} // namespace

ChartCard::ChartCard(const QString &title, const QStringList &names, const LineChart::Label &label,
                     QWidget *parent)
    : Card(parent), m_label(label), m_note(new PlainLabel({}, TextRole::Secondary, this)),
      m_chart(makeLineChart(names, label).release())
{
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace1);
    auto *heading = new ElidedText(TextRole::Strong, this); // gives way to the figures
    heading->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    heading->setText(title);
    head->addWidget(heading);
    for (const QString &name : names) {
        head->addSpacing(kSpace2);
        head->addWidget(new PlainLabel(name, TextRole::Secondary, this));
        auto *value = new PlainLabel({}, TextRole::Strong, this);
        value->setAccessibleName(name);
        m_values.push_back(value);
        head->addWidget(value);
    }
    head->addStretch();
    head->addWidget(m_note);
    m_chart->setParent(this);
    m_chart->setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace1);
    layout->setSpacing(kSpace1);
    layout->addLayout(head);
    layout->addWidget(m_chart, 1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as wide as those beside it
    applyColors();
}

void ChartCard::setValues(const QStringList &values)
{
    m_present = values;
    showValues();
}

void ChartCard::setPoints(const QList<QList<QPointF>> &series)
{
    m_points = series;
    m_chart->setPoints(series);
    showValues();
}

void ChartCard::setCursor(double x)
{
    m_cursor = x;
    m_chart->setCursor(x);
    showValues();
}

void ChartCard::setNote(const QString &note)
{
    m_note->setText(note);
}

void ChartCard::showValues()
{
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        QString text = m_present.value(i);
        if (!std::isnan(m_cursor)) {
            const double value = valueNear(m_points.value(i), m_cursor);
            text = std::isnan(value) ? QString(QChar(0x2013)) : m_label(value);
        }
        m_values[i]->setText(text);
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
