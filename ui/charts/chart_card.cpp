// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include "ui/common/colors.h"
#include "ui/common/elided_text.h"
#include "ui/common/segmented_choice.h"

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
    : Card(parent), m_label(label), m_head(new QHBoxLayout),
      m_title(new ElidedText(TextRole::Strong, this)),
      m_note(new ElidedText(TextRole::Secondary, this)),
      m_chart(makeLineChart(names, label).release())
{
    m_head->setSpacing(kSpace1);
    for (ElidedText *text : {m_title, m_note}) { // give way to the figures
        text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    m_title->setText(title);
    m_head->addWidget(m_title);
    for (const QString &name : names) {
        m_head->addSpacing(kSpace2);
        m_head->addWidget(new PlainLabel(name, TextRole::Secondary, this));
        auto *value = new PlainLabel({}, TextRole::Strong, this);
        value->setAccessibleName(name);
        m_values.push_back(value);
        m_head->addWidget(value);
    }
    m_head->addStretch();
    m_head->addWidget(m_note);
    m_chart->setParent(this);
    m_chart->setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace1);
    layout->setSpacing(kSpace1);
    layout->addLayout(m_head);
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

QString ChartCard::note() const
{
    return m_note->text();
}

void ChartCard::offerAmong(const QStringList &titles, int own)
{
    m_title->hide();
    m_choice = new SegmentedChoice(SegmentedChoice::Height::Low, this);
    m_choice->setAccessibleName(tr("What this chart shows"));
    for (const QString &title : titles) {
        m_choice->addOption(title);
    }
    m_choice->setCurrent(own);
    m_head->insertWidget(0, m_choice);
    connect(m_choice, &SegmentedChoice::currentChanged, this, [this, own](int index) {
        m_choice->setCurrent(own); // for when this one is shown again
        Q_EMIT otherWanted(index);
    });
}

void ChartCard::focusTitle()
{
    if (m_choice) {
        m_choice->setFocus(Qt::OtherFocusReason);
    }
}

void ChartCard::showValues()
{
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        QString text = m_present.value(i);
        if (!std::isnan(m_cursor)) {
            const double value = valueNear(m_points.value(i), m_cursor);
            text = std::isnan(value) ? QString(QChar(0x2013)) : m_label(value);
        }
        PlainLabel &label = *m_values[i];
        label.setText(text);
        // Never narrower again, so that what stands beside it does not move with every figure.
        label.setMinimumWidth(std::max(label.minimumWidth(), label.sizeHint().width()));
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

namespace {

struct Scaled
{
    double value;
    int thousands; ///< how many times it was divided by 1000
};

/// By three digits at most, so that 999.9 thousand is a million.
Scaled scaled(double value)
{
    int thousands = 0;
    while (value >= 999.5 && thousands < 3) {
        value /= 1000;
        ++thousands;
    }
    return {value, thousands};
}

} // namespace

QString shortFigure(double value)
{
    const Scaled small = scaled(value);
    const QString digits = QLocale().toString(small.value, 'g', small.value < 999.5 ? 3 : 6);
    switch (small.thousands) {
    case 0: return digits;
    case 1: return ChartCard::tr("%1 k").arg(digits);
    case 2: return ChartCard::tr("%1 M").arg(digits);
    default: return ChartCard::tr("%1 G").arg(digits);
    }
}

QString shortBytes(double value)
{
    const Scaled small = scaled(value);
    const QString digits = QLocale().toString(small.value, 'g', small.value < 999.5 ? 3 : 6);
    switch (small.thousands) {
    case 0: return ChartCard::tr("%1 B").arg(digits);
    case 1: return ChartCard::tr("%1 kB").arg(digits);
    case 2: return ChartCard::tr("%1 MB").arg(digits);
    default: return ChartCard::tr("%1 GB").arg(digits);
    }
}

} // namespace ui
