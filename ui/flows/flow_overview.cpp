// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flow_overview.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/fact_grid.h"
#include "ui/common/theme.h"
#include "ui/flows/state_words.h"
#include "ui/problems/skip_question.h"
#include "ui/session/screen_frame.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr const char *kNames[] = {
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Source"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Endpoints"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Last message"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Lanes"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Lag"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Attempt"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Received"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Delivered"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "In flight"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Dead-lettered"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Skipped"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Expired"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Filtered"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Returned"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Lost"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Not on screen"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Retries"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Reconnects"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Bytes in"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Intake held"),
    QT_TRANSLATE_NOOP("ui::FlowOverview", "Latency"),
};

QString lagText(const core::FlowSnapshot &figures)
{
    if (!figures.lag) {
        return FlowOverview::tr("cannot be known");
    }
    const auto worst = std::ranges::max_element(
        figures.lanes, {}, [](const core::LaneFigures &lane) { return lane.lag.value_or(-1); });
    const QString whole = figure(static_cast<double>(*figures.lag));
    return worst != figures.lanes.end() && figures.lanes.size() > 1 && worst->lag.value_or(0) > 0
        ? FlowOverview::tr("%1, most in %2: %3")
              .arg(whole, core::visibleText(worst->name, 64),
                   figure(static_cast<double>(*worst->lag)))
        : whole;
}

QString latencyText(const std::optional<core::Latency> &latency)
{
    const QLocale locale;
    return latency
        ? FlowOverview::tr("p50 %1 ms, p95 %2 ms, p99 %3 ms")
              .arg(locale.toString(latency->p50, 'g', 3), locale.toString(latency->p95, 'g', 3),
                   locale.toString(latency->p99, 'g', 3))
        : u"–"_s;
}

} // namespace

