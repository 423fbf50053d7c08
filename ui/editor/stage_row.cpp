// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/editor/stage_list.h"

#include <QGridLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kWordWidth = 96;
constexpr qsizetype kLongestWords = 600;

/// Long names of hosts and subjects get places to break at, so that no line is wider than the pane.
QString breakable(const QString &foreign)
{
    constexpr int kLongestRun = 24;
    QString broken;
    int run = 0;
    for (const QChar letter : core::visibleText(core::redacted(foreign), kLongestWords)) {
        broken.append(letter);
        run = letter.isSpace() ? 0 : run + 1;
        const bool isBreak = QStringView(u"/.,:;-_\"&?=").contains(letter);
        if (run >= kLongestRun || (isBreak && run > 8)) {
            broken.append(QChar(0x200b));
            run = 0;
        }
    }
    return broken;
}

QString tookText(std::chrono::milliseconds took)
{
    return StageRow::tr("%1 ms").arg(QLocale().toString(static_cast<qlonglong>(took.count())));
}

Mark markOf(core::StageState state)
{
    return state == core::StageState::Passed ? Mark::Passed
        : state == core::StageState::Failed  ? Mark::Failed
                                             : Mark::Skipped;
}

} // namespace

QString stageWord(core::StageId stage)
{
    switch (stage) {
    case core::StageId::Resolve: return StageRow::tr("Name");
    case core::StageId::Connect: return StageRow::tr("Connect");
    case core::StageId::Tls: return StageRow::tr("TLS");
    case core::StageId::Authenticate: return StageRow::tr("Sign-in");
    case core::StageId::Names: return StageRow::tr("Brokers");
    case core::StageId::Authorise: return StageRow::tr("Permission");
    case core::StageId::Target: return StageRow::tr("Target");
    case core::StageId::Message: return StageRow::tr("First message");
    case core::StageId::Registry: return StageRow::tr("Registry");
    }
    return {};
}

StageRow::StageRow(core::StageId stage, QWidget *parent)
    : QWidget(parent), m_mark(new StateMark(Mark::Waiting, this)),
      m_word(new PlainLabel(stageWord(stage), TextRole::Body, this)),
      m_finding(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_took(new PlainLabel({}, TextRole::Secondary, this)),
      m_peer(new PlainLabel({}, TextRole::Mono, this, Wrap::Yes)),
      m_fix(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)), m_buttons(nullptr),
      m_go(makeButton({}, ButtonRole::Plain, this))
{
    m_word->setMinimumWidth(kWordWidth);
    m_peer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_peer->setContentsMargins(0, kSpace1, 0, 0);
    m_mark->setFixedSize(16, 18);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(kSpace4, 6, kSpace4, 6);
    grid->setHorizontalSpacing(kSpace3);
    grid->setVerticalSpacing(kSpace2 - 2);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_mark, 0, 0, Qt::AlignTop);
    grid->addWidget(m_word, 0, 1, Qt::AlignTop);
    grid->addWidget(m_finding, 0, 2, Qt::AlignTop);
    grid->addWidget(m_took, 0, 3, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(m_peer, 1, 1, 1, 3);
    grid->addWidget(m_fix, 2, 1, 1, 3);
    m_buttons = new QHBoxLayout;
    m_buttons->setContentsMargins(0, 0, 0, 0);
    m_buttons->setSpacing(kSpace2);
    m_buttons->addWidget(m_go);
    m_buttons->addStretch(1);
    grid->addLayout(m_buttons, 3, 1, 1, 3);
    connect(m_go, &QPushButton::clicked, this, [this] { Q_EMIT fieldChosen(m_field); });
    setWaiting();
}

void StageRow::showState(Mark mark, const QString &finding, Tone tone)
{
    m_mark->setMark(mark);
    m_word->setTone(tone);
    setStyleProperty(m_word, "textRole",
                     mark == Mark::Passed || mark == Mark::Failed ? u"strong"_s : u"body"_s);
    m_finding->setText(finding);
    m_finding->setTone(mark == Mark::Failed ? Tone::Normal : tone);
    m_took->clear();
    m_took->hide(); // its room is the finding's
    m_peer->hide();
    m_fix->hide();
    m_go->hide();
    showProposals({});
    update();
}

/// What would work, one press away, before the way to the field.
void StageRow::showProposals(const std::vector<core::Proposal> &proposals)
{
    constexpr std::size_t kMost = 2; // the pane is narrow; the words above name all
    for (QPushButton *button : std::exchange(m_proposals, {})) {
        button->hide();
        button->deleteLater(); // the press on it may be what brought us here
    }
    for (std::size_t i = 0; i < std::min(kMost, proposals.size()); ++i) {
        const core::Proposal &proposal = proposals[i];
        auto *button = makeButton(tr("Use %1").arg(core::visibleText(proposal.label, 40)),
                                  i == 0 ? ButtonRole::Primary : ButtonRole::Plain, this);
        button->setObjectName(u"proposal"_s);
        m_buttons->insertWidget(static_cast<int>(i), button);
        connect(button, &QPushButton::clicked, this,
                [this, proposal] { Q_EMIT proposalChosen(proposal); });
        m_proposals.push_back(button);
    }
}

void StageRow::setWaiting(const QString &why)
{
    showState(Mark::Skipped, why, Tone::Quiet);
}

void StageRow::setBusy()
{
    showState(Mark::Busy, tr("Trying…"), Tone::Quiet);
}

void StageRow::setResult(const core::TestStage &result, const QString &fieldLabel)
{
    const bool failed = result.state == core::StageState::Failed;
    showState(markOf(result.state), breakable(result.message),
              failed                                         ? Tone::Error
                  : result.state == core::StageState::Passed ? Tone::Normal
                                                             : Tone::Quiet);
    if (result.state != core::StageState::Skipped) {
        m_took->setText(tookText(result.took));
        m_took->setVisible(!m_took->text().isEmpty());
    }
    m_peer->setText(breakable(result.peer));
    m_peer->setVisible(!result.peer.isEmpty());
    m_fix->setText(breakable(result.fix));
    m_fix->setVisible(!result.fix.isEmpty());
    m_field = result.field;
    m_go->setText(tr("Go to %1").arg(fieldLabel));
    m_go->setVisible(failed && !fieldLabel.isEmpty());
    showProposals(result.proposals);
    setAccessibleName(tr("%1: %2").arg(m_word->text(), result.message));
}

void StageRow::paintEvent(QPaintEvent *)
{
    if (m_mark->mark() == Mark::Failed) {
        // Only the first line: the words below belong to it, the colour is for finding it.
        QPainter painter(this);
        const int bottom = std::max(m_word->geometry().bottom(), m_finding->geometry().bottom());
        painter.fillRect(QRect(0, 0, width(), bottom + 6), colorsOf(this).selection);
    }
}

} // namespace ui
