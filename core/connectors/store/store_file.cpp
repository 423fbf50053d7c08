// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_file.h"

#include "core/connectors/store/store_errors.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::store {
namespace {

constexpr int kBusyMs = 5000;
constexpr std::int64_t kLargestChecked = 1LL << 30U; // a larger file would hold up the start

constexpr const char *kFormatTables =
    "CREATE TABLE _weir_stream(name TEXT PRIMARY KEY COLLATE NOCASE, mode TEXT, key TEXT,"
    " version TEXT, retention_ms INTEGER, retention_bytes INTEGER, created_ms INTEGER,"
    " keep_versions INTEGER) STRICT;"
    "CREATE TABLE _weir_column(stream TEXT, name TEXT, type TEXT, since_sn INTEGER,"
    " PRIMARY KEY(stream,name)) STRICT;"
    "CREATE TABLE _weir_source(id INTEGER PRIMARY KEY, uid TEXT UNIQUE, name TEXT) STRICT;"
    "CREATE TABLE _weir_position(source INTEGER, stream TEXT, lane TEXT, epoch INTEGER,"
    " position TEXT, updated_ms INTEGER, PRIMARY KEY(source,stream,lane)) STRICT, WITHOUT ROWID;";

/// The file itself and its name in the folder; SQLite makes files that others may read.
bool createEmpty(const QString &path)
{
    constexpr mode_t kOwnerOnly = 0600;
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
    if (fd < 0) {
        return false;
    }
    ::close(fd);
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (const int folderFd = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        folderFd >= 0) {
        ::fsync(folderFd);
        ::close(folderFd);
    }
    return true;
}

std::uint64_t inodeOf(const QString &path)
{
    struct stat facts = {};
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0 ? facts.st_ino : 0;
}

int stopLate(void *end)
{
    return std::chrono::steady_clock::now()
            > *static_cast<std::chrono::steady_clock::time_point *>(end)
        ? 1
        : 0;
}

bool isDamage(const Error &error)
{
    const QLatin1String id(error.id);
    return id == "store.damaged"_L1;
}

} // namespace

Result<std::unique_ptr<StoreFile>> StoreFile::open(const QString &path, const FileOptions &options)
{
    std::unique_ptr<StoreFile> file(new StoreFile(path));
    if (Result<void> taken = file->m_lock.take(path); !taken) {
        return taken.error();
    }
    Result<void> begun = file->begin(options);
    if (!begun && isDamage(begun.error())) {
        file->setAside();
        begun = file->begin(options);
    }
    if (!begun) {
        return begun.error();
    }
    return file;
}

void StoreFile::setAside()
{
    m_connection.reset();
    m_damagedFile = m_path + u".damaged-"_s
        + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    for (const QString &part : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QFile::rename(m_path + part, m_damagedFile + part);
    }
    qCWarning(logConnector, "A damaged store file was set aside");
}

void StoreFile::setAsideIfDamaged()
{
    if (!isSound(std::numeric_limits<std::int64_t>::max())) {
        setAside();
    }
}

Result<void> StoreFile::begin(const FileOptions &options)
{
    const bool isUnclean = QFileInfo(m_path + u"-wal"_s).size() > 0;
    if (!QFile::exists(m_path) && !createEmpty(m_path)) {
        return storageError(SQLITE_CANTOPEN, QString::fromLocal8Bit(std::strerror(errno)), m_path);
    }
    if (Result<void> connected = connect(options); !connected) {
        return connected;
    }
    if (isUnclean && !isSound(kLargestChecked)) {
        return storageError(SQLITE_CORRUPT, u"quick_check"_s, m_path);
    }
    m_inode = inodeOf(m_path);
    return {};
}

