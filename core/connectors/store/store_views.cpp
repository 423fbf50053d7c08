// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_views.h"

#include "core/connectors/store/store_plan.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

QString joined(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names) {
        quoted.append(sqliteQuoted(name));
    }
    return quoted.join(u',');
}

QStringList listOf(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names) {
        list.append(QString::fromStdString(name));
    }
    return list;
}

SqliteStatement prepared(sqlite3 *connection, const char *sql, const QStringList &texts, int &code)
{
    sqlite3_stmt *raw = nullptr;
    code = sqlite3_prepare_v2(connection, sql, -1, &raw, nullptr);
    SqliteStatement statement(raw);
    for (int i = 0; code == SQLITE_OK && i < texts.size(); ++i) {
        const QByteArray text = texts[i].toUtf8();
        code = sqlite3_bind_text(raw, i + 1, text.constData(), static_cast<int>(text.size()),
                                 SQLITE_TRANSIENT);
    }
    return statement;
}

QString textAt(sqlite3_stmt *statement, int column)
{
    return QString::fromUtf8(
        reinterpret_cast<const char *>(sqlite3_column_text(statement, column)));
}

} // namespace

/// A row without a version, such as a deletion that tells its key alone, is as new as the newest in
/// front of it: what arrives late with an older version does not bring the row back.
QString rowPlacesSql(const QString &table, const QStringList &key, const QString &version,
                     const QString &columns, const QString &where)
{
    const QString rows = sqliteQuoted(table) + (where.isEmpty() ? where : u" WHERE "_s + where);
    const QString perKey = u"OVER (PARTITION BY "_s + joined(key) + u" ORDER BY "_s;
    const QString place = u"SELECT "_s + columns + u",row_number() "_s + perKey;
    if (version.isEmpty()) {
        return place + u"_sn DESC) AS _weir_place FROM "_s + rows;
    }
    const QString name = sqliteQuoted(version);
    return place + u"_weir_version DESC,_sn DESC) AS _weir_place FROM (SELECT "_s + columns
        + u",coalesce("_s + name + u",max("_s + name + u") "_s + perKey
        + u"_sn)) AS _weir_version FROM "_s + rows + u')';
}

StoreViews::StoreViews(sqlite3 *connection, QString table, const StoreConfig &config)
    : m_connection(connection), m_table(std::move(table)), m_mode(config.mode),
      m_version(config.versionColumn)
{
    for (const QString &name : config.primaryKey) {
        m_configuredKey.push_back(name.toStdString());
    }
}

bool StoreViews::hasViews(std::span<const Column> messageKey) const
{
    switch (m_mode) {
    case Mode::Append:
    case Mode::Changelog: return false;
    case Mode::ChangelogKv:
    case Mode::VersionedKv: return true;
    case Mode::Auto: break;
    }
    return !messageKey.empty() || !m_configuredKey.empty();
}

KeyFault StoreViews::keyFault(const Row &row, std::span<const Column> messageKey) const
{
    if (!hasViews(messageKey)) {
        return KeyFault::None;
    }
    const auto faultOf = [&row](std::string_view name) {
        const auto column = std::ranges::find(row.columns, name, &Column::name);
        return column == row.columns.end()            ? KeyFault::Missing
            : column->value.kind == Value::Kind::Json ? KeyFault::Nested
                                                      : KeyFault::None;
    };
    KeyFault fault =
        m_configuredKey.empty() && messageKey.empty() ? KeyFault::Missing : KeyFault::None;
    for (const std::string &name : m_configuredKey) {
        fault = fault == KeyFault::None ? faultOf(name) : fault;
    }
    for (const Column &column : m_configuredKey.empty() ? messageKey : std::span<const Column>()) {
        fault = fault == KeyFault::None ? faultOf(column.name) : fault;
    }
    return fault;
}

bool StoreViews::isKnown(std::span<const Column> messageKey, std::size_t tableColumns) const
{
    return m_columns == tableColumns
        && (!m_configuredKey.empty()
            || std::ranges::equal(m_key, messageKey, {}, {}, &Column::name));
}

int StoreViews::keep(std::span<const Column> messageKey, std::size_t tableColumns)
{
    if (!hasViews(messageKey) || isKnown(messageKey, tableColumns)) {
        return SQLITE_OK;
    }
    m_key = m_configuredKey;
    for (const Column &column : messageKey) {
        if (m_configuredKey.empty()) {
            m_key.emplace_back(column.name);
        }
    }
    const int code = renew();
    if (code == SQLITE_OK) {
        m_columns = tableColumns;
    }
    return code;
}

