// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letters.h"

#include "core/support/text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace core {
namespace {

using Statement = Handle<sqlite3_stmt, sqlite3_finalize>;

constexpr int kApplicationId = 0x57646561; // "Wdea"

constexpr const char *kSetup = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS dead_letter(
  id INTEGER PRIMARY KEY AUTOINCREMENT, flow_id TEXT NOT NULL, flow TEXT NOT NULL,
  source TEXT NOT NULL, endpoint TEXT NOT NULL, lane TEXT NOT NULL, topic TEXT NOT NULL,
  position INTEGER NOT NULL, timestamp_ms INTEGER NOT NULL, stored_ms INTEGER NOT NULL,
  key BLOB, payload BLOB, headers TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL,
  tries INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS dead_letter_flow ON dead_letter(flow_id, id);
)";

constexpr const char *kColumns = "id, flow_id, flow, source, endpoint, lane, topic, position, "
                                 "timestamp_ms, stored_ms, key, payload, headers, code, reason, "
                                 "tries";

Error failure(sqlite3 *database, const QString &file, const char *id)
{
    return Error{.code = ErrorCode::Storage,
                 .id = id,
                 .message = text(WEIR_TEXT("The dead-letter store %1 cannot be used: %2"))
                                .arg(visibleText(file, 256),
                                     visibleText(QString::fromUtf8(sqlite3_errmsg(database)), 256)),
                 .fix = text(WEIR_TEXT("Check its folder's permissions and the free space; what "
                                       "it could not take stays with the source"))};
}

Error failure(sqlite3 *database, const char *id)
{
    return failure(database, QString::fromUtf8(sqlite3_db_filename(database, "main")), id);
}

Statement prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    return Statement(statement);
}

void bindText(sqlite3_stmt *statement, int at, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(statement, at, utf8.constData(), static_cast<int>(utf8.size()),
                      SQLITE_TRANSIENT);
}

void bindBytes(sqlite3_stmt *statement, int at, const QByteArray &bytes)
{
    if (bytes.isNull()) {
        sqlite3_bind_null(statement, at);
    } else {
        sqlite3_bind_blob(statement, at, bytes.constData(), static_cast<int>(bytes.size()),
                          SQLITE_STATIC);
    }
}

QString textAt(sqlite3_stmt *statement, int at)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, at)),
                             sqlite3_column_bytes(statement, at));
}

QByteArray bytesAt(sqlite3_stmt *statement, int at)
{
    if (sqlite3_column_type(statement, at) == SQLITE_NULL) {
        return {};
    }
    const auto *data = static_cast<const char *>(sqlite3_column_blob(statement, at));
    return data ? QByteArray(data, sqlite3_column_bytes(statement, at)) : QByteArray("");
}

QString writeHeaders(const DeadLetter &letter)
{
    QJsonArray all;
    for (const auto &[name, value] : letter.headers) {
        const auto base64 = [](const QByteArray &bytes) {
            return QJsonValue(QString::fromLatin1(bytes.toBase64()));
        };
        all.append(QJsonArray{base64(name), value.isNull() ? QJsonValue() : base64(value)});
    }
    return QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void readHeaders(const QString &text, DeadLetter &letter)
{
    const QJsonArray all = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &item : all) {
        const QJsonArray pair = item.toArray();
        const auto bytes = [](const QJsonValue &value) {
            return QByteArray::fromBase64(value.toString().toLatin1());
        };
        letter.headers.emplace_back(bytes(pair.at(0)),
                                    pair.at(1).isNull() ? QByteArray() : bytes(pair.at(1)));
    }
}

std::int64_t sizeOf(const DeadLetter &letter)
{
    constexpr std::int64_t kRow = 200;
    std::int64_t size = kRow + letter.key.size() + letter.payload.size();
    for (const auto &[name, value] : letter.headers) {
        size += name.size() + value.size();
    }
    return size;
}

