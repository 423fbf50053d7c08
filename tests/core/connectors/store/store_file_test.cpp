// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"

#include <QFileInfo>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using storetest::Bench;

/// The file itself: whose it is, who shares it, and what happens to it.
class StoreFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFileIsTheOwnersOnly();
    void twoFlowsShareOneFile();
    void aForeignTableFailsOnlyItsFlow();
    void aSecondOwnerIsRefused();
    void foreignFilesAreLeftAlone();
    void aNewerFormatIsLeftAlone();
    void aFormatOfBeforeIsCompleted();
    void aDamagedFileIsSetAside();
    void aRemovedFileStopsTheFlow();
    void aFullFileGivesUpTheOldestRowsAndThenStops();
    void theLogIsGoneAfterClosing();

private:
    QString folder() const { return m_folder->path(); }
    /// By somebody else's connection.
    static void run(const QString &file, const char *sql)
    {
        sqlite3 *raw = nullptr;
        QCOMPARE(sqlite3_open(file.toUtf8().constData(), &raw), SQLITE_OK);
        const SqliteConnection connection(raw);
        QCOMPARE(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SharedResources m_shared;
};

void StoreFileTest::theFileIsTheOwnersOnly()
{
    Bench bench(folder() + u"/new folder"_s);
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"id":1})"}, 0);
    struct stat facts = {};
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s, u".lock"_s}) {
        QCOMPARE(::stat(QFile::encodeName(bench.file + suffix).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0600U);
    }
    QCOMPARE(::stat(QFile::encodeName(QFileInfo(bench.file).path()).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777U, 0700U);
    bench.close();
}

void StoreFileTest::twoFlowsShareOneFile()
{
    Bench one(folder(), u"flow-1"_s);
    Bench two(folder(), u"flow-2"_s);
    QVERIFY(one.open(m_shared));
    QVERIFY(two.open(m_shared));
    for (int i = 0; i < 20; ++i) {
        one.submit(one.batch({R"({"a":1})"}, i));
        two.submit(two.batch({R"({"a":1,"b":2})"}, i));
    }
    QCOMPARE(one.wait(20).size(), 20U);
    QCOMPARE(two.wait(20).size(), 20U);
    one.close();
    QCOMPARE(two.write({R"({"a":1})"}, 20).size(), 1U);
    QCOMPARE(two.row(u"SELECT count(*),sum(b),count(DISTINCT _source) FROM orders"_s),
             QJsonArray({41, 40, 2}));
    two.close();
    Bench three(folder(), u"flow-3"_s);
    three.config.durability = store::Durability::Normal;
    QVERIFY(one.open(m_shared));
    const auto refused = three.open(m_shared);
    QCOMPARE(QByteArray(refused.error().id), QByteArray("store.options.differ"));
    one.close();
}

void StoreFileTest::aForeignTableFailsOnlyItsFlow()
{
    Bench one(folder(), u"flow-1"_s);
    QVERIFY(one.open(m_shared));
    one.write({R"({"a":1})"}, 0);
    Bench two(folder(), u"flow-2"_s);
    two.end.target = u"orders__time"_s; // the name of an index
    QVERIFY(two.open(m_shared));
    two.submit(two.batch({R"({"a":1})"}, 0));
    QTRY_VERIFY(two.endpoint->failure().has_value());
    QCOMPARE(two.endpoint->failure()->code, ErrorCode::Storage);
    QCOMPARE(one.write({R"({"a":2})"}, 1).size(), 1U);
    QVERIFY(!one.endpoint->failure());
    two.close();
    one.close();
}

void StoreFileTest::aSecondOwnerIsRefused()
{
    Bench one(folder());
    QVERIFY(one.open(m_shared));
    store::FileLock lock;
    const auto taken = lock.take(one.file);
    QCOMPARE(QByteArray(taken.error().id), QByteArray("store.locked"));
    QVERIFY(taken.error().message.contains(QString::number(QCoreApplication::applicationPid())));
    one.close();
    QVERIFY(lock.take(one.file));
}

void StoreFileTest::foreignFilesAreLeftAlone()
{
    Bench bench(folder());
    sqlite3 *raw = nullptr;
    QCOMPARE(sqlite3_open(bench.file.toUtf8().constData(), &raw), SQLITE_OK);
    sqlite3_exec(raw, "CREATE TABLE mine(a)", nullptr, nullptr, nullptr);
    sqlite3_close(raw);
    QCOMPARE(QByteArray(bench.open(m_shared).error().id), QByteArray("store.foreign_file"));
    bench.close();
    QVERIFY(QFile::remove(bench.file));
    QFile text(bench.file);
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray(5'000, 'x'));
    text.close();
    QCOMPARE(QByteArray(bench.open(m_shared).error().id), QByteArray("store.not_a_store"));
    bench.close();
    QCOMPARE(QFileInfo(bench.file).size(), 5'000);
}

void StoreFileTest::aNewerFormatIsLeftAlone()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0);
    bench.close();
    run(bench.file, "PRAGMA user_version=2");
    QCOMPARE(QByteArray(bench.open(m_shared).error().id), QByteArray("store.newer_format"));
    bench.close();
    QCOMPARE(bench.count(), 1); // and read all the same
}

/// Files of before have no column for what is kept of a key.
void StoreFileTest::aFormatOfBeforeIsCompleted()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0);
    bench.close();
    run(bench.file, "ALTER TABLE _weir_stream DROP COLUMN keep_versions");
    bench.config.keepVersions = 3;
    QVERIFY(bench.open(m_shared));
    QCOMPARE(bench.write({R"({"a":2})"}, 1).size(), 1U);
    bench.close();
    QCOMPARE(bench.row(u"SELECT keep_versions, (SELECT count(*) FROM orders) FROM _weir_stream"_s),
             (QJsonArray{3, 2}));
}

