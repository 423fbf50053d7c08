// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/group_panel.h"

#include "core/support/moment.h"
#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/elided_text.h"
#include "ui/common/question.h"
#include "ui/common/theme.h"
#include "ui/editor/group_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::GroupReset;

namespace ui {
namespace {

constexpr int kRowHeight = 28;
constexpr int kShownRows = 6;
constexpr int kRoomForEnds = 330;

QString number(std::int64_t value)
{
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString membersOf(const core::ReaderGroup &group)
{
    constexpr std::size_t kShown = 4;
    if (group.members.empty()) {
        return GroupPanel::tr("Nobody reads in it now.");
    }
    QStringList lines;
    for (const core::GroupMember &member : group.members) {
        if (static_cast<std::size_t>(lines.size()) == kShown) {
            lines.append(
                GroupPanel::tr("and %1 more")
                    .arg(number(static_cast<std::int64_t>(group.members.size() - kShown))));
            break;
        }
        lines.append(GroupPanel::tr("%1 at %2, partitions: %3")
                         .arg(core::visibleText(member.name, 60),
                              core::visibleText(member.host, 60),
                              number(static_cast<std::int64_t>(member.lanes))));
    }
    return lines.join(u'\n');
}

} // namespace

GroupPanel::GroupPanel(QWidget *parent)
    : QWidget(parent), m_state(new PlainLabel({}, TextRole::Secondary, this)),
      m_name(new ElidedText(TextRole::Secondary, this)), m_flows(new QComboBox(this)),
      m_members(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_table(new RowTable(kRowHeight, this)), m_model(new GroupModel(this)),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_look(makeButton(tr("Look again"), ButtonRole::Link, this)),
      m_open(makeButton(tr("Move positions…"), ButtonRole::Link, this)), m_move(makeMove()),
      m_keeper(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    auto *head = new QHBoxLayout;
    head->addWidget(new PlainLabel(tr("Consumer group"), TextRole::Heading, this));
    head->addStretch(1);
    head->addWidget(m_state);
    m_flows->setAccessibleName(tr("Flow whose group is shown"));
    m_name->setElideMode(Qt::ElideMiddle);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(GroupModel::Lane, new LaneDelegate(m_table));
    m_table->setAccessibleName(tr("Positions of the group"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setResizeContentsPrecision(kShownRows);
    m_table->horizontalHeader()->setSectionResizeMode(GroupModel::Lane, QHeaderView::Stretch);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_look);
    buttons->addStretch(1);
    buttons->addWidget(m_open);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace2);
    column->addLayout(head);
    for (QWidget *part : std::initializer_list<QWidget *>{m_name, m_flows, m_members, m_table,
                                                          m_note, m_move, m_keeper}) {
        column->addWidget(part);
    }
    column->addLayout(buttons);
    connect(m_look, &QPushButton::clicked, this, &GroupPanel::looked);
    connect(m_open, &QPushButton::clicked, this, [this] { showMove(!m_move->isVisibleTo(this)); });
    connect(m_flows, &QComboBox::activated, this, [this] {
        showKeeper();
        Q_EMIT looked();
    });
    setReaders({});
    setNote({});
}

QWidget *GroupPanel::makeMove()
{
    auto *part = new QWidget(this);
    part->setProperty("transparent", true);
    m_place = new QComboBox(part);
    m_place->addItems({tr("To the beginning"), tr("To the end"), tr("To a time"),
                       tr("To an offset")}); // as GroupReset::To counts
    m_place->setAccessibleName(tr("Where positions are moved"));
    m_value = new QLineEdit(part);
    m_go = makeButton(tr("Move"), ButtonRole::Plain, part);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(m_place, 1);
    row->addWidget(m_go);
    part->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    column->addLayout(row);
    column->addWidget(m_value);
    connect(m_place, &QComboBox::currentIndexChanged, this, &GroupPanel::showPlace);
    connect(m_go, &QPushButton::clicked, this, &GroupPanel::tell);
    connect(m_value, &QLineEdit::returnPressed, this, &GroupPanel::tell);
    return part;
}

void GroupPanel::setReaders(std::vector<core::SourceReader> readers)
{
    m_readers = std::move(readers);
    m_flows->clear();
    for (const core::SourceReader &reader : m_readers) {
        m_flows->addItem(reader.flow);
    }
    m_flows->setVisible(m_readers.size() > 1);
    showKeeper();
}

QString GroupPanel::flowId() const
{
    const auto chosen = static_cast<std::size_t>(std::max(m_flows->currentIndex(), 0));
    return chosen < m_readers.size() ? m_readers[chosen].flowId : QString();
}

void GroupPanel::showKeeper()
{
    const auto chosen = static_cast<std::size_t>(std::max(m_flows->currentIndex(), 0));
    const core::SourceReader reader =
        chosen < m_readers.size() ? m_readers[chosen] : core::SourceReader{};
    m_keeper->setText(tr("The flow %1 goes on where its endpoint %2 left off, whatever the group's "
                         "positions say.")
                          .arg(reader.flow, reader.keeper));
    m_keeper->setVisible(!reader.keeper.isEmpty() && m_move->isVisibleTo(this));
}

void GroupPanel::setNote(const QString &note)
{
    m_reset.reset();
    m_state->clear();
    m_model->setLanes({});
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_name, m_members, m_table, m_look, m_open}) {
        part->hide();
    }
    showMove(false);
    say(note, false);
}

void GroupPanel::setAsking()
{
    m_state->setText(tr("Asking…"));
}

void GroupPanel::say(const QString &sentence, bool isWrong)
{
    m_note->setText(sentence);
    m_note->setTone(isWrong ? Tone::Error : Tone::Normal);
    m_note->setVisible(!sentence.isEmpty());
}

void GroupPanel::setFailure(const core::Error &error)
{
    m_reset.reset();
    m_state->clear();
    m_look->show();
    QString sentence = core::visibleText(error.message, 300);
    if (!error.fix.isEmpty()) {
        sentence = tr("%1. %2.").arg(sentence, core::visibleText(error.fix, 300));
    }
    say(sentence, QLatin1String(error.id) != "group.unnamed"_L1);
}

void GroupPanel::setGroup(const core::ReaderGroup &group)
{
    showGroup(group);
    const std::optional<GroupReset> reset = std::exchange(m_reset, std::nullopt);
    if (!reset) {
        say({}, false);
    } else if (reset->isOnlyTold) {
        m_reset = reset;
        confirm(group);
    } else {
        showMove(false);
        say(tr("The positions were moved."), false);
    }
}

void GroupPanel::showGroup(const core::ReaderGroup &group)
{
    std::int64_t lag = 0;
    for (const core::GroupLane &lane : group.lanes) {
        lag += lane.lag().value_or(0);
    }
    m_state->setText(core::visibleText(group.state, 40));
    m_name->setText(core::visibleText(group.name, 255));
    m_members->setText(membersOf(group) + u'\n' + tr("Lag in all: %1").arg(number(lag)));
    m_model->setLanes(group.lanes);
    const int rows = std::clamp(static_cast<int>(group.lanes.size()), 1, kShownRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + rows * kRowHeight
                            + 2);
    m_table->setVisible(!group.lanes.empty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_name, m_members, m_look, m_open}) {
        part->show();
    }
    const bool isBusy = !group.members.empty();
    m_open->setEnabled(!isBusy);
    setPlainToolTip(m_open, isBusy ? tr("Positions can be moved while nobody reads.") : QString());
    if (isBusy) {
        showMove(false);
    }
}

