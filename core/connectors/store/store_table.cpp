// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_table.h"

#include "core/connectors/store/store_plan.h"
#include "core/formats/column_type_name.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

constexpr std::size_t kMostPlans = 64;
constexpr std::size_t kLongestName = 255;

constexpr std::string_view kUnknown = "unknown";

/// Metadata columns in the order of their parameters.
struct Metadata
{
    const char *name;
    const char *type;
};
constexpr Metadata kMetadata[] = {
    {"_topic", "TEXT"},   {"_key", "ANY"}, {"_partition", "INTEGER"},
    {"_headers", "TEXT"}, {"_raw", "ANY"}, {"_time_kind", "TEXT"},
};

QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', u"''"_s) + u'\'';
}

} // namespace

StoreTable::StoreTable(sqlite3 *connection, QString name, const StoreConfig &config)
    : m_connection(connection), m_name(std::move(name)), m_config(config),
      m_views(connection, m_name, config), m_hasKey(config.metadata.contains(u"_key"_s)),
      m_hasHeaders(config.metadata.contains(u"_headers"_s)),
      m_hasRaw(config.metadata.contains(u"_raw"_s)),
      m_hasTimeKind(config.metadata.contains(u"_time_kind"_s))
{ }

StoreTable::~StoreTable() = default;

int StoreTable::run(const QString &sql) const
{
    return sqlite3_exec(m_connection, sql.toUtf8().constData(), nullptr, nullptr, nullptr);
}

int StoreTable::insert(const Row &row, const RowOrigin &origin)
{
    int code = SQLITE_OK;
    Plan *plan = m_last && m_last->fits(row) ? m_last : planFor(row, code);
    if (code != SQLITE_OK) {
        return code;
    }
    m_last = plan;
    sqlite3_stmt *statement = plan->statement.get();
    bindOrigin(*plan, row, origin);
    code = bindColumns(*plan, row);
    if (code == SQLITE_OK) {
        code = m_views.keep(origin.key, m_columns.size());
    }
    if (code == SQLITE_OK && !m_views.key().empty()) { // by the index that the views brought
        code = bindUntold(*plan, row, origin.sequence);
    }
    if (code != SQLITE_OK) {
        return code;
    }
    const sqlite3_int64 before = sqlite3_total_changes64(m_connection);
    code = sqlite3_step(statement);
    m_wasRepeat = sqlite3_total_changes64(m_connection) == before;
    const int reset = sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : reset != SQLITE_OK ? reset : code;
}

StoreTable::Plan *StoreTable::planFor(const Row &row, int &code)
{
    m_shape.clear();
    for (const Column &column : row.columns) {
        m_shape.append(column.name).push_back('\0');
    }
    if (const auto known = m_plans.find(m_shape);
        known != m_plans.end() && known->second->fits(row)) {
        return known->second.get();
    }
    if (m_plans.size() >= kMostPlans) {
        m_plans.clear();
        m_last = nullptr;
    }
    std::unique_ptr<Plan> plan = makePlan(row, code);
    return code == SQLITE_OK ? (m_plans[m_shape] = std::move(plan)).get() : nullptr;
}

std::unique_ptr<StoreTable::Plan> StoreTable::makePlan(const Row &row, int &code)
{
    auto plan = std::make_unique<Plan>();
    code = ensureTable();
    for (const Column &column : row.columns) {
        if (code != SQLITE_OK) {
            return nullptr;
        }
        place(*plan, column, code);
    }
    if (code == SQLITE_OK) {
        prepare(*plan, code);
    }
    m_isNew = false;
    return plan;
}

/// Names that cannot be columns, and those that differ only by case, keep their value in _extra.
void StoreTable::place(Plan &plan, const Column &column, int &code)
{
    plan.names.emplace_back(column.name);
    if (column.name == kDeltaColumn) {
        plan.targets.push_back(Delta);
        plan.hasDelta = true;
        return;
    }
    const std::string key = folded(column.name);
    auto known = m_columns.find(key);
    const bool isOurs = column.name.starts_with('_') && column.name != kDeletedColumn;
    if (known == m_columns.end() && !isOurs && canGrow(column.name)) {
        code = addColumn(plan.names.back(), column.value);
        known = m_columns.find(key);
    }
    const bool isTaken = known != m_columns.end()
        && std::find(plan.columns.begin(), plan.columns.end(), known->second) != plan.columns.end();
    if (known != m_columns.end() && !isOurs && !isTaken) {
        plan.targets.push_back(FirstColumn + static_cast<int>(plan.columns.size()));
        plan.columns.push_back(known->second);
        if (m_unknown.contains(key)) {
            plan.unknown.push_back(plan.names.size() - 1);
        }
        return;
    }
    const bool isIgnored = m_config.newColumns == NewColumns::Ignore && !isTaken && !isOurs;
    plan.targets.push_back(isIgnored ? Plan::kIgnored : Plan::kExtra);
    plan.hasExtra |= !isIgnored;
}

