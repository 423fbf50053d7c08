// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_table.h"

namespace core::store {

constexpr std::size_t kMostColumns = 1900;

/// The statement for one sequence of column names, and where each value goes.
struct StoreTable::Plan
{
    static constexpr int kExtra = -1;
    static constexpr int kIgnored = -2;

    std::vector<std::string> names; ///< of the row, in its order
    std::vector<int> targets; ///< parameter, or kExtra, kIgnored
    std::vector<std::string> columns; ///< of the table, bound behind the fixed ones
    std::vector<std::size_t> unknown; ///< of the row, whose columns' types nobody knows yet
    bool hasExtra = false;
    bool hasDelta = false; ///< the row tells its sign itself
    std::uint64_t lane = 0; ///< whose texts are bound now
    SqliteStatement statement = {};

    bool fits(const Row &row) const
    {
        return names.size() == row.columns.size()
            && std::equal(names.begin(), names.end(), row.columns.begin(),
                          [](const std::string &name, const Column &column) {
                              return name == column.name;
                          });
    }
};

/// Parameters that every statement has, in this order; metadata and columns follow.
enum Parameter
{
    Source = 1,
    Lane,
    Offset,
    Sequence,
    Time,
    Received,
    Size,
    Delta,
    Extra,
    Topic,
    Key,
    Partition,
    Headers,
    Raw,
    TimeKindName,
    FirstColumn
};

std::string folded(std::string_view name); ///< as SQLite compares names: ASCII only
QString quotedColumn(const std::string &name);
/// Text as TEXT, and as BLOB where SQL's text functions would stop or stumble.
int bindBytes(sqlite3_stmt *statement, int parameter, Bytes bytes);
int bindValue(sqlite3_stmt *statement, int parameter, const Value &value);

} // namespace core::store
