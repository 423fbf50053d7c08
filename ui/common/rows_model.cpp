// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/rows_model.h"

namespace ui {

RowsModel::RowsModel(QList<RowsColumn> columns, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{ }

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::AccessibleTextRole: return spoken(index.row(), index.column());
    case Qt::TextAlignmentRole: return int(m_columns[index.column()].side | Qt::AlignVCenter);
    default: return extra(index.row(), index.column(), role);
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return m_columns[section].title;
    case Qt::TextAlignmentRole: return int(m_columns[section].side | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant RowsModel::extra(int, int, int) const
{
    return {};
}

} // namespace ui
