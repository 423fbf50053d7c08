// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/store_query.h"

#include "core/store_query/column_types.h"
#include "core/store_query/sqlite_handles.h"
#include "core/support/text.h"

#include <QFileInfo>
#include <QJsonObject>
#include <QStringDecoder>

#include <array>
#include <string_view>

using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace core {
namespace {

using Steady = std::chrono::steady_clock;

/// Looked at every few thousand steps of SQLite's machine.
struct Watch
{
    Steady::time_point end;
    const std::atomic<bool> *cancelled;

    bool isCancelled() const { return cancelled && cancelled->load(std::memory_order_relaxed); }
    bool isOver() const { return isCancelled() || Steady::now() >= end; }
};

int stopWhenOver(void *watch)
{
    return static_cast<const Watch *>(watch)->isOver() ? 1 : 0;
}

bool isListingPragma(std::string_view name)
{
    constexpr std::array<std::string_view, 7> kAllowed{"table_list",    "table_info", "table_xinfo",
                                                       "index_list",    "index_info", "page_count",
                                                       "freelist_count"};
    return std::find(kAllowed.begin(), kAllowed.end(), name) != kAllowed.end();
}

int authorize(void *, int action, const char *first, const char *second, const char *, const char *)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION:
        return std::string_view(second ? second : "") == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA: // only asking, never setting
        return isListingPragma(first ? first : "") ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

Error queryError(ErrorCode code, const char *id, QString message, QString fix = {})
{
    return Error{code, id, visibleText(message), {}, std::move(fix)};
}

Error errorOf(sqlite3 *connection, int code, const Watch &watch)
{
    constexpr int kPrimary = 0xff;
    const QString words = sqliteMessage(connection);
    switch (code & kPrimary) {
    case SQLITE_INTERRUPT:
        return watch.isCancelled()
            ? queryError(ErrorCode::Cancelled, "query.cancelled", text(WEIR_TEXT("Cancelled")))
            : queryError(ErrorCode::Timeout, "query.timeout",
                         text(WEIR_TEXT("The query took too long")),
                         text(WEIR_TEXT("Ask for less, for example by _time")));
    case SQLITE_AUTH:
        return queryError(ErrorCode::Config, "query.not_allowed",
                          text(WEIR_TEXT("Only reading is allowed here: %1")).arg(words));
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return queryError(ErrorCode::Storage, "query.file.unreadable",
                          text(WEIR_TEXT("The file cannot be opened: %1")).arg(words),
                          text(WEIR_TEXT("On a read-only medium, copy the file elsewhere first")));
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return queryError(ErrorCode::Storage, "query.file.damaged",
                          text(WEIR_TEXT("The file is damaged or no store: %1")).arg(words));
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
    case SQLITE_ERROR: return queryError(ErrorCode::Config, "query.invalid", words);
    default: return queryError(ErrorCode::Storage, "query.failed", words);
    }
}

Result<SqliteConnection> openReadOnly(const QString &file, Watch &watch)
{
    if (!QFileInfo(file).isFile()) {
        return queryError(ErrorCode::NotFound, "query.file.missing",
                          text(WEIR_TEXT("There is no file %1")).arg(file));
    }
    sqlite3 *raw = nullptr;
    const QByteArray path = QFileInfo(file).absoluteFilePath().toUtf8();
    const int code = sqlite3_open_v2(path.constData(), &raw,
                                     SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteConnection connection(raw);
    if (code != SQLITE_OK) {
        return errorOf(raw, code, watch);
    }
    constexpr int kStepsBetweenLooks = 4000;
    constexpr int kBusyMs = 5000;
    sqlite3_busy_timeout(raw, kBusyMs);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_exec(raw, "PRAGMA query_only=1; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=1",
                 nullptr, nullptr, nullptr);
    // table-valued functions introduce themselves at first use, which the authorizer would refuse
    sqlite3_exec(raw,
                 "SELECT 0 FROM json_each('[]'), json_tree('[]'), pragma_table_list,"
                 " pragma_table_info(''), pragma_index_list('') LIMIT 0",
                 nullptr, nullptr, nullptr);
    sqlite3_progress_handler(raw, kStepsBetweenLooks, stopWhenOver, &watch);
    sqlite3_set_authorizer(raw, authorize, nullptr);
    return connection;
}

Result<SqliteStatement> prepare(sqlite3 *connection, const QString &sql, const Watch &watch)
{
    const QByteArray words = sql.toUtf8();
    const char *rest = nullptr;
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v2(connection, words.constData(),
                                        static_cast<int>(words.size()), &raw, &rest);
    SqliteStatement statement(raw);
    if (code != SQLITE_OK) {
        Error error = errorOf(connection, code, watch);
        // not every mistake in the text comes back as SQLITE_ERROR
        error.id = error.id == "query.failed"sv ? "query.invalid" : error.id;
        return error;
    }
    if (!statement) {
        return queryError(ErrorCode::Config, "query.invalid",
                          text(WEIR_TEXT("There is no statement in the text")));
    }
    sqlite3_stmt *second = nullptr;
    const int next = sqlite3_prepare_v2(connection, rest, -1, &second, nullptr);
    const SqliteStatement other(second);
    if (next != SQLITE_OK || other) {
        return queryError(ErrorCode::Config, "query.several",
                          text(WEIR_TEXT("Only one statement at a time")));
    }
    return statement;
}

QJsonValue bytesValue(const char *data, qsizetype size)
{
    const QByteArray bytes(data, size);
    return QJsonObject{{u"_base64"_s, QString::fromLatin1(bytes.toBase64())}};
}

QJsonValue textValue(const char *data, qsizetype size)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString words = decoder(QByteArrayView(data, size));
    return decoder.hasError() ? bytesValue(data, size) : QJsonValue(words);
}

QJsonValue valueOf(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return qint64(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_NULL: return QJsonValue();
    default: break;
    }
    const bool isText = sqlite3_column_type(statement, column) == SQLITE_TEXT;
    const auto *data = static_cast<const char *>(sqlite3_column_blob(statement, column));
    const qsizetype size = sqlite3_column_bytes(statement, column);
    return isText ? textValue(data, size) : bytesValue(data, size);
}

QJsonArray rowOf(sqlite3_stmt *statement, std::int64_t &bytes)
{
    QJsonArray row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        row.append(valueOf(statement, i));
        bytes += 16 + sqlite3_column_bytes(statement, i);
    }
    return row;
}

} // namespace

Result<QueryResult> runStoreQuery(const QString &file, const QString &sql,
                                  const QueryLimits &limits)
{
    const auto start = Steady::now();
    Watch watch{.end = start + limits.time, .cancelled = limits.cancelled};
    const Result<SqliteConnection> connection = openReadOnly(file, watch);
    if (!connection) {
        return connection.error();
    }
    const Result<SqliteStatement> statement = prepare(connection->get(), sql, watch);
    if (!statement) {
        return statement.error();
    }
    QueryResult result;
    for (int i = 0; i < sqlite3_column_count(statement->get()); ++i) {
        result.columns.append(QString::fromUtf8(sqlite3_column_name(statement->get(), i)));
    }
    result.types = typesOfColumns(connection->get(), statement->get());
    std::int64_t bytes = 0;
    int code = sqlite3_step(statement->get());
    for (; code == SQLITE_ROW; code = sqlite3_step(statement->get())) {
        if (std::ssize(result.rows) >= limits.rows || bytes > limits.bytes) {
            result.isCut = true;
            break;
        }
        result.rows.push_back(rowOf(statement->get(), bytes));
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return errorOf(connection->get(), code, watch);
    }
    result.took = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start);
    return result;
}

} // namespace core
