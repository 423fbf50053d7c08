// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/store/store_reader.h"

#include "core/store_query/sqlite_handles.h"
#include "ui/store/result_model.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kCountLimit = 3s; ///< for one table
/// How the store calls its views over a table.
constexpr QLatin1String kCurrentRows("__latest");
constexpr QLatin1String kHistory("__history");

/// A store whose setting is empty lies beside the workspace and has its name.
QString defaultName(const QString &workspaceFile)
{
    QString name = QFileInfo(workspaceFile).fileName();
    for (const auto suffix : {".yaml"_L1, ".yml"_L1, ".weir"_L1}) {
        if (name.endsWith(suffix)) {
            name.chop(suffix.size());
        }
    }
    return (name.isEmpty() ? u"store"_s : name) + u".db"_s;
}

std::optional<std::int64_t> numberOf(const core::Result<core::QueryResult> &result, int column)
{
    if (!result || result->rows.empty() || result->rows.front().at(column).isNull()) {
        return std::nullopt;
    }
    return result->rows.front().at(column).toInteger();
}

StoreTable readTable(const QString &file, const QString &name, const std::atomic<bool> *cancelled)
{
    const core::QueryLimits limits{.time = kCountLimit, .cancelled = cancelled};
    const QString table = quotedName(name);
    const auto oldest = core::runStoreQuery(
        file, u"SELECT _received FROM %1 ORDER BY _sn LIMIT 1"_s.arg(table), limits);
    const auto counted =
        core::runStoreQuery(file, u"SELECT count(*), sum(_size) FROM %1"_s.arg(table), limits);
    return {.name = name,
            .rows = numberOf(counted, 0),
            .bytes = numberOf(counted, 1),
            .oldestMs = numberOf(oldest, 0)};
}

/// Its history is as long as the table itself.
StoreTable readView(const QString &file, const QString &name, const StoreTable &table,
                    const std::atomic<bool> *cancelled)
{
    if (name.endsWith(kHistory)) {
        return {.name = name, .kind = StoreKind::History, .rows = table.rows};
    }
    const auto counted =
        core::runStoreQuery(file, u"SELECT count(*) FROM %1"_s.arg(quotedName(name)),
                            {.time = kCountLimit, .cancelled = cancelled});
    return {.name = name, .kind = StoreKind::CurrentRows, .rows = numberOf(counted, 0)};
}

/// By the share of pages, as nobody need know how large one is.
std::int64_t freeBytes(const QString &file, const std::atomic<bool> *cancelled)
{
    const core::QueryLimits limits{.cancelled = cancelled};
    const auto free = numberOf(core::runStoreQuery(file, u"PRAGMA freelist_count"_s, limits), 0);
    const auto all = numberOf(core::runStoreQuery(file, u"PRAGMA page_count"_s, limits), 0);
    return free && all.value_or(0) > 0 ? QFileInfo(file).size() * *free / *all : 0;
}

core::Result<StoreTables> readTables(const QString &file, const std::atomic<bool> *cancelled)
{
    const auto names = core::runStoreQuery(
        file,
        u"SELECT name, type FROM pragma_table_list WHERE schema='main' AND type IN "
        "('table','view') AND substr(name,1,6)<>'_weir_' AND substr(name,1,7)<>'sqlite_' "
        "ORDER BY name"_s,
        {.cancelled = cancelled});
    if (!names) {
        return names.error();
    }
    const std::int64_t journal = QFileInfo(QString(file + u"-wal"_s)).size();
    StoreTables all{.fileBytes = QFileInfo(file).size() + journal,
                    .journalBytes = journal,
                    .freeBytes = freeBytes(file, cancelled)};
    QStringList views;
    for (const QJsonArray &row : names->rows) {
        if (row.at(1).toString() == "view"_L1) {
            views.append(row.at(0).toString());
        }
    }
    for (const QJsonArray &row : names->rows) {
        if (row.at(1).toString() == "view"_L1) {
            continue;
        }
        const StoreTable table = readTable(file, row.at(0).toString(), cancelled);
        all.tables.append(table);
        for (const QLatin1String ending : {kCurrentRows, kHistory}) {
            if (const QString view = table.name + ending; views.contains(view)) {
                all.tables.append(readView(file, view, table, cancelled));
            }
        }
    }
    return all;
}

void raise(const std::shared_ptr<std::atomic<bool>> &flag)
{
    if (flag) {
        *flag = true;
    }
}

} // namespace

QString quotedName(QString name)
{
    return core::sqliteQuoted(std::move(name));
}

QList<StoreFile> storeFiles(const core::Workspace &workspace)
{
    const QDir base(workspace.file.isEmpty() ? QDir::currentPath()
                                             : QFileInfo(workspace.file).absolutePath());
    QList<StoreFile> files;
    for (const core::WorkspaceEntry &endpoint : workspace.endpoints) {
        if (endpoint.type != "store"_L1 || endpoint.config.isEmpty()) {
            continue;
        }
        const QString set = core::readField(endpoint.config, u"path"_s).text;
        const QString path = set.isEmpty() ? defaultName(workspace.file) : set;
        files.append(
            {.endpoint = endpoint.name, .path = QDir::cleanPath(base.absoluteFilePath(path))});
    }
    return files;
}

StoreReader::StoreReader(QObject *parent)
    : QObject(parent), m_lists(u"weir-store-list"_s), m_questions(u"weir-store-sql"_s)
{ }

StoreReader::~StoreReader()
{
    raise(m_listing);
    raise(m_asking);
    raise(m_copying);
}

void StoreReader::list(const QString &file)
{
    raise(m_listing);
    const Flag flag = m_listing = std::make_shared<std::atomic<bool>>(false);
    m_lists.run([file, flag] { return readTables(file, flag.get()); },
                [this, file, flag](const core::Result<StoreTables> &tables) {
                    if (flag == m_listing) { // else a newer question is under way
                        m_listing.reset();
                        Q_EMIT listed(file, tables);
                    }
                });
}

void StoreReader::ask(const QString &file, const QString &sql, std::int64_t mostRows)
{
    raise(m_asking);
    const Flag flag = m_asking = std::make_shared<std::atomic<bool>>(false);
    m_questions.run(
        [file, sql, mostRows, flag] {
            return core::runStoreQuery(file, sql, {.rows = mostRows, .cancelled = flag.get()});
        },
        [this, flag](const core::Result<core::QueryResult> &result) {
            if (flag == m_asking) {
                m_asking.reset();
                Q_EMIT answered(result);
            }
        });
}

void StoreReader::save(const QString &name, const QStringList &columns,
                       std::vector<QJsonArray> rows)
{
    m_lists.run(
        [name, columns, rows = std::move(rows)] {
            QSaveFile file(name);
            const QByteArray bytes = name.endsWith(".jsonl"_L1, Qt::CaseInsensitive)
                ? jsonLinesOf(columns, rows)
                : csvOf(columns, rows);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
                && file.commit();
        },
        [this, name](bool isDone) { Q_EMIT saved(name, isDone); });
}

void StoreReader::copy(const QString &file, const QString &to)
{
    raise(m_copying);
    const Flag flag = m_copying = std::make_shared<std::atomic<bool>>(false);
    m_questions.run([file, to, flag] { return core::copyStore(file, to, flag.get()); },
                    [this, to](const core::Result<void> &result) { Q_EMIT copied(to, result); });
}

void StoreReader::cancel()
{
    raise(m_asking);
}

} // namespace ui
