// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/qt_line_chart.h"

#include "ui/charts/chart_view.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QLegend>
#include <QLineSeries>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kTimeTicks = 5;
constexpr qsizetype kMostPoints = 600;

QString spanLabel(int seconds)
{
    if (seconds == 0) {
        return QtLineChart::tr("now");
    }
    const int ago = -seconds;
    if (ago < 60) {
        return QtLineChart::tr("%1 s").arg(ago);
    }
    return ago < 7200 ? QtLineChart::tr("%1 min").arg(ago / 60.0, 0, 'g', 3)
                      : QtLineChart::tr("%1 h").arg(ago / 3600.0, 0, 'g', 3);
}

/// The time of day at a place of a span that stands still.
QString clockLabel(int seconds, int span, qint64 endMs)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(endMs + qint64(seconds) * 1000);
    return time.toString(span < 600 ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

/// Into how many steps an axis that ends at a round number is cut, so that each ends at one too.
int valueSteps(double top)
{
    constexpr std::array kSteps = {4, 3, 5, 2};
    for (const int steps : kSteps) {
        const double step = top / steps;
        const double leading = step / std::pow(10.0, std::floor(std::log10(step)));
        for (const double round : {1.0, 1.5, 2.0, 2.5, 5.0, 10.0}) {
            if (std::abs(leading - round) < 1e-6) {
                return steps;
            }
        }
    }
    return kSteps.front();
}

void clearLabels(QCategoryAxis &axis)
{
    const QStringList old = axis.categoriesLabels();
    for (const QString &label : old) {
        axis.remove(label);
    }
}

double highestOf(const QList<QList<QPointF>> &series)
{
    double highest = 0;
    for (const QList<QPointF> &points : series) {
        for (const QPointF &point : points) {
            if (point.y() > highest) { // false for gaps
                highest = point.y();
            }
        }
    }
    return highest;
}

} // namespace

QtLineChart::QtLineChart(const QStringList &names, Label label, QWidget *parent)
    : LineChart(parent), m_label(std::move(label)), m_chart(new QChart),
      m_view(new ChartView(m_chart, this)), m_time(new QCategoryAxis(m_chart)),
      m_value(new QCategoryAxis(m_chart))
{
    m_clock.start();
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->legend()->hide();
    m_chart->setMargins({0, 4, 18, 0});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundRoundness(0);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    connect(m_view, &ChartView::pointed, this, &LineChart::pointed);
    connect(m_view, &ChartView::spanChosen, this, &LineChart::spanChosen);
    makeAxes();
    for (const QString &name : names) {
        auto *line = new QLineSeries(m_chart);
        line->setName(name);
        m_chart->addSeries(line);
        line->attachAxis(m_time);
        line->attachAxis(m_value);
        m_lines.push_back(line);
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setTop(1);
    setWindow(300);
    applyColors();
}

void QtLineChart::makeAxes()
{
    for (QCategoryAxis *axis : {m_time, m_value}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setLineVisible(false);
        QFont font = baseFont();
        font.setPixelSize(11);
        axis->setLabelsFont(font);
        axis->setTruncateLabels(false);
    }
    m_time->setGridLineVisible(false);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_value, Qt::AlignLeft);
}

void QtLineChart::setWindow(int seconds, qint64 endMs)
{
    if (seconds == m_seconds && endMs == m_endMs) {
        return;
    }
    m_seconds = seconds;
    m_endMs = endMs;
    m_view->setSeconds(seconds);
    clearLabels(*m_time);
    m_time->setStartValue(-seconds);
    m_time->setRange(-seconds, 0);
    for (int tick = 0; tick <= kTimeTicks; ++tick) {
        const int at = -seconds + seconds * tick / kTimeTicks;
        m_time->append(endMs > 0 ? clockLabel(at, seconds, endMs) : spanLabel(at), at);
    }
}

void QtLineChart::setTop(double top)
{
    if (top == m_top) {
        return;
    }
    m_top = top;
    clearLabels(*m_value);
    m_value->setRange(0, top);
    const int steps = valueSteps(top);
    for (int tick = 0; tick <= steps; ++tick) {
        const double at = top * tick / steps;
        m_value->append(m_label(at), at);
    }
}

void QtLineChart::setPoints(const QList<QList<QPointF>> &series)
{
    setTop(m_axisTop.next(highestOf(series), static_cast<double>(m_clock.elapsed()) / 1000));
    const qsizetype most = std::min<qsizetype>(kMostPoints, std::max(100, m_view->width()));
    for (qsizetype i = 0; i < std::min(series.size(), m_lines.size()); ++i) {
        m_lines[i]->replace(decimated(series[i], most));
    }
}

void QtLineChart::setCursor(double x)
{
    m_view->setCursorAt(x);
}

void QtLineChart::setDimmed(bool dimmed)
{
    if (std::exchange(m_isDimmed, dimmed) != dimmed) {
        applyColors();
    }
}

void QtLineChart::applyColors()
{
    const Colors &colors = colorsOf(this);
    m_chart->setBackgroundBrush(colors.panel);
    m_chart->setBackgroundPen(Qt::NoPen);
    m_view->setBackgroundBrush(colors.panel);
    for (QCategoryAxis *axis : {m_time, m_value}) {
        axis->setLabelsColor(colors.secondary);
        axis->setGridLineColor(colors.line);
    }
    const bool isFine = devicePixelRatioF() < 2;
    m_view->setRenderHint(QPainter::Antialiasing, isFine);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        QColor color = colors.series[static_cast<std::size_t>(i) % colors.series.size()];
        color.setAlphaF(m_isDimmed ? 0.45F : 1.0F);
        QPen pen(color, 1);
        pen.setCosmetic(true);
        m_lines[i]->setPen(pen);
    }
}

void QtLineChart::changeEvent(QEvent *event)
{
    LineChart::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyColors();
    }
}

std::unique_ptr<LineChart> makeLineChart(const QStringList &names, const LineChart::Label &label)
{
    return std::make_unique<QtLineChart>(names, label);
}

} // namespace ui
