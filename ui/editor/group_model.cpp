// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/group_model.h"

#include "core/support/text.h"

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QString number(const std::optional<std::int64_t> &value)
{
    return value ? QLocale().toString(static_cast<qlonglong>(*value)) : u"–"_s;
}

} // namespace

GroupModel::GroupModel(QObject *parent)
    : RowsModel({{.title = tr("Partition")},
                 {.title = tr("Position"), .side = Qt::AlignRight},
                 {.title = tr("End"), .side = Qt::AlignRight},
                 {.title = tr("Lag"), .side = Qt::AlignRight}},
                parent)
{ }

void GroupModel::setLanes(std::vector<core::GroupLane> lanes)
{
    beginResetModel();
    m_lanes = std::move(lanes);
    endResetModel();
}

int GroupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lanes.size());
}

QString GroupModel::text(int row, int column) const
{
    const core::GroupLane &lane = m_lanes[static_cast<std::size_t>(row)];
    switch (column) {
    case Lane: return core::visibleText(lane.lane, 256);
    case Position: return number(lane.position);
    case End: return number(lane.end);
    default: return number(lane.lag());
    }
}

QString GroupModel::spoken(int row, int column) const
{
    const core::GroupLane &lane = m_lanes[static_cast<std::size_t>(row)];
    switch (column) {
    case Position:
        return lane.position ? tr("position %1").arg(number(lane.position)) : tr("no position");
    case End: return tr("end %1").arg(number(lane.end));
    case Lag: return lane.lag() ? tr("lag %1").arg(number(lane.lag())) : tr("lag unknown");
    default: return text(row, column);
    }
}

void LaneDelegate::paintContent(QPainter &painter, const QRectF &area,
                                const QModelIndex &index) const
{
    const QString whole = index.data(Qt::DisplayRole).toString();
    paintLine(
        painter, area, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(whole, Qt::ElideMiddle, static_cast<int>(area.width())));
}

} // namespace ui
