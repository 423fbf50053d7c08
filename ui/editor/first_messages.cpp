// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/first_messages.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/editor/message_block.h"
#include "ui/editor/message_text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr qsizetype kShownCharacters = 400;

QString headOf(const core::Sample &sample)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(
        sample.timestampMs >= 0 ? sample.timestampMs : sample.receivedMs);
    QStringList parts{QLocale().toString(time.time(), QStringLiteral("HH:mm:ss"))};
    if (!sample.lane.isEmpty()) {
        parts.append(core::visibleText(sample.lane, 24));
    }
    if (sample.position >= 0) {
        parts.append(QLocale().toString(static_cast<qlonglong>(sample.position)));
    }
    parts.append(QLocale().formattedDataSize(sample.payloadSize));
    return parts.join(QStringLiteral(" · "));
}

QWidget *makeItem(const core::PreviewMessage &message, QWidget *parent)
{
    auto *item = new Card(parent);
    auto *column = new QVBoxLayout(item);
    column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    column->setSpacing(kSpace1);
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace2);
    head->addWidget(new PlainLabel(headOf(message.sample), TextRole::Secondary, item, Wrap::Yes),
                    1);
    // bytes that say nothing by themselves are shown as the rows they become
    const QByteArray &shown = message.rows.isEmpty() ? message.sample.payload : message.rows;
    head->addWidget(new Chip(shapeText(shapeOf(message.sample.payload)), item), 0, Qt::AlignTop);
    column->addLayout(head);
    if (!shown.isEmpty()) {
        column->addWidget(new MessageBlock(payloadText(shown, kShownCharacters), item));
    }
    if (!message.misfits.isEmpty()) {
        auto *misfits = new PlainLabel(FirstMessages::tr("No value that fits its column: %1")
                                           .arg(message.misfits.join(QStringLiteral(", "))),
                                       TextRole::Secondary, item, Wrap::Yes);
        misfits->setTone(Tone::Warning);
        column->addWidget(misfits);
    }
    if (!message.unknown.isEmpty()) {
        column->addWidget(new PlainLabel(FirstMessages::tr("Without a column: %1")
                                             .arg(message.unknown.join(QStringLiteral(", "))),
                                         TextRole::Secondary, item, Wrap::Yes));
    }
    if (!message.rejectedCode.isEmpty()) {
        const QStringList lines{core::visibleText(message.rejectedMessage, 300),
                                message.rejectedFix};
        auto *why =
            new PlainLabel(lines.join(u'\n').trimmed(), TextRole::Secondary, item, Wrap::Yes);
        why->setTone(Tone::Error);
        column->addWidget(why);
    }
    return item;
}

} // namespace

FirstMessages::FirstMessages(QWidget *parent)
    : QWidget(parent), m_head(new PlainLabel({}, TextRole::Secondary, this)),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_misfits(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_stop(makeButton(tr("Stop"), ButtonRole::Link, this)), m_column(new QVBoxLayout(this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace2);
    head->addWidget(new PlainLabel(tr("First messages"), TextRole::Heading, this));
    head->addStretch(1);
    head->addWidget(m_head);
    head->addWidget(m_stop);
    m_note->setAlignment(Qt::AlignHCenter);
    m_note->setContentsMargins(kSpace4, kSpace4, kSpace4, 0);
    m_column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    m_column->setSpacing(kSpace2);
    m_column->addLayout(head);
    m_column->addWidget(m_note);
    m_column->addWidget(m_misfits);
    m_misfits->setTone(Tone::Warning);
    m_stop->setAccessibleName(tr("Stop reading first messages"));
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] {
        m_secondsLeft = std::max(0, m_secondsLeft - 1);
        showHead();
    });
    connect(m_stop, &QPushButton::clicked, this, &FirstMessages::stopped);
    clear();
}

void FirstMessages::clear()
{
    m_isRunning = false;
    m_second.stop();
    m_count = 0;
    m_misfitsOf.clear();
    showMisfits();
    if (m_list) {
        m_list->hide();
        m_list->deleteLater();
    }
    m_list = new QWidget(this);
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    m_column->addWidget(m_list);
    m_note->setText(tr("They appear here once the test passes.\n"
                       "Nothing is consumed: no group position moves."));
    m_note->show();
    showHead();
}

void FirstMessages::begin(int count, std::chrono::seconds limit)
{
    clear();
    m_isRunning = true;
    m_wanted = count;
    m_secondsLeft = static_cast<int>(limit.count());
    m_note->setText(tr("Waiting for the first one…"));
    m_second.start();
    showHead();
}

void FirstMessages::add(const core::PreviewMessage &message)
{
    ++m_count;
    m_note->hide();
    m_list->layout()->addWidget(makeItem(message, m_list));
    for (const QString &column : message.misfits) {
        ++m_misfitsOf[column];
    }
    showHead();
    showMisfits();
}

void FirstMessages::end()
{
    m_isRunning = false;
    m_second.stop();
    if (m_count == 0) {
        m_note->setText(tr("No message came in this time. The connection itself works."));
    }
    showHead();
}

/// The share tells a type that is too narrow from a value that is a mistake.
void FirstMessages::showMisfits()
{
    QStringList shares;
    for (const auto &[column, count] : m_misfitsOf.asKeyValueRange()) {
        shares.append(
            tr("%1 (%2 of %3)").arg(core::visibleText(column, 64)).arg(count).arg(m_count));
    }
    m_misfits->setText(
        shares.isEmpty()
            ? QString()
            : tr("Does not fit its column: %1").arg(shares.join(QStringLiteral(", "))));
    m_misfits->setVisible(!shares.isEmpty());
}

void FirstMessages::showHead()
{
    m_stop->setVisible(m_isRunning);
    const QLocale locale;
    m_head->setText(m_isRunning ? tr("%1 of %2, %3 s left")
                                      .arg(locale.toString(m_count), locale.toString(m_wanted),
                                           locale.toString(m_secondsLeft))
                        : m_count > 0 ? locale.toString(m_count)
                                      : QString());
}

} // namespace ui
