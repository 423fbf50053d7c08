// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store_query/store_query.h"

#include <QAbstractTableModel>

namespace ui {

/// The rows of one answer, as they came. Texts leave it visible and short; numbers stand right.
class ResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(core::QueryResult result);
    const core::QueryResult &result() const { return m_result; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString typeOf(int column) const;
    bool isNumber(int column) const;

    core::QueryResult m_result;
};

/// As a spreadsheet reads it; a text that it would take for a formula gets a ' before it.
QByteArray csvOf(const QStringList &columns, const std::vector<QJsonArray> &rows);
/// An object a line; null columns are left in.
QByteArray jsonLinesOf(const QStringList &columns, const std::vector<QJsonArray> &rows);

} // namespace ui
