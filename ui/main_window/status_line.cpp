// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/status_line.h"

#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/flows/state_words.h"
#include "ui/problems/problems_panel.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString countsText(const std::vector<core::FlowSnapshot> &flows)
{
    int running = 0;
    int failed = 0;
    for (const core::FlowSnapshot &flow : flows) {
        running += isAtWork(flow.status.state) ? 1 : 0;
        failed += flow.status.state == core::FlowState::Failed ? 1 : 0;
    }
    return failed > 0 ? StatusLine::tr("%1 running, %2 failed").arg(running).arg(failed)
                      : StatusLine::tr("%n running", nullptr, running);
}

QString ratesText(const std::vector<core::FlowSnapshot> &flows)
{
    double in = 0;
    double out = 0;
    for (const core::FlowSnapshot &flow : flows) {
        in += flow.inPerSecond;
        out += flow.outPerSecond;
    }
    return StatusLine::tr("%1 in · %2 out /s").arg(figure(in), figure(out));
}

} // namespace

StatusLine::StatusLine(QWidget *parent) : QStatusBar(parent)
{
    setSizeGripEnabled(false);
    setContentsMargins(kSpace2, 0, kSpace2, 0);
    m_counts = addPart(tr("Flows that are at work now, and flows that have given up."));
    m_rates = addPart(tr("Messages of all flows together over the last full second: taken in, and "
                         "confirmed by every endpoint. Counted, not sampled."));
    m_memory = addPart(tr("Copies made for the screen, of all flows together. A flow keeps at most "
                          "10 000 of them or 32 MiB; the oldest leave first. The messages on their "
                          "way are not among them, and no flow waits for the screen."));
    m_screen = addPart(tr("The window is drawn so often while it can be seen. Flows run on, "
                          "whatever the screen does."));
    m_screen->setText(tr("screen 4 Hz"));
    m_trouble = makeButton({}, ButtonRole::Link, this);
    addPermanentWidget(m_trouble);
    connect(m_trouble, &QPushButton::clicked, this, &StatusLine::problemsWanted);
}

QPushButton *StatusLine::addPart(const QString &explanation)
{
    QPushButton *part = makeButton({}, ButtonRole::Link, this);
    part->setProperty("tone", u"quiet"_s);
    part->setAccessibleDescription(explanation);
    connect(part, &QPushButton::clicked, this,
            [this, part, explanation] { explain(part, explanation); });
    addWidget(part);
    return part;
}

void StatusLine::explain(QPushButton *part, const QString &explanation)
{
    constexpr int kWidth = 320;
    auto *card = new Card(this);
    card->setWindowFlag(Qt::Popup);
    card->setAttribute(Qt::WA_DeleteOnClose);
    card->setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
    column->addWidget(new PlainLabel(part->text(), TextRole::Strong, card));
    column->addWidget(new PlainLabel(explanation, TextRole::Body, card, Wrap::Yes));
    card->adjustSize();
    card->move(part->mapToGlobal(QPoint(0, -card->height() - kSpace1)));
    card->show();
}

/// A part that keeps the width of shorter words cuts the longer ones.
void StatusLine::say(QPushButton *part, const QString &text)
{
    part->setText(text);
    part->setMinimumWidth(part->sizeHint().width());
}

void StatusLine::showFrame(const ScreenFrame &frame)
{
    say(m_counts, countsText(frame.flows));
    say(m_rates, ratesText(frame.flows));
    say(m_memory,
        tr("samples %1 of %2")
            .arg(byteFigure(static_cast<double>(frame.samples.bytes)),
                 byteFigure(static_cast<double>(frame.samples.cap))));
    const int open = static_cast<int>(openProblems(frame.problems));
    setStyleProperty(m_trouble, "tone", open > 0 ? u"error"_s : u"quiet"_s);
    say(m_trouble, open > 0 ? tr("Problems that need you: %1").arg(open) : tr("No problems"));
}

} // namespace ui
