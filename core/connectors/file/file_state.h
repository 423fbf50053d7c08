// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/lane.h"
#include "core/support/result.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace core::file {

/// A file that has its final name and is never written again.
struct ClosedFile
{
    QString name = {};
    std::int64_t size = 0; ///< on the disk
    std::int64_t closedMs = 0;
};

/// What the file beside the data says: how much of it counts, and where each lane stands.
struct FileState
{
    QString flow = {}; ///< id of the flow that owns it
    QString openName = {}; ///< final name of the open file; empty when there is none
    std::int64_t openSize = 0; ///< bytes that are safe; the rest was never confirmed
    std::int64_t openPlain = 0; ///< the same before compression
    std::int64_t openRows = 0;
    std::int64_t openSlot = 0; ///< of time rotation
    QString openShape = {}; ///< how it is written: nothing of another shape comes behind it
    bool isSpoilt = false; ///< nothing may come behind openSize: the disk failed there
    QStringList columns = {}; ///< of the open CSV file
    std::vector<ClosedFile> closed = {}; ///< oldest first; only where the oldest are deleted
    int sequence = 0; ///< of the last file begun
    std::vector<StoredPosition> lanes = {};

    /// An empty state where there is no file; an error where it cannot be understood.
    static Result<FileState> load(const QString &path);
    /// Durable when it returns: temporary file, fsync, rename, fsync of the folder.
    Result<void> save(const QString &path) const;
    void forgetOpenFile(); ///< there is none any more
    void keep(const QString &lane, std::int32_t epoch, std::int64_t position);
};

/// ENOSPC, EROFS … as "file.disk_full", "file.read_only" …
Error fileError(int number, const QString &path);
Result<void> syncFolderOf(const QString &path);

} // namespace core::file
