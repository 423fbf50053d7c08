// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/rows_model.h"
#include "ui/store/store_reader.h"

namespace ui {

/// The tables of one store file, each with the views over it.
class TablesModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Kind,
        Rows,
        Size,
        Oldest,
        ColumnCount
    };

    explicit TablesModel(QObject *parent = nullptr);

    void setTables(const QList<StoreTable> &tables);
    QString nameAt(int row) const { return m_tables.value(row).name; }
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;

private:
    QList<StoreTable> m_tables;
};

} // namespace ui
