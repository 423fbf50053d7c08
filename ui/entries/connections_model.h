// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "ui/common/rows_model.h"

namespace ui {

class EditorHost;

/// The shared connections of sources, or of endpoints, and who uses each. GUI thread.
class ConnectionsModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Name,
        Type,
        Address,
        UsedBy,
        ColumnCount
    };

    ConnectionsModel(EditorHost &host, core::EndKind kind, QObject *parent = nullptr);

    void reload();
    QString nameAt(int row) const; ///< empty where there is no such row
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;

private:
    struct Row
    {
        QString name;
        QString type;
        QString address;
        QStringList users;
    };

    EditorHost &m_host;
    core::EndKind m_kind;
    QList<Row> m_rows;
};

} // namespace ui
