// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/letter_detail.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/fact_grid.h"
#include "ui/common/theme.h"
#include "ui/dead_letters/letters_model.h"
#include "ui/samples/message_views.h"
#include "ui/samples/samples_model.h"
#include "ui/session/screen_frame.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kFactsWidth = 330;

QString timeText(std::int64_t ms)
{
    return ms < 0 ? u"–"_s
                  : QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

core::Sample sampleOf(const core::DeadLetter &letter)
{
    return {.receivedMs = letter.storedMs,
            .timestampMs = letter.timestampMs,
            .timeKind = letter.timeKind,
            .lane = letter.lane,
            .topic = letter.topic,
            .position = letter.position,
            .key = letter.key,
            .payload = letter.payload,
            .payloadSize = letter.payloadSize,
            .headers = letter.headers};
}

} // namespace

LetterDetail::LetterDetail(QWidget *parent)
    : Card(parent), m_whole(new QStackedWidget(this)),
      m_nothing(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(kSpace4);
    m_whole->addWidget(m_nothing);
    m_whole->addWidget(makeLetter());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_whole);
}

QWidget *LetterDetail::makeLetter()
{
    auto *letter = new QWidget(this);
    m_views = new MessageViews(Comparing::No, letter);
    auto *row = new QHBoxLayout(letter);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeFacts());
    row->addWidget(new Rule(Qt::Vertical, letter));
    row->addWidget(m_views, 1);
    return letter;
}

QWidget *LetterDetail::makeFacts()
{
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    m_reason = new PlainLabel({}, TextRole::Strong, content, Wrap::Yes);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reason->setAccessibleName(tr("Reason"));
    auto *grid = new FactGrid(content);
    for (const QString &name :
         {tr("Code"), tr("Tries"), tr("Endpoint"), tr("Flow"), tr("Source"), tr("Topic"),
          tr("Lane @ position"), tr("Key"), tr("Time"), tr("Refused"), tr("Size")}) {
        m_facts.push_back(grid->addFact(name));
    }
    m_cut = new PlainLabel({}, TextRole::Secondary, grid, Wrap::Yes);
    m_cut->setTone(Tone::Warning);
    grid->addNote(m_cut);
    auto *copy = makeButton(tr("Copy value"), ButtonRole::Plain, content);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_letter.payload)); });
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    column->setSpacing(kSpace3);
    column->addWidget(m_reason);
    column->addWidget(grid);
    column->addWidget(copy, 0, Qt::AlignLeft);
    column->addStretch();
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(tr("Why it was refused and where it came from"));
    area->setFixedWidth(kFactsWidth);
    area->setWidget(content);
    return area;
}

void LetterDetail::show(const core::DeadLetter &letter)
{
    m_letter = letter;
    const auto orNone = [](const QString &text) {
        return text.isEmpty() ? u"–"_s : core::visibleText(text, 256);
    };
    m_reason->setText(reasonText(letter));
    const QStringList values = {
        orNone(letter.code),
        QLocale().toString(letter.tries),
        orNone(letter.endpoint),
        orNone(letter.flow),
        orNone(letter.source),
        orNone(letter.topic),
        placeText(letter),
        letter.key.isNull() ? u"–"_s : previewText(letter.key, 120),
        QString(timeText(letter.timestampMs) + u' ' + timeKindText(letter.timeKind)).trimmed(),
        timeText(letter.storedMs),
        byteFigure(static_cast<double>(letter.payloadSize))};
    for (qsizetype i = 0; i < values.size(); ++i) {
        m_facts[i]->setText(values[i]);
    }
    m_cut->setVisible(letter.payloadSize > letter.payload.size());
    m_cut->setText(tr("Only the first %1 are shown; retrying and saving take all of it.")
                       .arg(byteFigure(static_cast<double>(letter.payload.size()))));
    m_views->show(sampleOf(letter));
    m_whole->setCurrentIndex(1);
}

void LetterDetail::clear(const QString &why)
{
    m_letter = {};
    m_nothing->setText(why);
    m_whole->setCurrentIndex(0);
}

} // namespace ui
