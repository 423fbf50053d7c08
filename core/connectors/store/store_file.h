// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_config.h"
#include "core/connectors/store/store_place.h"
#include "core/flow/lane.h"
#include "core/store_query/sqlite_handles.h"

#include <memory>
#include <optional>
#include <vector>

namespace core::store {

struct FileOptions
{
    Durability durability = Durability::Full;
    std::int64_t maxBytes = 0;

    bool operator==(const FileOptions &) const = default;
};

/// The open store file: lock, connection, format, checkpoints. One thread.
class StoreFile final
{
public:
    static constexpr int kApplicationId = 0x57656972; ///< "Weir"
    static constexpr int kFormat = 1;

    /// After an unclean end the file is checked; a damaged one is renamed and a new one begun.
    static Result<std::unique_ptr<StoreFile>> open(const QString &path, const FileOptions &options);
    ~StoreFile(); ///< moves the log into the file, then closes
    StoreFile(const StoreFile &) = delete;
    StoreFile &operator=(const StoreFile &) = delete;

    sqlite3 *connection() const { return m_connection.get(); }
    const QString &path() const { return m_path; }
    int run(const char *sql) const;
    Error errorOf(int code) const;

    /// Somebody deleted or replaced the file: what is written now would vanish.
    bool isGone() const;
    /// When SQLite says "full": it is the file's own limit, for the disk has room.
    bool isAtLimit() const;
    /// After "corrupt" from SQLite: once a check agrees, closes the file and renames it.
    void setAsideIfDamaged();
    /// Pages wait in the log, for a checkpoint when there is nothing better to do.
    bool hasLog() const { return m_logPages > 0; }
    /// After a commit: every 1,000 pages, without waiting for readers.
    void checkpointSoon();
    void checkpointAll();
    /// Where a damaged file was set aside at opening; empty otherwise.
    const QString &damagedFile() const { return m_damagedFile; }

private:
    explicit StoreFile(QString path) : m_path(std::move(path)) { }
    Result<void> connect(const FileOptions &options);
    Result<void> checkFormat();
    int configure(const FileOptions &options);
    int createFormat();
    int completeFormat();
    bool isSound(std::int64_t largest);
    void setAside();
    Result<void> begin(const FileOptions &options);
    std::int64_t number(const char *sql) const;

    FileLock m_lock;
    SqliteConnection m_connection;
    QString m_path;
    QString m_damagedFile;
    std::uint64_t m_inode = 0;
    int m_logPages = 0;
};

/// The positions kept in a store file for a flow's table, over a connection of their own.
Result<std::vector<StoredPosition>> readPositions(const QString &path, const QString &flowId,
                                                  const QString &table);

} // namespace core::store
