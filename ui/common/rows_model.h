// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace ui {

/// A column as its table declares it.
struct RowsColumn
{
    QString title;
    Qt::Alignment side = Qt::AlignLeft; ///< numbers stand right
};

/// A flat table that is only looked at: columns are declared once, a cell is a text that screen
/// readers get too. GUI thread.
class RowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    int columnCount(const QModelIndex &parent = {}) const final;
    QVariant data(const QModelIndex &index, int role) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

protected:
    RowsModel(QList<RowsColumn> columns, QObject *parent);

    virtual QString text(int row, int column) const = 0;
    /// What a screen reader says where the text alone would not do.
    virtual QString spoken(int row, int column) const { return text(row, column); }
    /// Everything besides text and alignment.
    virtual QVariant extra(int row, int column, int role) const;

private:
    QList<RowsColumn> m_columns;
};

} // namespace ui