void bindLetter(sqlite3_stmt *insert, const DeadLetter &letter)
{
    int at = 0;
    for (const QString &text :
         {letter.flowId, letter.flow, letter.source, letter.endpoint, letter.lane, letter.topic}) {
        bindText(insert, ++at, text);
    }
    sqlite3_bind_int64(insert, ++at, letter.position);
    sqlite3_bind_int64(insert, ++at, letter.timestampMs);
    sqlite3_bind_int64(insert, ++at, letter.storedMs);
    bindBytes(insert, ++at, letter.key);
    bindBytes(insert, ++at, letter.payload);
    bindText(insert, ++at, writeHeaders(letter));
    bindText(insert, ++at, letter.code);
    bindText(insert, ++at, letter.reason);
    sqlite3_bind_int(insert, ++at, letter.tries);
    sqlite3_bind_int64(insert, ++at, sizeOf(letter));
}

DeadLetter readLetter(sqlite3_stmt *row)
{
    DeadLetter letter{.id = sqlite3_column_int64(row, 0),
                      .flowId = textAt(row, 1),
                      .flow = textAt(row, 2),
                      .source = textAt(row, 3),
                      .endpoint = textAt(row, 4),
                      .lane = textAt(row, 5),
                      .topic = textAt(row, 6),
                      .position = sqlite3_column_int64(row, 7),
                      .timestampMs = sqlite3_column_int64(row, 8),
                      .storedMs = sqlite3_column_int64(row, 9),
                      .key = bytesAt(row, 10),
                      .payload = bytesAt(row, 11),
                      .code = textAt(row, 13),
                      .reason = textAt(row, 14),
                      .tries = sqlite3_column_int(row, 15)};
    readHeaders(textAt(row, 12), letter);
    return letter;
}

bool execute(sqlite3 *database, const char *sql)
{
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

int integerOf(sqlite3 *database, const char *sql)
{
    const Statement statement = prepare(database, sql);
    return statement && sqlite3_step(statement.get()) == SQLITE_ROW
        ? sqlite3_column_int(statement.get(), 0)
        : 0;
}

/// What the flow keeps already.
std::int64_t keptBytes(sqlite3 *database, const QString &flowId)
{
    const Statement sum =
        prepare(database, "SELECT coalesce(sum(size), 0) FROM dead_letter WHERE flow_id = ?");
    bindText(sum.get(), 1, flowId);
    return sqlite3_step(sum.get()) == SQLITE_ROW ? sqlite3_column_int64(sum.get(), 0) : 0;
}

bool insertAll(sqlite3 *database, std::span<const DeadLetter> letters)
{
    const Statement insert =
        prepare(database,
                "INSERT INTO dead_letter(flow_id, flow, source, endpoint, lane, topic, position, "
                "timestamp_ms, stored_ms, key, payload, headers, code, reason, tries, size) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const DeadLetter &letter : letters) {
        if (!insert) {
            return false;
        }
        bindLetter(insert.get(), letter);
        if (sqlite3_step(insert.get()) != SQLITE_DONE) {
            return false;
        }
        sqlite3_reset(insert.get());
    }
    return true;
}

} // namespace

