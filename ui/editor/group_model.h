// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/reader_group.h"
#include "ui/common/row_table.h"
#include "ui/common/rows_model.h"

namespace ui {

/// The lanes of a group of readers: where each stands, where it ends, what is between.
class GroupModel final : public RowsModel
{
    Q_OBJECT

public:
    enum Column
    {
        Lane,
        Position,
        End,
        Lag
    };

    explicit GroupModel(QObject *parent);
    void setLanes(std::vector<core::GroupLane> lanes);
    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    QString text(int row, int column) const override;
    QString spoken(int row, int column) const override;

private:
    std::vector<core::GroupLane> m_lanes;
};

/// Keeps both ends of a lane's name: the partition stands at its end.
class LaneDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void paintContent(QPainter &painter, const QRectF &area,
                      const QModelIndex &index) const override;
};

} // namespace ui
