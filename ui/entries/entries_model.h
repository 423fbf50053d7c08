// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui {

class EditorHost;

/// All sources or all endpoints of the workspace. GUI thread.
class EntriesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Type,
        UsedBy,
        Problem,
        ColumnCount
    };

    EntriesModel(EditorHost &host, core::EndKind kind, QObject *parent = nullptr);

    void reload();
    QString nameAt(int row) const;
    int rowOf(const QString &name) const;
    bool isKnownAt(int row) const; ///< false: of a type that this program does not have

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString name;
        QString type;
        QStringList flows;
        bool isKnown;
        core::Findings findings; ///< errors and warnings, errors first
    };
    static QString problemText(const Row &row);
    static QString problemTip(const Row &row);

    EditorHost &m_host;
    core::EndKind m_kind;
    std::vector<Row> m_rows;
};

} // namespace ui