Result<std::shared_ptr<DeadLetterStore>> DeadLetterStore::open(const QString &file)
{
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(QFile::encodeName(file).constData(), &raw,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Database database(raw);
    if (opened != SQLITE_OK) {
        return failure(raw, file, "dead_letter.open");
    }
    sqlite3_busy_timeout(raw, 5000);
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    const int application = integerOf(raw, "PRAGMA application_id");
    const bool isNew = integerOf(raw, "SELECT count(*) FROM sqlite_schema") == 0;
    if (!isNew && application != kApplicationId) {
        return Error{.code = ErrorCode::Storage,
                     .id = "dead_letter.foreign",
                     .message = text(WEIR_TEXT("The file %1 is no dead-letter store"))
                                    .arg(QFileInfo(file).fileName())};
    }
    const QByteArray mark = "PRAGMA application_id = " + QByteArray::number(kApplicationId);
    if (!execute(raw, mark.constData()) || !execute(raw, kSetup)) {
        return failure(raw, file, "dead_letter.open");
    }
    return std::shared_ptr<DeadLetterStore>(new DeadLetterStore(std::move(database)));
}

Result<void> DeadLetterStore::add(std::span<const DeadLetter> letters, std::int64_t maxBytes)
{
    if (letters.empty()) {
        return {};
    }
    const std::scoped_lock lock(m_mutex);
    std::int64_t bytes = keptBytes(m_database.get(), letters.front().flowId);
    for (const DeadLetter &letter : letters) {
        bytes += sizeOf(letter);
    }
    if (bytes > maxBytes) {
        return Error{.code = ErrorCode::Storage,
                     .id = "dead_letter.full",
                     .message = text(WEIR_TEXT("The dead-letter store of this flow is full")),
                     .field = u"delivery.dead_letter_max"_s,
                     .fix = text(WEIR_TEXT("Look at the dead letters, retry or remove them, or "
                                           "raise delivery.dead_letter_max"))};
    }
    if (!execute(m_database.get(), "BEGIN IMMEDIATE")) {
        return failure(m_database.get(), "dead_letter.write");
    }
    if (insertAll(m_database.get(), letters) && execute(m_database.get(), "COMMIT")) {
        return {};
    }
    const Error error = failure(m_database.get(), "dead_letter.write");
    execute(m_database.get(), "ROLLBACK");
    return error;
}

Result<std::vector<DeadLetter>> DeadLetterStore::list(const QString &flowId, std::int64_t after,
                                                      int most) const
{
    const std::scoped_lock lock(m_mutex);
    const QByteArray sql = QByteArray("SELECT ") + kColumns
        + " FROM dead_letter WHERE id > ?1 AND (?2 = '' OR flow_id = ?2) ORDER BY id LIMIT ?3";
    const Statement select = prepare(m_database.get(), sql.constData());
    if (!select) {
        return failure(m_database.get(), "dead_letter.read");
    }
    sqlite3_bind_int64(select.get(), 1, after);
    bindText(select.get(), 2, flowId);
    sqlite3_bind_int(select.get(), 3, most);
    std::vector<DeadLetter> letters;
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        letters.push_back(readLetter(select.get()));
    }
    return letters;
}

Result<std::optional<DeadLetter>> DeadLetterStore::load(std::int64_t id) const
{
    Result<std::vector<DeadLetter>> found = list({}, id - 1, 1);
    if (!found) {
        return found.error();
    }
    if (found->empty() || found->front().id != id) {
        return std::optional<DeadLetter>();
    }
    return std::optional<DeadLetter>(std::move(found->front()));
}

Result<void> DeadLetterStore::remove(std::span<const std::int64_t> ids)
{
    const std::scoped_lock lock(m_mutex);
    const Statement remove = prepare(m_database.get(), "DELETE FROM dead_letter WHERE id = ?");
    if (!remove || !execute(m_database.get(), "BEGIN IMMEDIATE")) {
        return failure(m_database.get(), "dead_letter.write");
    }
    for (const std::int64_t id : ids) {
        sqlite3_bind_int64(remove.get(), 1, id);
        sqlite3_step(remove.get());
        sqlite3_reset(remove.get());
    }
    if (!execute(m_database.get(), "COMMIT")) {
        const Error error = failure(m_database.get(), "dead_letter.write");
        execute(m_database.get(), "ROLLBACK");
        return error;
    }
    return {};
}

Result<std::int64_t> DeadLetterStore::count(const QString &flowId) const
{
    const std::scoped_lock lock(m_mutex);
    const Statement count =
        prepare(m_database.get(), "SELECT count(*) FROM dead_letter WHERE ?1 = '' OR flow_id = ?1");
    if (!count) {
        return failure(m_database.get(), "dead_letter.read");
    }
    bindText(count.get(), 1, flowId);
    sqlite3_step(count.get());
    return sqlite3_column_int64(count.get(), 0);
}

} // namespace core