/// Under the other policies the first message makes the columns.
bool StoreTable::canGrow(std::string_view name) const
{
    return (m_config.newColumns == NewColumns::Add || m_isNew) && m_columns.size() < kMostColumns
        && !name.empty() && name.size() <= kLongestName
        && name.find('\0') == std::string_view::npos;
}

void StoreTable::prepare(Plan &plan, int &code)
{
    QString names = u"_source,_lane,_offset,_seq,_time,_received,_size,_tp_delta,_extra"_s;
    QString values = u"?1,?2,?3,?4,?5,?6,?7,?8,?9"_s;
    for (int i = 0; i < static_cast<int>(std::size(kMetadata)); ++i) {
        const QString name = QString::fromLatin1(kMetadata[i].name);
        if (m_config.metadata.contains(name)) {
            names += u',' + name;
            values += u",?"_s + QString::number(Topic + i);
        }
    }
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
        names += u',' + quotedColumn(plan.columns[i]);
        values += u",?"_s + QString::number(FirstColumn + static_cast<int>(i));
    }
    // a targeted conflict clause: OR IGNORE would also swallow rows that break another rule
    const QByteArray sql =
        QString(u"INSERT INTO "_s + sqliteQuoted(m_name) + u'(' + names + u") VALUES("_s + values
                + u") ON CONFLICT(_source,_lane,_offset,_seq) DO NOTHING"_s)
            .toUtf8();
    sqlite3_stmt *raw = nullptr;
    code = sqlite3_prepare_v3(m_connection, sql.constData(), -1, SQLITE_PREPARE_PERSISTENT, &raw,
                              nullptr);
    plan.statement.reset(raw);
}

int StoreTable::ensureTable()
{
    if (m_isReady) {
        return SQLITE_OK;
    }
    int code = readColumns();
    if (code == SQLITE_NOTFOUND) {
        m_isNew = true;
        code = createTable();
    } else if (code == SQLITE_OK) {
        code = keepRetention();
    }
    if (code == SQLITE_OK) {
        code = addMissingMetadata();
    }
    m_isReady = code == SQLITE_OK;
    return code;
}

int StoreTable::createTable()
{
    const QString table = sqliteQuoted(m_name);
    const QString retention = QString::number(m_config.retention.milliseconds().count());
    return run(
        u"CREATE TABLE "_s + table
        + u"(_sn INTEGER PRIMARY KEY, _source INTEGER NOT NULL, _lane TEXT NOT NULL, _offset ANY,"
          " _seq INTEGER NOT NULL DEFAULT 0, _time INTEGER NOT NULL, _received INTEGER NOT NULL,"
          " _tp_delta INTEGER NOT NULL DEFAULT 1, _size INTEGER NOT NULL, _extra TEXT,"
          " UNIQUE(_source,_lane,_offset,_seq)) STRICT;"
          "CREATE INDEX "_s
        + sqliteQuoted(m_name + u"__time"_s) + u" ON "_s + table
        + u"(_time); INSERT INTO _weir_stream(name,mode,retention_ms,retention_bytes,keep_versions,"
          "created_ms) VALUES("_s
        + literal(m_name) + u",'"_s
        + modeName(m_config.mode == Mode::Auto ? Mode::Append : m_config.mode) + u"',"_s + retention
        + u',' + QString::number(m_config.retentionBytes.value) + u','
        + QString::number(keptVersions()) + u','
        + QString::number(QDateTime::currentMSecsSinceEpoch()) + u')');
}

std::int64_t StoreTable::keptVersions() const
{
    const bool hasKey = m_config.mode != Mode::Append && m_config.mode != Mode::Changelog;
    return hasKey ? m_config.keepVersions : 0;
}

