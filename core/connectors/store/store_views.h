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

/// What is wrong with the columns that name a row.
enum class KeyFault
{
    None,
    Missing, ///< they are not among its own
    Nested ///< a list or an object names nothing
};

/// The views over a table whose rows have a key: <table>__latest holds the newest row of each key
/// unless it was deleted, <table>__history all of them in order. They follow the table's columns.
/// The writer's thread, inside its transaction.
class StoreViews final
{
public:
    StoreViews(sqlite3 *connection, QString table, const StoreConfig &config);

    /// Whether a row must be refused.
    KeyFault keyFault(const Row &row, std::span<const Column> messageKey) const;
    /// Makes or renews the views where the key or the table's columns are new; an SQLite code.
    int keep(std::span<const Column> messageKey, std::size_t tableColumns);
    /// Names of the columns that name a row; none while there are no views.
    std::span<const std::string> key() const { return m_key; }

private:
    bool hasViews(std::span<const Column> messageKey) const;
    bool isKnown(std::span<const Column> messageKey, std::size_t tableColumns) const;
    int renew();
    int readColumns(QStringList &columns) const;
    int ensure(const char *kind, const QString &name, const QString &definition) const;
    bool isVersioned(const QStringList &columns) const;
    QString latestSql(const QStringList &columns) const;
    int noteKey(bool hasVersion) const;
    int run(const QString &sql) const;

    sqlite3 *m_connection;
    QString m_table;
    Mode m_mode;
    QString m_version; ///< column that says which row is newest; empty = the last to arrive
    std::vector<std::string> m_configuredKey;
    std::vector<std::string> m_key;
    std::size_t m_columns = 0; ///< how many the table had when the views were made
};

/// A SELECT of `columns`, quoted names with those of the key and _sn among them, and of
/// _weir_place: 1 for the newest row of each key, counting up to its oldest. `where` narrows the
/// rows and is whole keys.
QString rowPlacesSql(const QString &table, const QStringList &key, const QString &version,
                     const QString &columns, const QString &where = {});

} // namespace core::store
