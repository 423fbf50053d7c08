// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/topic_list.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/plain_label.h"
#include "ui/editor/topic_delegate.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kNameRole = Qt::UserRole + 1;
constexpr int kShownRows = 5;
constexpr int kFrame = 10; ///< line and padding above and below the rows

QString counted(std::int64_t count, const QString &one, const QString &many)
{
    return (count == 1 ? one : many).arg(QLocale().toString(static_cast<qlonglong>(count)));
}

/// What is known; of the rest nothing is said.
QString factsOf(const core::BrowseItem &item)
{
    QStringList facts;
    if (item.partitions) {
        facts.append(counted(*item.partitions, TopicList::tr("%1 partition"),
                             TopicList::tr("%1 partitions")));
    }
    if (item.messages) {
        facts.append(
            counted(*item.messages, TopicList::tr("%1 message"), TopicList::tr("%1 messages")));
    }
    if (item.newestMs) {
        const QDateTime newest = QDateTime::fromMSecsSinceEpoch(*item.newestMs);
        facts.append(
            TopicList::tr("newest %1").arg(QLocale().toString(newest, QLocale::ShortFormat)));
    }
    return facts.join(u" · "_s);
}

} // namespace

TopicList::TopicList(QWidget *parent)
    : QWidget(parent), m_count(new PlainLabel({}, TextRole::Secondary, this)),
      m_note(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_filter(new QLineEdit(this)), m_view(new QListView(this)),
      m_delegate(new TopicDelegate(this))
{
    auto *head = new QHBoxLayout;
    head->addWidget(new PlainLabel(tr("On the server"), TextRole::Heading, this));
    head->addStretch(1);
    head->addWidget(m_count);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the server's list"));
    m_filter->setClearButtonEnabled(true);
    m_shown.setSourceModel(&m_items);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(&m_shown);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAccessibleName(tr("Names on the server"));
    m_view->setProperty("rows", u"airy"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    column->setSpacing(kSpace2);
    column->addLayout(head);
    column->addWidget(m_note);
    column->addWidget(m_filter);
    column->addWidget(m_view);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_shown.setFilterFixedString(words);
        showCount();
    });
    connect(m_view, &QListView::clicked, this, &TopicList::choose);
    connect(m_view, &QListView::activated, this, &TopicList::choose);
}

void TopicList::setListing(const core::BrowseListing &listing)
{
    m_items.clear();
    m_delegate->setHasFacts(std::ranges::any_of(
        listing.items, [](const core::BrowseItem &item) { return !factsOf(item).isEmpty(); }));
    for (const core::BrowseItem &item : listing.items) {
        const QString facts = factsOf(item);
        auto *row = new QStandardItem(core::visibleText(item.name, 256));
        row->setData(item.name, kNameRole);
        row->setData(facts, TopicDelegate::kFactsRole);
        row->setData(facts, Qt::ToolTipRole); // whole, where the line is too short for it
        row->setData(facts.isEmpty() ? row->text() : QString(row->text() + u", "_s + facts),
                     Qt::AccessibleTextRole);
        m_items.appendRow(row);
    }
    const bool any = !listing.items.empty();
    m_note->setText(tr("The server shows none; a name can be typed anyway."));
    m_note->setVisible(!any);
    m_filter->setVisible(any);
    m_view->setVisible(any);
    m_view->setFixedHeight(
        std::clamp<int>(m_items.rowCount(), 1, kShownRows) * m_view->sizeHintForRow(0) + kFrame);
    showCount();
}

void TopicList::setNote(const QString &note)
{
    m_items.clear();
    m_count->clear();
    m_note->setText(note);
    m_note->show();
    m_filter->hide();
    m_view->hide();
}

void TopicList::choose(const QModelIndex &index)
{
    Q_EMIT chosen(index.data(kNameRole).toString());
}

void TopicList::showCount()
{
    const int all = m_items.rowCount();
    const int shown = m_shown.rowCount();
    m_count->setText(shown == all
                         ? QLocale().toString(all)
                         : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(all)));
}

} // namespace ui
