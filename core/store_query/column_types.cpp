// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/column_types.h"

#include <QDateTime>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace core {
namespace {

/// Of the table behind a result's column, also through a view.
QString typeOf(sqlite3_stmt *types, const char *table, const char *column)
{
    sqlite3_reset(types);
    sqlite3_bind_text(types, 1, table, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(types, 2, column, -1, SQLITE_TRANSIENT);
    return sqlite3_step(types) == SQLITE_ROW
        ? QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(types, 0)))
        : QString();
}

} // namespace

QStringList typesOfColumns(sqlite3 *connection, sqlite3_stmt *query)
{
    sqlite3_stmt *raw = nullptr;
    const bool isStore =
        sqlite3_prepare_v2(connection,
                           "SELECT type FROM _weir_column WHERE stream=?1 COLLATE NOCASE"
                           " AND name=?2",
                           -1, &raw, nullptr)
        == SQLITE_OK;
    const SqliteStatement types(raw);
    QStringList all;
    for (int i = 0; i < sqlite3_column_count(query); ++i) {
        const char *table = sqlite3_column_table_name(query, i);
        const char *column = sqlite3_column_origin_name(query, i);
        all.append(isStore && table && column ? typeOf(raw, table, column) : QString());
    }
    return all;
}

QString momentText(const QJsonValue &value, const QString &type)
{
    const bool isMicros = type.contains("datetime64(6)"_L1);
    const bool isArray = type.contains("array("_L1) || type.contains("map("_L1);
    if (!value.isDouble() || isArray || (!isMicros && !type.contains("datetime64(3)"_L1))) {
        return {};
    }
    const qint64 count = value.toInteger();
    const qint64 parts = isMicros ? 1000 : 1;
    const qint64 micros = (count % parts + parts) % parts;
    const QDateTime utc =
        QDateTime::fromMSecsSinceEpoch((count - micros) / parts, QTimeZone::utc());
    const QString text = utc.toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s);
    return isMicros ? QString(text + u"%1Z"_s.arg(micros, 3, 10, QChar(u'0')))
                    : QString(text + u'Z');
}

} // namespace core