void GroupPanel::showMove(bool shown)
{
    showPlace();
    m_move->setVisible(shown);
    showKeeper();
}

void GroupPanel::showPlace()
{
    const auto to = static_cast<GroupReset::To>(m_place->currentIndex());
    const bool isTime = to == GroupReset::To::Time;
    m_value->setVisible(isTime || to == GroupReset::To::Position);
    m_value->setAccessibleName(isTime ? tr("Time") : tr("Offsets"));
    m_value->setPlaceholderText(isTime ? u"2026-01-31T18:00:00Z"_s
                                       : tr("1500, or 0=1500, orders/3=20"));
}

std::optional<GroupReset> GroupPanel::wanted() const
{
    GroupReset reset{.to = static_cast<GroupReset::To>(m_place->currentIndex())};
    if (reset.to == GroupReset::To::Time) {
        const auto ms = core::momentMs(m_value->text());
        reset.timeMs = ms.value_or(0);
        return ms ? std::optional(reset) : std::nullopt;
    }
    if (reset.to != GroupReset::To::Position) {
        return reset;
    }
    for (const QString &entry : m_value->text().split(u',', Qt::SkipEmptyParts)) {
        const auto place = core::placeOf(entry.trimmed());
        if (!place) {
            return std::nullopt;
        }
        reset.places.push_back(*place);
    }
    return reset.places.empty() ? std::nullopt : std::optional(reset);
}

void GroupPanel::tell()
{
    m_reset = wanted();
    if (!m_reset) {
        say(m_place->currentIndex() == static_cast<int>(GroupReset::To::Time)
                ? tr("This is no point in time: write it like 2026-01-31T18:00:00Z.")
                : tr("Write an offset such as 1500, or one for each partition: 0=1500."),
            true);
        m_value->setFocus();
        return;
    }
    say({}, false);
    Q_EMIT resetWanted(*m_reset);
}

/// Where there is little room, lag says enough of the ends.
void GroupPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(GroupModel::End, width() < kRoomForEnds);
}

/// What follows is said in messages: too many again, or some never.
void GroupPanel::confirm(const core::ReaderGroup &told)
{
    std::int64_t again = 0;
    std::int64_t skipped = 0;
    int moved = 0;
    for (const core::GroupLane &lane : told.lanes) {
        if (lane.target && lane.target != lane.position) {
            ++moved;
            const std::int64_t ahead = *lane.target - lane.position.value_or(*lane.target);
            (ahead < 0 ? again : skipped) += std::abs(ahead);
        }
    }
    if (moved == 0) {
        m_reset.reset();
        say(tr("All positions are there already."), false);
        return;
    }
    QStringList effects{tr("Partitions: %1.").arg(number(moved))};
    if (again > 0) {
        effects.append(tr("%1 messages are read again.").arg(number(again)));
    }
    if (skipped > 0) {
        effects.append(tr("%1 messages are not read.").arg(number(skipped)));
    }
    ask(this,
        {.text = tr("Move the positions of this group?"),
         .detail = effects.join(u' '),
         .first = tr("Leave them"),
         .onFirst = [this] { m_reset.reset(); },
         .second = tr("Move positions"),
         .onSecond =
             [this] {
                 if (m_reset) {
                     m_reset->isOnlyTold = false;
                     Q_EMIT resetWanted(*m_reset);
                 }
             },
         .onCancel = [this] { m_reset.reset(); }});
}

} // namespace ui
