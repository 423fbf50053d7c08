// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/binding.h"

#include <QStringList>

namespace core::store {

enum class Mode
{
    Auto, ///< change data with its key as changelog_kv, all else append
    Append,
    Changelog,
    ChangelogKv,
    VersionedKv
};
enum class NewColumns
{
    Add,
    Extra,
    Ignore
};
enum class Durability
{
    Full,
    Normal
};

/// An endpoint of type `store`: rows in the tables of one SQLite file.
struct StoreConfig
{
    FilePath path = {}; ///< empty = beside the workspace, by its name
    Mode mode = Mode::Auto;
    QStringList primaryKey = {}; ///< empty = the columns of the message's key
    QString versionColumn = {}; ///< empty = the last row to arrive is the newest of its key
    std::int64_t keepVersions = 0; ///< of each key; 0 = all
    NewColumns newColumns = NewColumns::Add;
    QStringList metadata = {QStringLiteral("_topic"), QStringLiteral("_key"),
                            QStringLiteral("_partition")};
    Duration retention = std::chrono::hours(24 * 7);
    ByteSize retentionBytes = 10 * kGiB;
    Durability durability = Durability::Full;
    ByteSize maxFile = 20 * kGiB;

    static const Schema &schema();
    bool operator==(const StoreConfig &) const = default;
};

/// "changelog_kv", as in the file.
QString modeName(Mode mode);

/// Absolute path of the store file; `workspaceFile` names it where the setting is empty.
QString storePath(const StoreConfig &config, const QString &baseFolder,
                  const QString &workspaceFile);

/// Why a table cannot have this name; empty when it can.
QString tableNameFault(const QString &name);

} // namespace core::store
