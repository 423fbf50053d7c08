// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/column_types.h"
#include "core/store_query/sqlite_handles.h"
#include "core/store_query/store_query.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

class StoreQueryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesComeBackExactly();
    void tablesCanBeListed();
    void badQueriesAreRefused_data();
    void badQueriesAreRefused();
    void nothingIsEverWritten();
    void rowsAreCutAtTheLimit();
    void longQueriesEndInTime();
    void queriesCanBeCancelled();
    void aFileThatIsNoStoreIsNamedSo();
    void aWriterMayBeAtWork();
    void typesAreThoseOfTheStore();
    void pointsInTimeAreTold_data();
    void pointsInTimeAreTold();

private:
    QTemporaryDir m_folder = {};
    QString m_file = {};
    SqliteConnection m_writer = {};
};

void StoreQueryTest::initTestCase()
{
    m_file = m_folder.filePath(u"a store.db"_s);
    sqlite3 *raw = nullptr;
    QCOMPARE(sqlite3_open(m_file.toUtf8().constData(), &raw), SQLITE_OK);
    m_writer.reset(raw);
    QCOMPARE(sqlite3_exec(raw,
                          "PRAGMA journal_mode=WAL; CREATE TABLE t(a ANY, b ANY) STRICT;"
                          "INSERT INTO t VALUES(9223372036854775807, 1.5), (NULL, x'00ff'),"
                          "('caf\xc3\xa9', CAST(x'ff' AS TEXT))",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
}

void StoreQueryTest::valuesComeBackExactly()
{
    const auto result = runStoreQuery(m_file, u"SELECT a, b FROM t ORDER BY rowid;  "_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    QCOMPARE(result->columns, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(result->rows.size(), 3U);
    QCOMPARE(result->rows[0][0].toInteger(), 9223372036854775807LL);
    QCOMPARE(result->rows[0][1].toDouble(), 1.5);
    QVERIFY(result->rows[1][0].isNull());
    QCOMPARE(result->rows[1][1].toObject()[u"_base64"_s].toString(), u"AP8="_s);
    QCOMPARE(result->rows[2][0].toString(), u"café"_s);
    QCOMPARE(result->rows[2][1].toObject()[u"_base64"_s].toString(), u"/w=="_s);
    QVERIFY(!result->isCut);
}

void StoreQueryTest::tablesCanBeListed()
{
    const auto result =
        runStoreQuery(m_file, u"SELECT group_concat(name) FROM pragma_table_info('t')"_s);
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    QCOMPARE(result->rows[0].at(0).toString(), u"a,b"_s);
    QVERIFY(runStoreQuery(m_file, u"PRAGMA table_list"_s).has_value());
    QVERIFY(runStoreQuery(m_file, u"SELECT value FROM json_each('[1,2]')"_s)->rows.size() == 2);
}

void StoreQueryTest::badQueriesAreRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QString &sql, const char *code) {
        QTest::newRow(name) << sql << QByteArray(code);
    };
    row("empty", u""_s, "query.invalid");
    row("comment only", u"-- nothing"_s, "query.invalid");
    row("unknown table", u"SELECT * FROM nowhere"_s, "query.invalid");
    row("double quotes are no text", u"SELECT \"nowhere\""_s, "query.invalid");
    row("insert", u"INSERT INTO t VALUES(1,2)"_s, "query.not_allowed");
    row("delete", u"DELETE FROM t"_s, "query.not_allowed");
    row("drop", u"DROP TABLE t"_s, "query.not_allowed");
    row("attach", u"ATTACH '/etc/passwd' AS x"_s, "query.not_allowed");
    row("vacuum into", u"VACUUM INTO 'copy.db'"_s, "query.not_allowed");
    row("setting pragma", u"PRAGMA query_only=0"_s, "query.not_allowed");
    row("extension", u"SELECT load_extension('x')"_s, "query.invalid");
    row("begin", u"BEGIN"_s, "query.not_allowed");
    row("two", u"SELECT 1; SELECT 2"_s, "query.several");
    row("hidden second", u"SELECT 1; DROP TABLE t"_s, "query.several");
}

void StoreQueryTest::badQueriesAreRefused()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, code);
    const auto result = runStoreQuery(m_file, sql);
    QVERIFY(!result);
    QCOMPARE(QByteArray(result.error().id), code);
    QVERIFY(!result.error().message.isEmpty());
}

void StoreQueryTest::nothingIsEverWritten()
{
    QVERIFY(!QFile::exists(m_folder.filePath(u"copy.db"_s)));
    QCOMPARE(runStoreQuery(m_file, u"SELECT count(*) FROM t"_s)->rows[0][0].toInteger(), 3);
    const QString missing = m_folder.filePath(u"missing.db"_s);
    QCOMPARE(QByteArray(runStoreQuery(missing, u"SELECT 1"_s).error().id),
             QByteArray("query.file.missing"));
    QVERIFY(!QFile::exists(missing));
}