int StoreViews::renew()
{
    QStringList columns;
    const QString table = sqliteQuoted(m_table);
    int code = readColumns(columns);
    if (code == SQLITE_OK) {
        code = ensure("index", m_table + u"__key"_s,
                      u" ON "_s + table + u'(' + joined(listOf(m_key)) + u",_sn)"_s);
    }
    if (code == SQLITE_OK) {
        code = ensure("view", m_table + u"__latest"_s, u" AS "_s + latestSql(columns));
    }
    if (code == SQLITE_OK) {
        code = ensure("view", m_table + u"__history"_s,
                      u" AS SELECT "_s + joined(columns) + u",_tp_delta,_time,_sn FROM "_s + table
                          + u" ORDER BY _sn"_s);
    }
    return code == SQLITE_OK ? noteKey(isVersioned(columns)) : code;
}

/// Until the first row that has it, the last row to arrive is the newest.
bool StoreViews::isVersioned(const QStringList &columns) const
{
    return m_version == u"_time"_s || columns.contains(m_version, Qt::CaseInsensitive);
}

/// SQLite takes the other columns from the row that has the maximum.
QString StoreViews::latestSql(const QStringList &columns) const
{
    const QString names = joined(columns);
    if (isVersioned(columns)) {
        return u"SELECT "_s + names + u",_time,_sn FROM ("_s
            + rowPlacesSql(m_table, listOf(m_key), m_version, names + u",_time,_sn,_tp_delta"_s)
            + u") WHERE _weir_place = 1 AND _tp_delta > 0"_s;
    }
    return u"SELECT "_s + names + u",_time,_sn FROM (SELECT max(_sn) AS _sn,"_s + names
        + u",_time,_tp_delta FROM "_s + sqliteQuoted(m_table) + u" GROUP BY "_s
        + joined(listOf(m_key)) + u") WHERE _tp_delta > 0"_s;
}

/// Those of the messages, in the table's order.
int StoreViews::readColumns(QStringList &columns) const
{
    int code = SQLITE_OK;
    const SqliteStatement statement =
        prepared(m_connection, "SELECT name FROM pragma_table_info(?1)", {m_table}, code);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement.get());
        const QString name = code == SQLITE_ROW ? textAt(statement.get(), 0) : QString();
        const bool isDeleted = name.toStdString() == kDeletedColumn;
        if (!name.isEmpty() && (!name.startsWith(u'_') || isDeleted)) {
            columns.append(name);
        }
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/// Left alone when it stands there with the same words: a new one upsets whoever reads.
int StoreViews::ensure(const char *kind, const QString &name, const QString &definition) const
{
    const QString type = QString::fromLatin1(kind);
    const QString wanted = u"CREATE "_s + type.toUpper() + u' ' + sqliteQuoted(name) + definition;
    int code = SQLITE_OK;
    const SqliteStatement statement =
        prepared(m_connection, "SELECT sql FROM sqlite_schema WHERE name=?1 AND type=?2",
                 {name, type}, code);
    code = code == SQLITE_OK ? sqlite3_step(statement.get()) : code;
    if (code == SQLITE_ROW && textAt(statement.get(), 0) == wanted) {
        return SQLITE_OK;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return code;
    }
    const QString drop =
        code == SQLITE_ROW ? u"DROP "_s + type + u' ' + sqliteQuoted(name) + u';' : QString();
    sqlite3_reset(statement.get());
    return run(drop + wanted);
}

int StoreViews::noteKey(bool hasVersion) const
{
    const Mode mode = m_mode == Mode::Auto ? Mode::ChangelogKv : m_mode;
    const QByteArray key =
        QJsonDocument(QJsonArray::fromStringList(listOf(m_key))).toJson(QJsonDocument::Compact);
    int code = SQLITE_OK;
    const SqliteStatement statement = prepared(
        m_connection, "UPDATE _weir_stream SET mode=?1,key=?2,version=nullif(?3,'') WHERE name=?4",
        {modeName(mode), QString::fromUtf8(key), hasVersion ? m_version : QString(), m_table},
        code);
    code = code == SQLITE_OK ? sqlite3_step(statement.get()) : code;
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int StoreViews::run(const QString &sql) const
{
    return sqlite3_exec(m_connection, sql.toUtf8().constData(), nullptr, nullptr, nullptr);
}

} // namespace core::store
