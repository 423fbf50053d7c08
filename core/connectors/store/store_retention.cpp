// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_retention.h"

#include "core/connectors/store/store_views.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QVariant>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

constexpr int kPiece = 5000;

struct Stream
{
    QString name;
    std::int64_t retentionMs = 0;
    std::int64_t retentionBytes = 0;
    std::int64_t keepVersions = 0; ///< 0 without a key
    QStringList key = {};
    QString version = {};
};

QString textAt(const SqliteStatement &statement, int column)
{
    const auto *text = sqlite3_column_text(statement.get(), column);
    return QString::fromUtf8(reinterpret_cast<const char *>(text));
}

SqliteStatement prepared(StoreFile &file, const QString &sql)
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(file.connection(), sql.toUtf8().constData(), -1, &raw, nullptr);
    return SqliteStatement(raw);
}

std::int64_t number(StoreFile &file, const QString &sql)
{
    const SqliteStatement statement = prepared(file, sql);
    return statement && sqlite3_step(statement.get()) == SQLITE_ROW
        ? sqlite3_column_int64(statement.get(), 0)
        : 0;
}

std::vector<Stream> streams(StoreFile &file)
{
    std::vector<Stream> all;
    const SqliteStatement statement =
        prepared(file,
                 u"SELECT name,retention_ms,retention_bytes,keep_versions,key,version FROM "
                 "_weir_stream"_s);
    while (statement && sqlite3_step(statement.get()) == SQLITE_ROW) {
        Stream stream{.name = textAt(statement, 0),
                      .retentionMs = sqlite3_column_int64(statement.get(), 1),
                      .retentionBytes = sqlite3_column_int64(statement.get(), 2),
                      .version = textAt(statement, 5)};
        stream.key =
            QJsonDocument::fromJson(textAt(statement, 4).toUtf8()).toVariant().toStringList();
        stream.keepVersions = stream.key.isEmpty() ? 0 : sqlite3_column_int64(statement.get(), 3);
        all.push_back(std::move(stream));
    }
    return all;
}

std::int64_t newestReceived(StoreFile &file, const Stream &stream)
{
    return number(file,
                  u"SELECT _received FROM "_s + sqliteQuoted(stream.name)
                      + u" ORDER BY _sn DESC LIMIT 1"_s);
}

/// The clock may have jumped: the newest hour before the last row stays whatever it says.
std::int64_t cutoff(StoreFile &file, const Stream &stream)
{
    constexpr std::int64_t kHour = 3'600'000;
    const std::int64_t spared = newestReceived(file, stream) - std::min(stream.retentionMs, kHour);
    return std::min<std::int64_t>(QDateTime::currentMSecsSinceEpoch() - stream.retentionMs, spared);
}

/// How many of the oldest rows, up to a piece, were deleted. The condition may name `_received`,
/// and `_before`: the bytes of the rows that are older still.
int deleteOldest(StoreFile &file, const QString &table, const QString &condition,
                 std::int64_t most = kPiece)
{
    const QString name = sqliteQuoted(table);
    const QString sql = u"DELETE FROM "_s + name
        + u" WHERE _sn IN (SELECT _sn FROM (SELECT _sn, _received,"
          " sum(_size) OVER (ORDER BY _sn) - _size AS _before FROM"
          " (SELECT _sn, _received, _size FROM "_s
        + name + u" ORDER BY _sn LIMIT "_s + QString::number(most) + u")) WHERE "_s + condition
        + u')';
    return file.run(sql.toUtf8().constData()) == SQLITE_OK ? sqlite3_changes(file.connection()) : 0;
}

/// Looks at sums only once the file is so large that a table may be too.
std::int64_t bytesTooMany(StoreFile &file, const Stream &stream)
{
    if (stream.retentionBytes <= 0) {
        return 0;
    }
    const std::int64_t fileBytes =
        number(file, u"PRAGMA page_count"_s) * number(file, u"PRAGMA page_size"_s);
    return fileBytes <= stream.retentionBytes
        ? 0
        : number(file, u"SELECT sum(_size) FROM "_s + sqliteQuoted(stream.name))
            - stream.retentionBytes;
}

