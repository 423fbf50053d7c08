// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/workspace/workspace.h"
#include "ui/common/rows_model.h"
#include "ui/session/screen_frame.h"

#include <QList>

namespace ui {

/// The flows of the workspace with what the engine says of each. GUI thread.
class FlowsModel final : public RowsModel
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
        LastMessage,
        Guarantee,
        ColumnCount
    };
    enum Role
    {
        SortRole = Qt::UserRole,
        SubtitleRole, ///< Flow: where it comes from and goes to
        ShortSubtitleRole, ///< the same by names alone
        MarkRole, ///< State: int(Mark)
        TrendRole, ///< Trend: QList<float>, in per second, NaN = gap
        LettersRole ///< Rejected: whether dead letters are among them
    };

    explicit FlowsModel(QObject *parent = nullptr);

    void setWorkspace(const core::Workspace &workspace, const core::Registry &registry);
    void setFrame(const ScreenFrame &frame);
    void setTrend(const QString &flowId, QList<float> trend);
    QString flowId(int row) const { return m_rows[row].id; }
    QString flowName(int row) const { return m_rows[row].name; }
    int rowOf(const QString &flowId) const;
    core::FlowState state(int row) const { return m_rows[row].figures.status.state; }

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;
    QString spoken(int row, int column) const override;
    QVariant extra(int row, int column, int role) const override;

private:
    struct Row
    {
        QString id = {};
        QString name = {};
        QString subtitle = {};
        QString shortSubtitle = {};
        QString guarantee = {};
        core::FlowSnapshot figures = {};
        QList<float> trend = {};
    };

    QVariant sortKey(int row, int column) const;

    QList<Row> m_rows;
    qint64 m_nowMs = 0; ///< of the frame
};

} // namespace ui
