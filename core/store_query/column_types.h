// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store_query/sqlite_handles.h"

#include <QJsonValue>
#include <QStringList>

namespace core {

/// What a store says of the types of a query's columns, such as "nullable(datetime64(3))"; empty
/// for one that is no column of a table, and for all of another program's file.
QStringList typesOfColumns(sqlite3 *connection, sqlite3_stmt *query);

/// A point in time as "2024-02-29T12:34:56.789Z", of a column of that type; empty for all else.
QString momentText(const QJsonValue &value, const QString &type);

} // namespace core