QString quotedList(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names) {
        quoted.append(sqliteQuoted(name));
    }
    return quoted.join(u',');
}

/// Looks once at each row, a minute after it came, and deletes what is too old of its key. Before,
/// the source may give it again, and only by the rows is that seen. Whether there is more to do.
bool dropOldVersions(StoreFile &file, const Stream &stream, std::int64_t &lookedAt, int &deleted)
{
    constexpr std::int64_t kMinute = 60'000;
    constexpr int kRows = 1000;
    const QString table = sqliteQuoted(stream.name);
    const QString old = u"_received < "_s + QString::number(newestReceived(file, stream) - kMinute);
    const QString next = u"SELECT _sn,_received FROM "_s + table + u" WHERE _sn > "_s
        + QString::number(lookedAt) + u" ORDER BY _sn LIMIT "_s + QString::number(kRows);
    const std::int64_t last =
        number(file, u"SELECT max(_sn) FROM ("_s + next + u") WHERE "_s + old);
    if (last <= lookedAt) {
        return false;
    }
    const QString key = quotedList(stream.key);
    const QString sameKeys = u'(' + key + u") IN (SELECT "_s + key + u" FROM "_s + table
        + u" WHERE _sn > "_s + QString::number(lookedAt) + u" AND _sn <= "_s + QString::number(last)
        + u')';
    const QString sql = u"DELETE FROM "_s + table + u" WHERE _sn IN (SELECT _sn FROM ("_s
        + rowPlacesSql(stream.name, stream.key, stream.version, key + u",_sn,_received"_s, sameKeys)
        + u") WHERE _weir_place > "_s + QString::number(stream.keepVersions) + u" AND "_s + old
        + u')';
    if (file.run(sql.toUtf8().constData()) != SQLITE_OK) {
        return false;
    }
    deleted = sqlite3_changes(file.connection());
    const std::int64_t seen = last - std::exchange(lookedAt, last);
    return seen >= kRows;
}

void giveBackPages(StoreFile &file)
{
    file.run("PRAGMA incremental_vacuum(200)");
    file.checkpointSoon();
}

} // namespace

bool applyRetention(StoreFile &file, RetentionMarks &marks)
{
    bool hasMore = false;
    for (const Stream &stream : streams(file)) {
        int deleted = 0;
        if (stream.retentionMs > 0) {
            deleted = deleteOldest(file, stream.name,
                                   u"_received < "_s + QString::number(cutoff(file, stream)));
        }
        const std::int64_t bytes = deleted < kPiece ? bytesTooMany(file, stream) : 0;
        if (bytes > 0) {
            deleted = deleteOldest(file, stream.name, u"_before < "_s + QString::number(bytes));
        }
        hasMore |= deleted == kPiece;
        int replaced = 0;
        if (stream.keepVersions > 0) {
            hasMore |= dropOldVersions(file, stream, marks.versions[stream.name], replaced);
        }
        if (deleted + replaced > 0) {
            giveBackPages(file);
        }
    }
    return hasMore;
}

void pruneOldest(StoreFile &file)
{
    QString largest;
    std::int64_t most = 0;
    for (const Stream &stream : streams(file)) {
        const QString name = sqliteQuoted(stream.name);
        const std::int64_t rows =
            number(file, u"SELECT coalesce(max(_sn)-min(_sn)+1,0) FROM "_s + name);
        if (rows > most) {
            most = rows;
            largest = stream.name;
        }
    }
    if (!largest.isEmpty()) {
        deleteOldest(file, largest, u"true"_s, std::clamp<std::int64_t>(most / 4, 1, kPiece));
    }
}

} // namespace core::store
