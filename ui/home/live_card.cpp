// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/home/live_card.h"

#include "ui/charts/chart_card.h"
#include "ui/common/elided_text.h"
#include "ui/common/segmented_choice.h"
#include "ui/common/theme.h"
#include "ui/flows/flow_charts.h"
#include "ui/samples/samples_model.h"
#include "ui/session/screen_frame.h"

#include <QCheckBox>
#include <QDateTime>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int kSpan = 60; ///< seconds of the curve
constexpr int kRowHeight = 24;
constexpr qsizetype kMostText = 400;

QString shapeName(const QString &shape)
{
    return shape == QLatin1String("iot")        ? LiveCard::tr("Devices")
        : shape == QLatin1String("user_logins") ? LiveCard::tr("User logins")
                                                : LiveCard::tr("Computers");
}

} // namespace

LiveCard::LiveCard(PreviewFlow &preview, QWidget *parent)
    : Card(parent), m_preview(preview), m_switch(new QCheckBox(tr("Live preview"), this)),
      m_shape(new SegmentedChoice(this)),
      m_chart(new ChartCard(tr("Messages per second"), {tr("in")}, shortFigure, this))
{
    m_switch->setChecked(true);
    for (const QString &shape : PreviewFlow::shapes()) {
        m_shape->addOption(shapeName(shape));
    }
    m_shape->setCurrent(0);
    m_shape->setAccessibleName(tr("Shape of the sample data"));
    m_chart->setProperty("card", false);
    m_chart->setFixedHeight(170);
    m_chart->chart().setWindow(kSpan);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, kSpace3, 1, kSpace3);
    column->setSpacing(kSpace2);
    column->addLayout(makeHead());
    column->addWidget(m_chart);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addLayout(makeMessages());
    connect(m_switch, &QCheckBox::toggled, this, [this](bool on) {
        if (!on) {
            clearMessages();
        }
        m_shape->setEnabled(on);
        Q_EMIT switched(on);
    });
    connect(m_shape, &SegmentedChoice::currentChanged, this, [this](int index) {
        clearMessages();
        m_preview.setShape(PreviewFlow::shapes().value(index));
    });
    clearMessages();
}

QLayout *LiveCard::makeHead()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kSpace3, 0, kSpace3, 0);
    row->setSpacing(kSpace3);
    row->addWidget(new Chip(tr("Sample data – made on this computer"), this));
    row->addStretch(1);
    row->addWidget(m_shape);
    row->addWidget(m_switch);
    return row;
}

QLayout *LiveCard::makeMessages()
{
    auto *column = new QVBoxLayout;
    column->setContentsMargins(kSpace3, 0, kSpace3, 0);
    column->setSpacing(0);
    column->addWidget(new PlainLabel(tr("Last messages"), TextRole::Strong, this));
    column->addSpacing(kSpace1);
    for (int i = 0; i < kMessages; ++i) {
        auto *row = new QHBoxLayout;
        row->setSpacing(kSpace4);
        m_times.append(new PlainLabel({}, TextRole::Mono, this));
        m_times.back()->setFixedWidth(QFontMetrics(monoFont()).horizontalAdvance(u'0') * 13);
        m_times.back()->setFixedHeight(kRowHeight);
        m_rows.append(new ElidedText(TextRole::Mono, this));
        row->addWidget(m_times.back());
        row->addWidget(m_rows.back(), 1);
        column->addLayout(row);
    }
    return column;
}

bool LiveCard::isOn() const
{
    return m_switch->isChecked();
}

void LiveCard::setOn(bool on)
{
    m_switch->setChecked(on);
    m_shape->setEnabled(on);
}

QStringList LiveCard::messages() const
{
    QStringList texts;
    for (const auto &[time, text] : m_last) {
        texts.append(text);
    }
    return texts;
}

void LiveCard::clearMessages()
{
    m_last.clear();
    m_newest = 0;
    showMessages();
    m_chart->chart().setPoints({{}});
    m_chart->setValues({QStringLiteral("–")});
}

void LiveCard::showMessages()
{
    for (int i = 0; i < kMessages; ++i) {
        const auto [time, text] = m_last.value(i);
        m_times[i]->setText(time);
        m_rows[i]->setText(text);
    }
    if (m_last.isEmpty()) {
        m_rows[0]->setText(isOn() ? tr("They come in a moment…")
                                  : tr("Switched off. Nothing is being made."));
    }
}

void LiveCard::beat()
{
    if (!m_preview.isRunning()) {
        return;
    }
    core::Engine &engine = m_preview.engine();
    const QString &id = m_preview.flowId();
    const core::SampleSlice slice = engine.samples(id, m_newest, kMessages);
    m_newest = std::max(m_newest, slice.newest);
    const bool isFirst = m_last.isEmpty() && !slice.samples.empty();
    for (const core::Sample &sample : slice.samples) {
        m_last.append({timeText(sample.receivedMs), previewText(sample.payload, kMostText)});
    }
    while (m_last.size() > kMessages) {
        m_last.removeFirst();
    }
    showMessages();
    if (isFirst) {
        Q_EMIT firstRow();
    }
    if (m_beats++ % 2 == 0) {
        m_chart->chart().setPoints({pointsOf(engine.history(id, core::HistoryWindow::Minutes5),
                                             &core::MetricPoint::inPerSecond,
                                             QDateTime::currentMSecsSinceEpoch(), kSpan, 1)});
        const std::optional<core::FlowSnapshot> figures = m_preview.figures();
        m_chart->setValues({figures ? figure(figures->inPerSecond) : QStringLiteral("–")});
    }
}

} // namespace ui
