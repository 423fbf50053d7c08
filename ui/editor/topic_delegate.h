// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// A name, and in a second line what is known of it.
class TopicDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int kFactsRole = Qt::UserRole + 2;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Whether rows have a second line; all have the same height.
    void setHasFacts(bool hasFacts) { m_lines = hasFacts ? 2 : 1; }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    int m_lines = 1;
};

} // namespace ui
