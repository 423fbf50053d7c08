// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letters.h"

#include "core/engine/dead_letter_rows.h"
#include "core/support/text.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <utility>

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
CREATE TABLE IF NOT EXISTS dead_letter_store(uid TEXT NOT NULL) STRICT;
)";
/// What files of earlier versions lack, and what they cannot tell any more.
constexpr std::pair<const char *, const char *> kLaterColumns[] = {
    {"partition", "INTEGER NOT NULL DEFAULT -1"},
    {"is_stable", "INTEGER NOT NULL DEFAULT 0"},
    {"time_kind", "TEXT NOT NULL DEFAULT ''"},
};
constexpr const char *kName = "INSERT INTO dead_letter_store(uid) SELECT lower(hex(randomblob(8)))"
                              " WHERE NOT EXISTS (SELECT 1 FROM dead_letter_store)";

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

/// The letter's own, made where it is the first of them.
DeadLetterGroup &groupOf(std::vector<DeadLetterGroup> &groups, const DeadLetter &letter)
{
    const auto known = std::ranges::find_if(groups, [&letter](const DeadLetterGroup &group) {
        return group.flowId == letter.flowId && group.endpoint == letter.endpoint;
    });
    return known != groups.end()
        ? *known
        : groups.emplace_back(DeadLetterGroup{
            .flowId = letter.flowId, .flow = letter.flow, .endpoint = letter.endpoint});
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

bool hasColumn(sqlite3 *database, const char *name)
{
    const QByteArray sql =
        QByteArray("SELECT count(*) FROM pragma_table_info('dead_letter') WHERE name = '") + name
        + '\'';
    return integerOf(database, sql.constData()) > 0;
}

bool addLaterColumns(sqlite3 *database)
{
    return std::ranges::all_of(kLaterColumns, [database](const auto &column) {
        const QByteArray sql =
            QByteArray("ALTER TABLE dead_letter ADD COLUMN ") + column.first + ' ' + column.second;
        return hasColumn(database, column.first) || execute(database, sql.constData())
            || hasColumn(database, column.first); // another program was faster
    });
}

QString uidOf(sqlite3 *database)
{
    const Statement statement = prepare(database, "SELECT uid FROM dead_letter_store");
    return statement && sqlite3_step(statement.get()) == SQLITE_ROW
        ? QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)))
        : QString();
}

std::int64_t sumOfSizes(sqlite3 *database, const QString &flowId)
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
                "timestamp_ms, stored_ms, key, payload, headers, code, reason, tries, size, "
                "partition, is_stable, time_kind) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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

std::vector<std::int64_t> idsOf(std::span<const DeadLetterGroup> groups)
{
    std::vector<std::int64_t> all;
    for (const DeadLetterGroup &group : groups) {
        all.insert(all.end(), group.ids.begin(), group.ids.end());
    }
    std::ranges::sort(all);
    return all;
}

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
    if (!execute(raw, mark.constData()) || !execute(raw, kSetup) || !addLaterColumns(raw)) {
        return failure(raw, file, "dead_letter.open");
    }
    if (uidOf(raw).isEmpty() && !execute(raw, kName)) { // asked first: it would lock the file
        return failure(raw, file, "dead_letter.open");
    }
    QString uid = uidOf(raw);
    return std::shared_ptr<DeadLetterStore>(
        new DeadLetterStore(std::move(database), std::move(uid)));
}

std::int64_t &DeadLetterStore::keptBytes(const QString &flowId)
{
    // Becomes another with everything that another connection commits, never with what this does.
    const int version = integerOf(m_database.get(), "PRAGMA data_version");
    if (std::exchange(m_keptVersion, version) != version) {
        m_keptBytes.clear();
    }
    const auto known = m_keptBytes.find(flowId);
    return known != m_keptBytes.end()
        ? *known
        : *m_keptBytes.insert(flowId, sumOfSizes(m_database.get(), flowId));
}

Result<void> DeadLetterStore::add(std::span<const DeadLetter> letters, std::int64_t maxBytes)
{
    if (letters.empty()) {
        return {};
    }
    const std::scoped_lock lock(m_mutex);
    std::int64_t &kept = keptBytes(letters.front().flowId);
    std::int64_t bytes = kept;
    for (const DeadLetter &letter : letters) {
        bytes += rowSizeOf(letter);
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
        kept = bytes;
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
    const QByteArray sql = QByteArray("SELECT ") + kLetterColumns
        + " FROM dead_letter WHERE id > ?1 AND (?2 = '' OR flow_id = ?2) ORDER BY id LIMIT ?3";
    const Statement select = prepare(m_database.get(), sql.constData());
    if (!select) {
        return failure(m_database.get(), "dead_letter.read");
    }
    sqlite3_bind_int64(select.get(), 1, after);
    bindText(select.get(), 2, flowId);
    sqlite3_bind_int(select.get(), 3, most);
    return readLetters(select.get());
}

Result<std::vector<DeadLetter>> DeadLetterStore::newest(const QString &flowId, int most) const
{
    const std::scoped_lock lock(m_mutex);
    const QByteArray sql = QByteArray("SELECT ") + kSummaryColumns
        + " FROM dead_letter WHERE ?1 = '' OR flow_id = ?1 ORDER BY id DESC LIMIT ?2";
    const Statement select = prepare(m_database.get(), sql.constData());
    if (!select) {
        return failure(m_database.get(), "dead_letter.read");
    }
    bindText(select.get(), 1, flowId);
    sqlite3_bind_int(select.get(), 2, most);
    return readLetters(select.get());
}

Result<std::vector<DeadLetterTally>> DeadLetterStore::tallies() const
{
    const std::scoped_lock lock(m_mutex);
    const Statement select =
        prepare(m_database.get(),
                "SELECT per.flow_id, newest.flow, per.number FROM (SELECT flow_id, max(id) AS id, "
                "count(*) AS number FROM dead_letter GROUP BY flow_id) AS per "
                "JOIN dead_letter AS newest ON newest.id = per.id");
    if (!select) {
        return failure(m_database.get(), "dead_letter.read");
    }
    std::vector<DeadLetterTally> tallies;
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        tallies.push_back({.flowId = textAt(select.get(), 0),
                           .flow = textAt(select.get(), 1),
                           .count = sqlite3_column_int64(select.get(), 2)});
    }
    return tallies;
}

Result<std::vector<DeadLetterGroup>> DeadLetterStore::groups(
    const std::function<bool(const DeadLetter &)> &isWanted) const
{
    const std::scoped_lock lock(m_mutex);
    const Statement select =
        prepare(m_database.get(),
                "SELECT id, flow_id, flow, source, endpoint FROM dead_letter ORDER BY id");
    if (!select) {
        return failure(m_database.get(), "dead_letter.read");
    }
    std::vector<DeadLetterGroup> groups;
    while (sqlite3_step(select.get()) == SQLITE_ROW) {
        const DeadLetter letter{.id = sqlite3_column_int64(select.get(), 0),
                                .flowId = textAt(select.get(), 1),
                                .flow = textAt(select.get(), 2),
                                .source = textAt(select.get(), 3),
                                .endpoint = textAt(select.get(), 4)};
        if (isWanted(letter)) {
            groupOf(groups, letter).ids.push_back(letter.id);
        }
    }
    return groups;
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
    m_keptBytes.clear();
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
