// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <QString>

#include <sqlite3.h>

namespace core::store {

/// What an SQLite code means to a flow: "store.disk_full", "store.read_only", "store.io" …
Error storageError(int code, const QString &words, const QString &path);

/// The row is at fault, not the file: it goes to on_error and the others are stored.
bool isRowFault(int code);
/// Somebody else holds a lock for a moment.
bool isBusy(int code);

} // namespace core::store