/// What the entry says today counts, also for a table made earlier.
int StoreTable::keepRetention()
{
    return run(u"UPDATE _weir_stream SET retention_ms="_s
               + QString::number(m_config.retention.milliseconds().count()) + u",retention_bytes="_s
               + QString::number(m_config.retentionBytes.value) + u",keep_versions="_s
               + QString::number(keptVersions()) + u" WHERE name="_s + literal(m_name));
}

/// SQLITE_NOTFOUND while there is no such table.
int StoreTable::readColumns()
{
    m_columns.clear();
    sqlite3_stmt *raw = nullptr;
    const QByteArray name = m_name.toUtf8();
    int code = sqlite3_prepare_v2(m_connection, "SELECT name FROM pragma_table_info(?1)", -1, &raw,
                                  nullptr);
    const SqliteStatement statement(raw);
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_bind_text(raw, 1, name.constData(), -1, SQLITE_STATIC);
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
        const std::string column(reinterpret_cast<const char *>(sqlite3_column_text(raw, 0)));
        m_columns[folded(column)] = column;
    }
    if (code != SQLITE_DONE) {
        return code;
    }
    return m_columns.empty() ? SQLITE_NOTFOUND : readUnknown();
}

int StoreTable::readUnknown()
{
    m_unknown.clear();
    sqlite3_stmt *raw = nullptr;
    const QByteArray name = m_name.toUtf8();
    int code = sqlite3_prepare_v2(
        m_connection, "SELECT name FROM _weir_column WHERE stream=?1 AND type='unknown'", -1, &raw,
        nullptr);
    const SqliteStatement statement(raw);
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_bind_text(raw, 1, name.constData(), -1, SQLITE_STATIC);
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
        m_unknown.insert(folded(reinterpret_cast<const char *>(sqlite3_column_text(raw, 0))));
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int StoreTable::addMissingMetadata()
{
    for (const Metadata &metadata : kMetadata) {
        const QString name = QString::fromLatin1(metadata.name);
        if (!m_config.metadata.contains(name) || m_columns.contains(metadata.name)) {
            continue;
        }
        const int code = run(u"ALTER TABLE "_s + sqliteQuoted(m_name) + u" ADD COLUMN "_s + name
                             + u' ' + QString::fromLatin1(metadata.type));
        if (code != SQLITE_OK) {
            return code;
        }
        m_columns[metadata.name] = metadata.name;
    }
    return SQLITE_OK;
}

int StoreTable::addColumn(const std::string &name, const Value &value)
{
    int code = readColumns(); // another flow may have added it since
    if (code == SQLITE_NOTFOUND || m_columns.contains(folded(name))) {
        return code == SQLITE_NOTFOUND ? SQLITE_ERROR : SQLITE_OK;
    }
    if (code == SQLITE_OK) {
        code = run(u"ALTER TABLE "_s + sqliteQuoted(m_name) + u" ADD COLUMN "_s + quotedColumn(name)
                   + u" ANY"_s);
    }
    if (code == SQLITE_OK) {
        const std::string type = columnTypeName(value);
        m_columns[folded(name)] = name;
        if (type == kUnknown) {
            m_unknown.insert(folded(name));
        }
        code = noteColumn(name, type);
    }
    return code;
}

/// The first type stays: a table may hold what came later all the same. Only "unknown" gives way.
int StoreTable::noteColumn(const std::string &name, const std::string &type)
{
    return run(
        u"INSERT INTO _weir_column(stream,name,type,since_sn) SELECT "_s + literal(m_name) + u','
        + literal(QString::fromStdString(name)) + u',' + literal(QString::fromStdString(type))
        + u", coalesce(max(_sn),0)+1 FROM "_s + sqliteQuoted(m_name)
        + u" WHERE true ON CONFLICT DO UPDATE SET type=excluded.type WHERE type='unknown'"_s);
}

/// Columns that began with null get the type of the first value.
int StoreTable::learnTypes(Plan &plan, const Row &row)
{
    int code = SQLITE_OK;
    std::erase_if(plan.unknown, [&](std::size_t index) {
        const Column &column = row.columns[index];
        const bool isNull = column.value.kind == Value::Kind::Null;
        if (code != SQLITE_OK || (isNull && column.value.type == ColumnType{})) {
            return false; // as each row may say for a column that nobody fills
        }
        const std::string type = columnTypeName(column.value);
        if (type == kUnknown) {
            return false;
        }
        const std::string key = folded(column.name);
        m_unknown.erase(key);
        code = noteColumn(m_columns[key], type);
        return true;
    });
    return code;
}

} // namespace core::store