FlowOverview::FlowOverview(QWidget *parent)
    : QScrollArea(parent), m_mark(new StateMark(Mark::Stopped, this)),
      m_state(new PlainLabel({}, TextRole::Heading, this, Wrap::Yes)),
      m_advice(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_notes(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_skip(makeButton(tr("Skip past this batch…"), ButtonRole::Plain, this)),
      m_guarantee(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_reason(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Overview of the flow"));
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    m_column->setSpacing(kSpace1);
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace2);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_state, 1);
    m_column->addLayout(head);
    m_column->addWidget(m_advice);
    m_column->addWidget(m_skip, 0, Qt::AlignLeft);
    m_skip->hide();
    connect(m_skip, &QPushButton::clicked, this, [this] {
        const auto place = m_stuckAt.value_or(core::LanePlace());
        askToSkip(this, m_name, place, [this, place] { Q_EMIT skipWanted(place); });
    });
    addSection(tr("Connection"), makeFacts(Source, Attempt));
    addSection(tr("Messages, counted exactly"), makeFacts(Received, NotShown));
    auto *letters = makeButton(tr("Dead letters…"), ButtonRole::Link, this);
    connect(letters, &QPushButton::clicked, this, &FlowOverview::deadLettersWanted);
    m_column->addWidget(letters, 0, Qt::AlignLeft);
    addSection(tr("Work"), makeFacts(Retries, Latency));
    m_notes->setAccessibleName(tr("Counted besides"));
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->hide();
    m_column->addWidget(m_notes);
    addSection(tr("Guarantee"), m_guarantee);
    m_column->addWidget(m_reason);
    m_column->addStretch();
    setWidget(content);
}

void FlowOverview::addSection(const QString &title, QWidget *content)
{
    m_column->addSpacing(kSpace3);
    m_column->addWidget(new PlainLabel(title, TextRole::Strong, this));
    m_column->addWidget(content);
}

FactGrid *FlowOverview::makeFacts(Fact first, Fact last)
{
    auto *grid = new FactGrid(this);
    for (int fact = first; fact <= last; ++fact) {
        m_facts[fact] = grid->addFact(tr(kNames[fact]));
    }
    return grid;
}

void FlowOverview::set(Fact fact, const QString &text)
{
    if (m_facts[fact]->text() != text) {
        m_facts[fact]->setText(text);
    }
}

void FlowOverview::setFlow(const core::WorkspaceFlow &flow, const core::Workspace &workspace,
                           const core::Registry &registry)
{
    m_name = flow.name;
    m_endpoints = flow.to.size();
    const core::Guarantee guarantee = guaranteeOf(flow, workspace, registry);
    const QStringList weakest = endsWith(guarantee, flow, workspace, registry);
    m_guarantee->setText(guaranteeWord(guarantee));
    m_reason->setText(
        guarantee == core::Guarantee::EffectivelyOnce
            ? tr("Both ends keep positions and messages in one step.")
            : tr("Because %1 promises no more than that.").arg(weakest.join(u", "_s)));
}

void FlowOverview::show(const core::FlowSnapshot *figures, const core::SampleSlice &samples,
                        qint64 nowMs)
{
    const core::FlowSnapshot none;
    const core::FlowSnapshot &known = figures ? *figures : none;
    showStatus(known);
    showReach(known, nowMs);
    showCounters(known, samples);
    showNotes(known);
}

void FlowOverview::showStatus(const core::FlowSnapshot &figures)
{
    const core::FlowStatus &status = figures.status;
    m_mark->setMark(stateMark(status.state));
    m_state->setText(status.message.isEmpty() ? stateWord(status.state)
                                              : QString(stateWord(status.state) + u": "_s
                                                        + core::visibleText(status.message, 400)));
    QStringList advice{core::visibleText(status.fix, 400)};
    if (!status.field.isEmpty()) {
        advice.append(tr("Setting: %1").arg(core::visibleText(status.field, 200)));
    }
    advice.removeAll(QString());
    m_advice->setText(advice.join(u' '));
    m_advice->setVisible(!advice.isEmpty());
    m_stuckAt = status.stuckAt;
    m_skip->setVisible(m_stuckAt.has_value());
}

void FlowOverview::showReach(const core::FlowSnapshot &figures, qint64 nowMs)
{
    const bool runs = isAtWork(figures.status.state);
    set(Source,
        !runs                       ? u"–"_s
            : figures.isSourceReady ? tr("reached, signed in, subscribed")
                                    : tr("not ready"));
    set(Endpoints,
        runs ? tr("%1 of %2 ready").arg(figures.readyEndpoints).arg(m_endpoints) : u"–"_s);
    set(LastMessage,
        figures.lastMessageMs > 0 ? tr("%1 ago").arg(ageText(nowMs - figures.lastMessageMs))
                                  : tr("none yet"));
    set(Lanes, runs ? QLocale().toString(qulonglong(figures.lanes.size())) : u"–"_s);
    set(Lag, runs ? lagText(figures) : u"–"_s);
    const qint64 wait = figures.nextTryMs - nowMs;
    const QString attempt = QLocale().toString(figures.attempt);
    set(Attempt,
        figures.attempt == 0 ? u"–"_s
            : wait > 0
            ? tr("%1, next try in %2 s").arg(attempt).arg(QLocale().toString((wait + 999) / 1000))
            : attempt);
}

void FlowOverview::showNotes(const core::FlowSnapshot &figures)
{
    QStringList lines;
    for (const core::EndpointCounters &endpoint : figures.endpoints) {
        const QString place = figures.endpoints.size() > 1
            ? core::visibleText(endpoint.name, 64) + u" · "_s
            : QString();
        for (const core::Note &note : endpoint.notes) {
            lines.append(place
                         + tr("%1: %2").arg(core::text(note.kind->label), figure(note.count)));
        }
    }
    if (const QString text = lines.join(u'\n'); m_notes->text() != text) {
        m_notes->setText(text);
    }
    m_notes->setVisible(!lines.isEmpty());
}

void FlowOverview::showCounters(const core::FlowSnapshot &figures, const core::SampleSlice &samples)
{
    const core::FlowCounters &counters = figures.counters;
    set(Received, figure(counters.inMessages));
    set(Delivered, figure(counters.delivered));
    set(InFlight, figure(counters.inFlight));
    set(DeadLettered, figure(counters.deadLettered));
    set(Skipped, figure(counters.skipped));
    set(Expired, figure(counters.expired));
    set(Filtered, figure(counters.filtered));
    set(Returned, figure(counters.returned));
    set(Lost, counters.lost ? figure(*counters.lost) : tr("cannot be known"));
    set(NotShown, figure(samples.seen - std::min(samples.seen, samples.shown)));
    set(Retries, figure(counters.retries));
    set(Reconnects, figure(counters.reconnects));
    set(Bytes, byteFigure(static_cast<double>(counters.inBytes)));
    set(PausedTime, tr("%1 s").arg(QLocale().toString(std::llround(figures.pausedSeconds))));
    set(Latency, latencyText(figures.latency));
}

} // namespace ui
