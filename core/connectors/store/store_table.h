// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_views.h"
#include "core/flow/batch.h"
#include "core/formats/row_decoder.h"
#include "core/store_query/sqlite_handles.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace core::store {

/// What all rows of a lane have in common, bound once for many rows.
struct LaneTexts
{
    std::uint64_t serial = 0; ///< never given twice
    std::string lane;
    std::string topic;
    std::int32_t partition = -1;
};

struct RowOrigin
{
    const MessageView &message;
    Position position; ///< the message's own, unless it is sent once more
    const LaneTexts &lane;
    std::int64_t receivedMs = 0;
    std::span<const Column> key = {}; ///< change data: the columns that name the row
    int sequence = 0; ///< n-th row of the message
};

/// One flow's way into one table: makes it, lets it grow, and inserts with one prepared statement
/// per set of columns. Everything learnt is forgotten after a rollback. The writer's thread.
class StoreTable final
{
public:
    StoreTable(sqlite3 *connection, QString name, const StoreConfig &config);
    ~StoreTable();

    void useSource(std::int64_t id) { m_source = id; }
    /// Why the row cannot be stored: the views could not tell whose it is.
    KeyFault keyFault(const Row &row, const RowOrigin &origin) const
    {
        return m_views.keyFault(row, origin.key);
    }
    /// SQLITE_OK also for a row that was stored before. Texts are not copied: the row and its
    /// origin must live until the call returns.
    int insert(const Row &row, const RowOrigin &origin);
    /// The last insert found the row there already.
    bool wasRepeat() const { return m_wasRepeat; }

private:
    struct Plan;

    Plan *planFor(const Row &row, int &code);
    std::unique_ptr<Plan> makePlan(const Row &row, int &code);
    void place(Plan &plan, const Column &column, int &code);
    void prepare(Plan &plan, int &code);
    int ensureTable();
    int createTable();
    std::int64_t keptVersions() const;
    int keepRetention();
    int readColumns();
    int readUnknown();
    int addColumn(const std::string &name, const Value &value);
    int noteColumn(const std::string &name, const std::string &type);
    int learnTypes(Plan &plan, const Row &row);
    int addMissingMetadata();
    bool canGrow(std::string_view name) const;
    void bindOrigin(Plan &plan, const Row &row, const RowOrigin &origin);
    int bindColumns(Plan &plan, const Row &row);
    int bindExtra(Plan &plan, const Row &row);
    int bindUntold(Plan &plan, const Row &row, int sequence);
    SqliteStatement lastOf(const std::string &column, const Row &row, int sequence,
                           int &code) const;
    int run(const QString &sql) const;

    sqlite3 *m_connection;
    QString m_name;
    const StoreConfig &m_config;
    StoreViews m_views;
    std::int64_t m_source = 0;
    bool m_hasKey = false;
    bool m_hasHeaders = false;
    bool m_hasRaw = false;
    bool m_hasTimeKind = false;
    bool m_isReady = false;
    bool m_isNew = false;
    bool m_wasRepeat = false;
    std::map<std::string, std::string> m_columns; ///< by name in lower case
    std::set<std::string> m_unknown; ///< those that held nothing but null, likewise
    std::unordered_map<std::string, std::unique_ptr<Plan>> m_plans;
    Plan *m_last = nullptr;
    std::string m_shape;
    std::string m_extra;
    std::string m_headers;
};

} // namespace core::store
