// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QString>

namespace core::store {

/// What a path names, once links are followed, and which lock file stands for it.
struct StorePlace
{
    QString path = {}; ///< canonical
    QString lockKey = {}; ///< device and inode of the lock file: one writer each
};

/// Refuses folders, devices, links out of the folder, further hard links and network disks; makes
/// the folder (0700) and the lock file. Quick.
Result<StorePlace> prepareStorePlace(const QString &path);

/// The right to write a store file, held as flock on `<file>.lock`; the file names the owner.
class FileLock final
{
public:
    FileLock() = default;
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// "store.locked" with the owner's process id while somebody else has it.
    Result<void> take(const QString &storePath);
    void release();

private:
    int m_fd = -1;
};

} // namespace core::store
