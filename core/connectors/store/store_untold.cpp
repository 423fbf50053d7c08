// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_plan.h"
#include "core/formats/untold_value.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::store {

/// What a change did not tell again is what the newest row of its key holds; null where there is
/// none, or where that was taken back by a deletion.
int StoreTable::bindUntold(Plan &plan, const Row &row, int sequence)
{
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        if (plan.targets[i] < FirstColumn || !isUntold(row.columns[i].value)) {
            continue;
        }
        const auto column = static_cast<std::size_t>(plan.targets[i] - FirstColumn);
        int code = SQLITE_OK;
        const SqliteStatement last = lastOf(plan.columns[column], row, sequence, code);
        code = code == SQLITE_OK ? sqlite3_step(last.get()) : code;
        if (code == SQLITE_ROW) {
            code = sqlite3_bind_value(plan.statement.get(), plan.targets[i],
                                      sqlite3_column_value(last.get(), 0));
        }
        if (code != SQLITE_OK && code != SQLITE_DONE) {
            return code;
        }
    }
    return SQLITE_OK;
}

/// The `sequence` newest rows are of the same message: what its row was, with -1.
SqliteStatement StoreTable::lastOf(const std::string &column, const Row &row, int sequence,
                                   int &code) const
{
    QString where;
    const std::span<const std::string> key = m_views.key();
    for (std::size_t i = 0; i < key.size(); ++i) {
        where += (i > 0 ? u" AND "_s : QString()) + quotedColumn(key[i]) + u" = ?"_s
            + QString::number(i + 1);
    }
    const QByteArray sql =
        QString(u"SELECT CASE WHEN _tp_delta > 0 THEN "_s + quotedColumn(column) + u" END FROM "_s
                + sqliteQuoted(m_name) + u" WHERE "_s + where
                + u" ORDER BY _sn DESC LIMIT 1 OFFSET "_s + QString::number(sequence))
            .toUtf8();
    sqlite3_stmt *raw = nullptr;
    code = sqlite3_prepare_v2(m_connection, sql.constData(), -1, &raw, nullptr);
    SqliteStatement statement(raw);
    for (std::size_t i = 0; i < key.size() && code == SQLITE_OK; ++i) {
        const auto found = std::ranges::find(row.columns, key[i], &Column::name);
        code = found == row.columns.end()
            ? SQLITE_OK
            : bindValue(statement.get(), static_cast<int>(i + 1), found->value);
    }
    return statement;
}

} // namespace core::store
