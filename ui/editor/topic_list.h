// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connection_test.h"

#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QWidget>

class QLineEdit;
class QListView;

namespace ui {

class PlainLabel;
class TopicDelegate;

/// What the server offers, with a filter; a click or Enter picks one.
class TopicList final : public QWidget
{
    Q_OBJECT

public:
    explicit TopicList(QWidget *parent = nullptr);

    void setListing(const core::BrowseListing &listing);
    void setNote(const QString &note); ///< in place of a list
    QListView *view() const { return m_view; }

Q_SIGNALS:
    void chosen(const QString &name);

private:
    void choose(const QModelIndex &index);
    void showCount();

    PlainLabel *m_count;
    PlainLabel *m_note;
    QLineEdit *m_filter;
    QListView *m_view;
    TopicDelegate *m_delegate;
    QStandardItemModel m_items;
    QSortFilterProxyModel m_shown;
};

} // namespace ui