Result<void> StoreFile::connect(const FileOptions &options)
{
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(
        m_path.toUtf8().constData(), &raw,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    m_connection.reset(raw);
    if (code != SQLITE_OK) {
        return errorOf(code);
    }
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, kBusyMs);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (const int read = run("SELECT count(*) FROM sqlite_schema"); read != SQLITE_OK) {
        return errorOf(read);
    }
    if (Result<void> ours = checkFormat(); !ours) {
        return ours;
    }
    if (const int configured = configure(options); configured != SQLITE_OK) {
        return errorOf(configured);
    }
    return {};
}

Result<void> StoreFile::checkFormat()
{
    const std::int64_t format = number("PRAGMA user_version");
    const std::int64_t application = number("PRAGMA application_id");
    if (application == kApplicationId && format <= kFormat) {
        const int code = completeFormat();
        return code == SQLITE_OK ? Result<void>() : errorOf(code);
    }
    if (application == kApplicationId) {
        return Error{ErrorCode::Config, "store.newer_format",
                     text(WEIR_TEXT("%1 was written by a newer Weir")).arg(m_path), u"path"_s,
                     text(WEIR_TEXT("Choose another file, or use the newer version"))};
    }
    if (application != 0 || number("SELECT count(*) FROM sqlite_schema") > 0) {
        return Error{ErrorCode::Config, "store.foreign_file",
                     text(WEIR_TEXT("%1 belongs to another program")).arg(m_path), u"path"_s,
                     text(WEIR_TEXT("Choose another name"))};
    }
    if (const int code = createFormat(); code != SQLITE_OK) {
        return errorOf(code);
    }
    return {};
}

/// What came to the format since; those who do not know it read and write past it.
int StoreFile::completeFormat()
{
    const bool isThere = number("SELECT count(*) FROM pragma_table_info('_weir_stream')"
                                " WHERE name='keep_versions'")
        > 0;
    return isThere ? SQLITE_OK : run("ALTER TABLE _weir_stream ADD COLUMN keep_versions INTEGER");
}

int StoreFile::createFormat()
{
    int code = run("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; BEGIN IMMEDIATE");
    if (code == SQLITE_OK) {
        code = run(kFormatTables);
    }
    if (code == SQLITE_OK) {
        const QByteArray marks = QByteArray("PRAGMA application_id=")
            + QByteArray::number(kApplicationId)
            + "; PRAGMA user_version=" + QByteArray::number(kFormat) + "; COMMIT";
        code = run(marks.constData());
    }
    if (code != SQLITE_OK && !sqlite3_get_autocommit(connection())) {
        run("ROLLBACK");
    }
    return code;
}

int StoreFile::configure(const FileOptions &options)
{
    QByteArray pragmas = "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;"
                         "PRAGMA secure_delete=FAST; PRAGMA foreign_keys=OFF;"
                         "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cache_size=-16384;"
                         "PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=";
    pragmas += options.durability == Durability::Full ? "FULL" : "NORMAL";
    const std::int64_t pageSize = std::max<std::int64_t>(1, number("PRAGMA page_size"));
    pragmas += "; PRAGMA max_page_count="
        + QByteArray::number(options.maxBytes > 0 ? options.maxBytes / pageSize : 4'294'967'294LL);
    const int code = run(pragmas.constData());
    sqlite3_wal_hook(
        connection(),
        [](void *self, sqlite3 *, const char *, int pages) {
            static_cast<StoreFile *>(self)->m_logPages = pages;
            return SQLITE_OK;
        },
        this);
    return code;
}

bool StoreFile::isSound(std::int64_t largest)
{
    constexpr int kStepsBetweenLooks = 10'000;
    if (QFileInfo(m_path).size() > largest) {
        return true;
    }
    auto end = std::chrono::steady_clock::now() + 30s;
    sqlite3_progress_handler(connection(), kStepsBetweenLooks, stopLate, &end);
    sqlite3_stmt *raw = nullptr;
    int code = sqlite3_prepare_v2(connection(), "PRAGMA quick_check(1)", -1, &raw, nullptr);
    const SqliteStatement statement(raw);
    code = code == SQLITE_OK ? sqlite3_step(raw) : code;
    const bool isBad = code == SQLITE_CORRUPT || code == SQLITE_NOTADB
        || (code == SQLITE_ROW
            && QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(raw, 0))) != "ok");
    sqlite3_progress_handler(connection(), 0, nullptr, nullptr);
    return !isBad;
}