void StoreQueryTest::rowsAreCutAtTheLimit()
{
    const QString many =
        u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100) "
        "SELECT i, zeroblob(1000) FROM n"_s;
    const auto byRows = runStoreQuery(m_file, many, QueryLimits{.rows = 10});
    QVERIFY(byRows->isCut);
    QCOMPARE(byRows->rows.size(), 10U);
    const auto byBytes = runStoreQuery(m_file, many, QueryLimits{.bytes = 5'000});
    QVERIFY(byBytes->isCut);
    QVERIFY(byBytes->rows.size() < 10);
    QVERIFY(!runStoreQuery(m_file, many, QueryLimits{.rows = 100})->isCut);
}

void StoreQueryTest::longQueriesEndInTime()
{
    const QString endless = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) "
                            "SELECT max(i) FROM n"_s;
    QElapsedTimer timer;
    timer.start();
    const auto result = runStoreQuery(m_file, endless, QueryLimits{.time = 100ms});
    QCOMPARE(QByteArray(result.error().id), QByteArray("query.timeout"));
    QVERIFY(timer.elapsed() < 5'000);
}

void StoreQueryTest::queriesCanBeCancelled()
{
    std::atomic<bool> cancelled = false;
    std::jthread canceller([&cancelled] {
        std::this_thread::sleep_for(50ms);
        cancelled = true;
    });
    const auto result =
        runStoreQuery(m_file,
                      u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) "
                      "SELECT max(i) FROM n"_s,
                      QueryLimits{.time = 60s, .cancelled = &cancelled});
    QCOMPARE(QByteArray(result.error().id), QByteArray("query.cancelled"));
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

void StoreQueryTest::aFileThatIsNoStoreIsNamedSo()
{
    QFile file(m_folder.filePath(u"text.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    QCOMPARE(QByteArray(runStoreQuery(file.fileName(), u"SELECT * FROM t"_s).error().id),
             QByteArray("query.file.damaged"));
}

void StoreQueryTest::aWriterMayBeAtWork()
{
    QCOMPARE(sqlite3_exec(m_writer.get(), "BEGIN IMMEDIATE; INSERT INTO t VALUES(1,1)", nullptr,
                          nullptr, nullptr),
             SQLITE_OK);
    QCOMPARE(runStoreQuery(m_file, u"SELECT count(*) FROM t"_s)->rows[0][0].toInteger(), 3);
    QCOMPARE(sqlite3_exec(m_writer.get(), "ROLLBACK", nullptr, nullptr, nullptr), SQLITE_OK);
}

void StoreQueryTest::typesAreThoseOfTheStore()
{
    QCOMPARE(runStoreQuery(m_file, u"SELECT a, b FROM t"_s)->types, QStringList({{}, {}}));
    QCOMPARE(
        sqlite3_exec(m_writer.get(),
                     "CREATE TABLE _weir_column(stream TEXT, name TEXT, type TEXT) STRICT;"
                     "CREATE TABLE r(_sn INTEGER PRIMARY KEY, k ANY, at ANY) STRICT;"
                     "INSERT INTO _weir_column VALUES('r','k','int32'),('r','at','datetime64(3)');"
                     "CREATE VIEW r__latest AS SELECT k, at FROM (SELECT max(_sn), k, at FROM r"
                     " GROUP BY k)",
                     nullptr, nullptr, nullptr),
        SQLITE_OK);
    const QStringList types{u"int32"_s, u"datetime64(3)"_s, {}, {}};
    for (const QString &table : {u"r"_s, u"r__latest"_s}) {
        QCOMPARE(runStoreQuery(m_file, u"SELECT k, at AS w, at + 1, 5 FROM "_s + table)->types,
                 types);
    }
}

void StoreQueryTest::pointsInTimeAreTold_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QJsonValue &value, const char *type,
                        const char *text) {
        QTest::newRow(name) << value << QString::fromLatin1(type) << QString::fromLatin1(text);
    };
    row("ms", qint64(1'709'210'096'789), "datetime64(3)", "2024-02-29T12:34:56.789Z");
    row("us", qint64(1'709'210'096'789'012), "nullable(datetime64(6))",
        "2024-02-29T12:34:56.789012Z");
    row("before 1970", qint64(-1), "datetime64(6)", "1969-12-31T23:59:59.999999Z");
    row("text", u"2024"_s, "datetime64(3)", "");
    row("null", QJsonValue(), "nullable(datetime64(3))", "");
    row("list", qint64(1), "array(datetime64(3))", "");
    row("number", qint64(1), "int64", "");
    row("no type", qint64(1), "", "");
}

void StoreQueryTest::pointsInTimeAreTold()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, type);
    QTEST(momentText(value, type), "text");
}

QTEST_APPLESS_MAIN(StoreQueryTest)
#include "store_query_test.moc"