void StoreFileTest::aDamagedFileIsSetAside()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    for (int i = 0; i < 50; ++i) {
        bench.submit(
            bench.batch(QList<QByteArray>(100, R"({"a":"some text to fill pages"})"), i * 100));
    }
    QCOMPARE(bench.wait(50).size(), 50U);
    bench.close();
    QFile file(bench.file);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(4096);
    file.write(QByteArray(static_cast<qsizetype>(file.size()) - 8192, '\xff'));
    file.close();
    QVERIFY(bench.open(m_shared));
    QVERIFY(bench.write({R"({"a":1})"}, 0).empty());
    QCOMPARE(QByteArray(bench.endpoint->failure()->id), QByteArray("store.damaged"));
    bench.close();
    QVERIFY(bench.open(m_shared));
    QCOMPARE(bench.write({R"({"a":1})"}, 0).size(), 1U);
    QCOMPARE(bench.count(), 1);
    QCOMPARE(QDir(folder()).entryList({u"bench.db.damaged-*"_s}).size(), 1);
    bench.close();
}

void StoreFileTest::aRemovedFileStopsTheFlow()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0);
    QVERIFY(QFile::remove(bench.file));
    QVERIFY(bench.write({R"({"a":2})"}, 1).empty());
    QCOMPARE(QByteArray(bench.endpoint->failure()->id), QByteArray("store.file_gone"));
    bench.close();
}

void StoreFileTest::aFullFileGivesUpTheOldestRowsAndThenStops()
{
    Bench bench(folder());
    bench.config.maxFile = 1 * kMiB;
    QVERIFY(bench.open(m_shared));
    const QByteArray payload = "{\"a\":\"" + QByteArray(10'000, 'x') + "\"}";
    for (std::int64_t next = 0; next < 1'000; next += 20) {
        QCOMPARE(bench.write(QList<QByteArray>(20, payload), next).size(), 1U);
    }
    QVERIFY(QFileInfo(bench.file).size() <= kMiB);
    QCOMPARE(bench.row(u"SELECT max(_offset),min(_offset)>0 FROM orders"_s), QJsonArray({999, 1}));
    const QByteArray larger = "{\"a\":\"" + QByteArray(2'000'000, 'x') + "\"}";
    QVERIFY(bench.write({larger}, 1'000).empty());
    QCOMPARE(QByteArray(bench.endpoint->failure()->id), QByteArray("store.file_limit"));
    bench.close();
}

void StoreFileTest::theLogIsGoneAfterClosing()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.submit(bench.batch({R"({"a":1})"}, 0));
    bench.endpoint->flush(5s);
    QCOMPARE(bench.endpoint->collect().size(), 1U);
    bench.close();
    QVERIFY(!QFile::exists(bench.file + u"-wal"_s));
    QCOMPARE(bench.count(), 1);
}

QTEST_GUILESS_MAIN(StoreFileTest)
#include "store_file_test.moc"