StoreFile::~StoreFile()
{
    if (m_connection) {
        checkpointAll();
    }
}

int StoreFile::run(const char *sql) const
{
    return sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr);
}

Error StoreFile::errorOf(int code) const
{
    return storageError(code, sqliteMessage(m_connection.get()), m_path);
}

std::int64_t StoreFile::number(const char *sql) const
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(m_connection.get(), sql, -1, &raw, nullptr);
    const SqliteStatement statement(raw);
    return raw && sqlite3_step(raw) == SQLITE_ROW ? sqlite3_column_int64(raw, 0) : 0;
}

bool StoreFile::isGone() const
{
    return inodeOf(m_path) != m_inode;
}

/// "Full" is also what a full disk says for a moment: only a file that is near its own limit may
/// be pruned.
bool StoreFile::isAtLimit() const
{
    constexpr qint64 kRoom = 16LL << 20U;
    constexpr std::int64_t kLargestTransaction = 64LL << 20U;
    const std::int64_t pagesLeft = number("PRAGMA max_page_count") - number("PRAGMA page_count");
    if (pagesLeft * number("PRAGMA page_size") > kLargestTransaction) {
        return false;
    }
    return QStorageInfo(QFileInfo(m_path).absolutePath()).bytesAvailable() > kRoom;
}

void StoreFile::checkpointSoon()
{
    constexpr int kPages = 1000;
    if (m_logPages >= kPages) {
        int left = 0;
        int done = 0;
        sqlite3_wal_checkpoint_v2(connection(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &left, &done);
        m_logPages = std::max(left - done, 0);
    }
}

void StoreFile::checkpointAll()
{
    sqlite3_busy_timeout(connection(), 0); // readers must not hold up the writer
    sqlite3_wal_checkpoint_v2(connection(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(connection(), kBusyMs);
    m_logPages = 0;
}

Result<std::vector<StoredPosition>> readPositions(const QString &path, const QString &flowId,
                                                  const QString &table)
{
    sqlite3 *raw = nullptr;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &raw,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    const SqliteConnection connection(raw);
    sqlite3_stmt *rawStatement = nullptr;
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(raw, kBusyMs);
        code = sqlite3_prepare_v2(raw,
                                  "SELECT lane, epoch, position FROM _weir_position"
                                  " JOIN _weir_source ON id = source"
                                  " WHERE uid = ?1 AND stream = ?2 COLLATE NOCASE",
                                  -1, &rawStatement, nullptr);
    }
    const SqliteStatement statement(rawStatement);
    if (code != SQLITE_OK) {
        return storageError(code, sqliteMessage(raw), path);
    }
    const QByteArray uid = flowId.toUtf8();
    const QByteArray stream = table.toUtf8();
    sqlite3_bind_text(rawStatement, 1, uid.constData(), -1, SQLITE_STATIC);
    sqlite3_bind_text(rawStatement, 2, stream.constData(), -1, SQLITE_STATIC);
    std::vector<StoredPosition> positions;
    while ((code = sqlite3_step(rawStatement)) == SQLITE_ROW) {
        positions.push_back(
            {.lane = QString::fromUtf8(
                 reinterpret_cast<const char *>(sqlite3_column_text(rawStatement, 0))),
             .epoch = sqlite3_column_int(rawStatement, 1),
             .position = {.value = sqlite3_column_int64(rawStatement, 2), .stable = true}});
    }
    if (code != SQLITE_DONE) {
        return storageError(code, sqliteMessage(raw), path);
    }
    return positions;
}

} // namespace core::store
