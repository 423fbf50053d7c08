// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/handle.h"

#include <QString>

#include <sqlite3.h>

namespace core {

using SqliteConnection = Handle<sqlite3, sqlite3_close_v2>;
using SqliteStatement = Handle<sqlite3_stmt, sqlite3_finalize>;

/// The library's words about the last call on this connection.
inline QString sqliteMessage(sqlite3 *connection)
{
    return QString::fromUtf8(sqlite3_errmsg(connection));
}

/// `name` as an identifier, whatever stands in it.
inline QString sqliteQuoted(QString name)
{
    return QChar(u'"') + name.replace(QChar(u'"'), QStringLiteral("\"\"")) + QChar(u'"');
}

} // namespace core
