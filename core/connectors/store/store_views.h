// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_config.h"
#include "core/formats/row_decoder.h"
#include "core/store_query/sqlite_handles.h"

#include <span>
#include <string>
#include <vector>

namespace core::store {

/// The views over a table whose rows have a key: <table>__latest holds the newest row of each key
/// unless it was deleted, <table>__history all of them in order. They follow the table's columns.
/// The writer's thread, inside its transaction.
class StoreViews final
{
public:
    StoreViews(sqlite3 *connection, QString table, const StoreConfig &config);

    /// Whether a row must be refused: the columns of its key are not among its own.
    bool lacksKey(const Row &row, std::span<const Column> messageKey) const;
    /// Makes or renews the views where the key or the table's columns are new; an SQLite code.
    int keep(std::span<const Column> messageKey, std::size_t tableColumns);

private:
    bool hasViews(std::span<const Column> messageKey) const;
    bool isKnown(std::span<const Column> messageKey, std::size_t tableColumns) const;
    int renew();
    int readColumns(QStringList &columns) const;
    int ensure(const char *kind, const QString &name, const QString &definition) const;
    QString latestSql(const QStringList &columns) const;
    int noteKey() const;
    int run(const QString &sql) const;

    sqlite3 *m_connection;
    QString m_table;
    Mode m_mode;
    std::vector<std::string> m_configuredKey;
    std::vector<std::string> m_key;
    std::size_t m_columns = 0; ///< how many the table had when the views were made
};

} // namespace core::store
