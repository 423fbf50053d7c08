// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_jump.h"

#include "ui/common/colors.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kWidth = 300;

std::optional<std::int64_t> readTime(const QString &text, QDate day)
{
    const QString date = text.section(u' ', 0, -2).trimmed();
    const QString clock = text.section(u' ', -1);
    if (!date.isEmpty()) {
        day = QDate::fromString(date, Qt::ISODate);
    }
    for (const QString &form : {u"H:mm"_s, u"H:mm:ss"_s, u"H:mm:ss.zzz"_s}) {
        const QTime time = QTime::fromString(clock, form);
        if (time.isValid() && day.isValid()) {
            return QDateTime(day, time).toMSecsSinceEpoch();
        }
    }
    return std::nullopt;
}

/// Positions of several lanes stand side by side and do not ascend.
int rowOfPosition(std::int64_t position, const SamplesModel &model)
{
    int closest = -1;
    for (int row = 0; row < model.rowCount(); ++row) {
        const std::int64_t here = model.sample(row).position;
        if (here == position) {
            return row;
        }
        if (here > position && (closest < 0 || here < model.sample(closest).position)) {
            closest = row;
        }
    }
    return closest;
}

} // namespace

std::optional<JumpTarget> readJumpTarget(const QString &text, QDate day)
{
    const QString words = text.simplified();
    QString digits = words;
    digits.remove(u',').remove(u' ').remove(QChar(0x202F));
    bool isNumber = false;
    const std::int64_t position = digits.toLongLong(&isNumber);
    if (isNumber && position >= 0) {
        return JumpTarget{.position = position};
    }
    if (const auto time = readTime(words, day)) {
        return JumpTarget{.timeMs = time};
    }
    return std::nullopt;
}

int rowOf(const JumpTarget &target, const SamplesModel &model)
{
    if (target.position) {
        return rowOfPosition(*target.position, model);
    }
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.sample(row).receivedMs >= target.timeMs.value_or(0)) {
            return row;
        }
    }
    return -1;
}

JumpBox::JumpBox(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_line(new QLineEdit(this)),
      m_words(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Jump to a message"));
    setFixedWidth(kWidth);
    m_line->setAccessibleName(tr("Position or time"));
    m_line->setPlaceholderText(tr("1204551 or 14:02:31"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    column->setSpacing(kSpace2);
    column->addWidget(new PlainLabel(tr("Jump to a position or time"), TextRole::Strong, this));
    column->addWidget(m_line);
    column->addWidget(m_words);
    connect(m_line, &QLineEdit::returnPressed, this, &JumpBox::read);
}

void JumpBox::open(const QWidget &anchor)
{
    say(tr("Among the messages that are kept for the screen."));
    m_words->setTone(Tone::Normal);
    adjustSize();
    const QPoint below = anchor.mapToGlobal(QPoint(anchor.width() - width(), anchor.height()));
    move(below);
    show();
    m_line->selectAll();
    m_line->setFocus(Qt::PopupFocusReason);
}

void JumpBox::say(const QString &words)
{
    m_words->setText(words);
    m_words->setTone(Tone::Error);
    adjustSize();
}

void JumpBox::read()
{
    const std::optional<JumpTarget> target = readJumpTarget(m_line->text(), QDate::currentDate());
    if (target) {
        Q_EMIT wanted(*target);
    } else {
        say(tr("Write a position, such as 1204551, or a time, such as 14:02:31."));
    }
}

} // namespace ui
