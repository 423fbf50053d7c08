// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/status_line.h"

#include "ui/common/colors.h"
#include "ui/flows/state_words.h"
#include "ui/problems/problems_panel.h"

namespace ui {

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent), m_counts(new PlainLabel({}, TextRole::Secondary, this)),
      m_rates(new PlainLabel({}, TextRole::Secondary, this)),
      m_memory(new PlainLabel({}, TextRole::Secondary, this)),
      m_trouble(new PlainLabel({}, TextRole::Secondary, this))
{
    setSizeGripEnabled(false);
    setContentsMargins(kSpace3, 0, kSpace3, 0);
    for (PlainLabel *label : {m_counts, m_rates, m_memory}) {
        addWidget(label);
    }
    addPermanentWidget(m_trouble);
}

void StatusLine::showFrame(const ScreenFrame &frame, qint64 samplesKept, qint64 samplesCap)
{
    int running = 0;
    double in = 0;
    double out = 0;
    for (const core::FlowSnapshot &flow : frame.flows) {
        running += isAtWork(flow.status.state) ? 1 : 0;
        in += flow.inPerSecond;
        out += flow.outPerSecond;
    }
    m_counts->setText(tr("%n running", nullptr, running));
    m_rates->setText(tr("%1 in · %2 out /s").arg(figure(in), figure(out)));
    m_memory->setText(tr("samples %1 of %2")
                          .arg(byteFigure(static_cast<double>(samplesKept)),
                               byteFigure(static_cast<double>(samplesCap))));
    const int open = static_cast<int>(openProblems(frame.problems));
    m_trouble->setTone(open > 0 ? Tone::Error : Tone::Quiet);
    m_trouble->setText(open > 0 ? tr("Problems that need you: %1").arg(open) : tr("No problems"));
}

} // namespace ui
