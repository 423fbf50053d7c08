// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/message_detail.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/fact_grid.h"
#include "ui/common/theme.h"
#include "ui/samples/message_views.h"
#include "ui/samples/sample_export.h"
#include "ui/samples/samples_model.h"

#include <QClipboard>
#include <QDateTime>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

MessageDetail::MessageDetail(QWidget *parent) : QWidget(parent), m_whole(new QStackedWidget(this))
{
    auto *empty = new PlainLabel(tr("Choose a message to see all of it."), TextRole::Secondary,
                                 this, Wrap::Yes);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(kSpace4);
    m_whole->addWidget(empty);
    m_whole->addWidget(makeMessage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_whole);
}

QWidget *MessageDetail::makeMessage()
{
    auto *page = new QWidget(this);
    m_views = new MessageViews(Comparing::Yes, page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_views, 1);
    layout->addWidget(new Rule(Qt::Horizontal, page));
    layout->addWidget(makeFacts());
    layout->addWidget(makeActions());
    return page;
}

QWidget *MessageDetail::makeFacts()
{
    auto *facts = new FactGrid(this);
    facts->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace2);
    for (const QString &name : {tr("Topic"), tr("Lane"), tr("Position"), tr("Key"), tr("Time"),
                                tr("Received"), tr("Size"), tr("Read as")}) {
        m_facts.push_back(facts->addFact(name));
    }
    m_cut = new PlainLabel({}, TextRole::Secondary, facts, Wrap::Yes);
    m_cut->setTone(Tone::Warning);
    facts->addNote(m_cut);
    return facts;
}

QWidget *MessageDetail::makeActions()
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(kSpace3, 0, kSpace3, kSpace3);
    grid->setSpacing(kSpace2);
    const auto add = [&](const QString &text, auto content) {
        auto *button = makeButton(text, ButtonRole::Plain, box);
        connect(button, &QPushButton::clicked, this, [this, content] {
            QGuiApplication::clipboard()->setText(QString::fromUtf8(content(m_sample)).trimmed());
        });
        grid->addWidget(button, grid->count() / 2, grid->count() % 2);
    };
    add(tr("Copy value"), [](const core::Sample &sample) { return sample.payload; });
    add(tr("Copy key"), [](const core::Sample &sample) { return sample.key; });
    add(tr("Copy row"), &jsonLine);
    auto *jump = makeButton(tr("Jump to…"), ButtonRole::Plain, box);
    connect(jump, &QPushButton::clicked, this, &MessageDetail::jumpWanted);
    grid->addWidget(jump, 1, 1);
    return box;
}

void MessageDetail::show(const core::Sample &sample, const std::optional<core::Sample> &before)
{
    m_sample = sample;
    m_views->show(sample, before);
    showFacts();
    m_whole->setCurrentIndex(1);
}

void MessageDetail::clear()
{
    m_sample = {};
    m_whole->setCurrentIndex(0);
}

void MessageDetail::showFacts()
{
    const QLocale locale;
    const qint64 time = m_sample.timestampMs >= 0 ? m_sample.timestampMs : m_sample.receivedMs;
    const QStringList values = {
        m_sample.topic.isEmpty() ? u"–"_s : core::visibleText(m_sample.topic, 256),
        core::visibleText(m_sample.lane, 256),
        m_sample.position < 0 ? u"–"_s : locale.toString(qlonglong(m_sample.position)),
        m_sample.key.isNull() ? u"–"_s : previewText(m_sample.key, 120),
        QStringList({QDateTime::fromMSecsSinceEpoch(time).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s),
                     timeKindText(m_sample.timeKind)})
            .join(u' ')
            .trimmed(),
        tr("%1 ms later").arg(locale.toString(qlonglong(m_sample.receivedMs - time))),
        locale.formattedDataSize(m_sample.payloadSize, m_sample.payloadSize < 1024 ? 0 : 1),
        m_views->isJson() ? tr("JSON") : tr("text")};
    for (qsizetype i = 0; i < values.size(); ++i) {
        m_facts[i]->setText(values[i]);
    }
    const bool isCut = m_sample.payloadSize > m_sample.payload.size();
    m_cut->setVisible(isCut);
    m_cut->setText(tr("Only the first %1 are kept for the screen; the flow moves all of it.")
                       .arg(locale.formattedDataSize(m_sample.payload.size())));
}

} // namespace ui
