// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>
#include <QTableView>

namespace ui {

/// A table of whole rows: a line below each, the one under the pointer tinted, the chosen ones
/// coloured; no grid, no frame, no row numbers.
class RowTable final : public QTableView
{
    Q_OBJECT

public:
    RowTable(int rowHeight, QWidget *parent = nullptr);

    int rowHeight() const;
    int hoveredRow() const { return m_hovered; }
    /// Scroll bars know at once of rows that came or went.
    void settle();

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void setHovered(int row);
    void updateRow(int row);

    int m_hovered = -1;
};

/// Paints the cells of a RowTable; a subclass paints other contents into the same ground.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(RowTable *table) : QStyledItemDelegate(table), m_table(table) { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const final;

protected:
    /// Into `area`, which leaves the paddings out; font and pen are set.
    virtual void paintContent(QPainter &painter, const QRectF &area,
                              const QModelIndex &index) const;
    const RowTable &table() const { return *m_table; }

private:
    RowTable *m_table;
};

/// One line, shortened at its end where it does not fit.
void paintLine(QPainter &painter, const QRectF &area, int alignment, const QString &text);

} // namespace ui
