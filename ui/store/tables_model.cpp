// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/store/tables_model.h"

#include "core/support/text.h"
#include "ui/session/screen_frame.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// A view stands under its table.
QString indent(const StoreTable &table)
{
    return table.kind == StoreKind::Table ? QString() : u"    "_s;
}

QString kindText(StoreKind kind)
{
    switch (kind) {
    case StoreKind::CurrentRows: return TablesModel::tr("current rows");
    case StoreKind::History: return TablesModel::tr("history");
    case StoreKind::Table: break;
    }
    return TablesModel::tr("table");
}

} // namespace

TablesModel::TablesModel(QObject *parent)
    : RowsModel({{.title = tr("Table")},
                 {.title = tr("Kind")},
                 {.title = tr("Rows"), .side = Qt::AlignRight},
                 {.title = tr("Size"), .side = Qt::AlignRight},
                 {.title = tr("Oldest row"), .side = Qt::AlignRight}},
                parent)
{ }

void TablesModel::setTables(const QList<StoreTable> &tables)
{
    beginResetModel();
    m_tables = tables;
    endResetModel();
}

int TablesModel::rowOf(const QString &name) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_tables[row].name == name) {
            return row;
        }
    }
    return -1;
}

int TablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tables.size());
}

QString TablesModel::text(int row, int column) const
{
    const StoreTable &table = m_tables[row];
    switch (column) {
    case Name: return QString(indent(table) + core::visibleText(table.name, 120));
    case Kind: return kindText(table.kind);
    case Rows: return table.rows ? figure(static_cast<std::uint64_t>(*table.rows)) : u"–"_s;
    case Size: return table.bytes ? byteFigure(static_cast<double>(*table.bytes)) : u"–"_s;
    case Oldest:
        return table.oldestMs
            ? QDateTime::fromMSecsSinceEpoch(*table.oldestMs).toString(u"MM-dd HH:mm"_s)
            : u"–"_s;
    default: return {};
    }
}

} // namespace ui
