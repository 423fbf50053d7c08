// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/workspace/workspace.h"
#include "ui/session/screen_frame.h"

#include <QAbstractTableModel>
#include <QList>

namespace ui {

/// The flows of the workspace with what the engine says of each. GUI thread.
class FlowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Flow,
        State,
        In,
        Out,
        Lag,
        Trend,
        Rejected,
        Guarantee,
        ColumnCount
    };
    enum Role
    {
        SortRole = Qt::UserRole,
        SubtitleRole, ///< Flow: where it comes from and goes to
        MarkRole, ///< State: int(Mark)
        TrendRole ///< Trend: QList<float>, in per second, NaN = gap
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setWorkspace(const core::Workspace &workspace, const core::Registry &registry);
    void setFrame(const ScreenFrame &frame);
    void setTrend(const QString &flowId, QList<float> trend);
    QString flowId(int row) const { return m_rows[row].id; }
    QString flowName(int row) const { return m_rows[row].name; }
    int rowOf(const QString &flowId) const;
    core::FlowState state(int row) const { return m_rows[row].figures.status.state; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString id = {};
        QString name = {};
        QString subtitle = {};
        QString guarantee = {};
        core::FlowSnapshot figures = {};
        QList<float> trend = {};
    };

    static QString textOf(const Row &row, int column);
    static QVariant sortKey(const Row &row, int column);

    QList<Row> m_rows;
};

} // namespace ui
