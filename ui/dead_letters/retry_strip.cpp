// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/retry_strip.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/session/screen_frame.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

QString wordsOf(const RetryProgress &progress)
{
    const QString letters = figure(static_cast<std::uint64_t>(progress.letters));
    const QString delivered = figure(progress.delivered);
    const QString refused = figure(progress.refusedAgain);
    if (!progress.isOver) {
        return progress.letters == 0
            ? RetryStrip::tr("Preparing the retry…")
            : RetryStrip::tr("Sending %1 again: %2 delivered, %3 refused again so far.")
                  .arg(letters, delivered, refused);
    }
    if (progress.letters == 0) {
        return RetryStrip::tr("Nothing was sent.");
    }
    return progress.refusedAgain > 0
        ? RetryStrip::tr("%2 of %1 delivered. %3 refused again and kept, with the new reason.")
              .arg(letters, delivered, refused)
        : RetryStrip::tr("%2 of %1 delivered.").arg(letters, delivered);
}

Mark markOf(const RetryProgress &progress)
{
    if (progress.isFailed) {
        return Mark::Broken;
    }
    if (!progress.isOver) {
        return progress.trouble.isEmpty() ? Mark::Busy : Mark::Warning;
    }
    const bool isAll = progress.delivered == static_cast<std::uint64_t>(progress.letters);
    return isAll ? Mark::Passed : Mark::Warning;
}

} // namespace

RetryStrip::RetryStrip(QWidget *parent)
    : Card(parent), m_mark(new StateMark(Mark::Busy, this)),
      m_words(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_trouble(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_button(makeButton({}, ButtonRole::Plain, this))
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_words);
    words->addWidget(m_trouble);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    row->setSpacing(kSpace2);
    row->addWidget(m_mark);
    row->addLayout(words, 1);
    row->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isOver) {
            hide();
        } else {
            Q_EMIT stopWanted();
        }
    });
    hide();
}

void RetryStrip::show(const RetryProgress &progress)
{
    m_isOver = progress.isOver;
    m_mark->setMark(markOf(progress));
    m_words->setText(wordsOf(progress));
    m_trouble->setText(core::visibleText(progress.trouble, 400));
    m_trouble->setVisible(!progress.trouble.isEmpty());
    m_button->setText(m_isOver ? tr("Hide") : tr("Stop the retry"));
    setVisible(true);
}

} // namespace ui
