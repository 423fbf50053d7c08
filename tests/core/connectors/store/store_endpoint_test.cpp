// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"

#include <QFileInfo>
#include <QJsonObject>
#include <QRandomGenerator>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using storetest::Bench;

class StoreEndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void messagesBecomeRowsWithTheirOrigin();
    void valuesKeepTheirKind();
    void theTableIsMadeAsDocumented();
    void theFileIsTheOwnersOnly();
    void newFieldsAddColumns();
    void newFieldsGoToExtraWhenAsked();
    void newFieldsAreLeftOutWhenAsked();
    void hostileNamesLoseNothing();
    void undecodableMessagesAreRefusedAndTombstonesFiltered();
    void replayedMessagesAreStoredOnce();
    void replayingAnyPrefixTwiceIsOnce();
    void unstablePositionsAreNeverTakenForRepeats();
    void positionsOutliveARestart();
    void thePositionStaysBeforeAFreshRefusal();
    void anotherEpochStoresAgain();
    void twoFlowsShareOneFile();
    void aForeignTableFailsOnlyItsFlow();
    void aSecondOwnerIsRefused();
    void foreignFilesAreLeftAlone();
    void aDamagedFileIsSetAside();
    void aRemovedFileStopsTheFlow();
    void aFullFileGivesUpTheOldestRowsAndThenStops();
    void oldRowsAreDeletedAndPositionsKept();
    void reservedTableNamesAreRefused();
    void unfinishedWorkIsDroppedByClosing();
    void theLogIsGoneAfterClosing();

private:
    QString folder() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    SharedResources m_shared;
};

void StoreEndpointTest::messagesBecomeRowsWithTheirOrigin()
{
    Bench bench(folder());
    const auto opened = bench.open(m_shared);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    const auto done = bench.write({R"({"id":1,"price":2.5})", R"({"id":2,"price":3.5})"}, 40);
    QCOMPARE(done.size(), 1U);
    QVERIFY(done[0].outcomes.empty());
    const QJsonArray row = bench.row(
        u"SELECT "
        u"_lane,_offset,_seq,_time,_tp_delta,_size,_topic,_key,_partition,orders.id,price,uid,name "
        "FROM orders JOIN _weir_source s ON s.id=_source ORDER BY _sn DESC"_s);
    const QJsonArray expected{u"orders/3#0"_s, 41, 0, 1'000, 1,           23,         u"orders"_s,
                              u"key"_s,        3,  2, 3.5,   u"flow-1"_s, u"orders"_s};
    QCOMPARE(row, expected);
    QVERIFY(bench.endpoint->health().ready);
    QVERIFY(bench.endpoint->health().lastRoundTrip.has_value());
    bench.close();
}

void StoreEndpointTest::valuesKeepTheirKind()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"i":9223372036854775807,"u":18446744073709551615,"f":1.0,"b":true,"n":null,)"
                 R"("j":{"x":[1]},"t":"caf\u00e9","z":"a\u0000b"})"},
                0);
    QCOMPARE(bench.row(u"SELECT typeof(i),typeof(u),typeof(f),typeof(b),typeof(n),typeof(j),"
                       "typeof(t),typeof(z),i,u,j,t,hex(z) FROM orders"_s),
             QJsonArray({u"integer"_s, u"text"_s, u"real"_s, u"integer"_s, u"null"_s, u"text"_s,
                         u"text"_s, u"blob"_s, 9223372036854775807LL, u"18446744073709551615"_s,
                         u"{\"x\":[1]}"_s, u"café"_s, u"610062"_s}));
    QCOMPARE(bench
                 .row(u"SELECT group_concat(type) FROM (SELECT type FROM _weir_column"
                      " WHERE stream='orders' ORDER BY rowid)"_s)
                 .at(0)
                 .toString(),
             u"int64,number,float64,bool,unknown,json,string,string"_s);
    bench.close();
}

void StoreEndpointTest::theTableIsMadeAsDocumented()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"id":1})"}, 0);
    QCOMPARE(
        bench.row(u"SELECT group_concat(name) FROM pragma_table_info('orders')"_s).at(0).toString(),
        u"_sn,_source,_lane,_offset,_seq,_time,_received,_tp_delta,_size,_extra,_topic,_key,"
        "_partition,id"_s);
    QCOMPARE(bench.row(u"SELECT strict FROM pragma_table_list('orders')"_s).at(0).toInt(), 1);
    QCOMPARE(bench.row(u"SELECT mode,retention_ms FROM _weir_stream"_s),
             QJsonArray({u"append"_s, 7 * 86'400'000}));
    bench.close();
}

void StoreEndpointTest::theFileIsTheOwnersOnly()
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

void StoreEndpointTest::newFieldsAddColumns()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"b":2,"a":3})", R"({"c":4})"}, 0);
    bench.close();
    QCOMPARE(bench.row(u"SELECT sum(a),sum(b),sum(c) FROM orders"_s), QJsonArray({4, 2, 4}));
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1,"d":7})"}, 3);
    QCOMPARE(bench.row(u"SELECT sum(a),sum(d) FROM orders"_s), QJsonArray({5, 7}));
    QCOMPARE(bench.row(u"SELECT since_sn FROM _weir_column WHERE name='d'"_s).at(0).toInt(), 4);
    bench.close();
}

void StoreEndpointTest::newFieldsGoToExtraWhenAsked()
{
    Bench bench(folder());
    bench.config.newColumns = store::NewColumns::Extra;
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2,"b":[1,"x"],"c":1.0})"}, 0);
    QCOMPARE(bench.row(u"SELECT a,_extra FROM orders WHERE _offset=1"_s),
             QJsonArray({2, uR"({"b":[1,"x"],"c":1.0})"_s}));
    bench.close();
}

void StoreEndpointTest::newFieldsAreLeftOutWhenAsked()
{
    Bench bench(folder());
    bench.config.newColumns = store::NewColumns::Ignore;
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2,"b":3})"}, 0);
    QCOMPARE(bench.row(u"SELECT a,_extra FROM orders WHERE _offset=1"_s),
             QJsonArray({2, QJsonValue()}));
    bench.close();
}

void StoreEndpointTest::hostileNamesLoseNothing()
{
    Bench bench(folder());
    bench.end.target = u"or\"d'ers; DROP TABLE x"_s;
    QVERIFY(bench.open(m_shared));
    const QByteArray long300(300, 'k');
    const auto done =
        bench.write({R"({"\"; DROP TABLE orders":1,"_sn":2,"Id":3,"ID":4,"😀":5,"":6,"a'b":7,")"
                     + long300 + R"(":8,"a\u0000b":9})"},
                    0);
    QCOMPARE(done.size(), 1U);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.row(u"SELECT \"\"\"; DROP TABLE orders\",Id,\"😀\",\"a'b\",_sn,"
                       "json_extract(_extra,'$._sn'),json_extract(_extra,'$.ID') "
                       "FROM \"or\"\"d'ers; DROP TABLE x\""_s),
             QJsonArray({1, 3, 5, 7, 1, 2, 4}));
    bench.close();
}

void StoreEndpointTest::undecodableMessagesAreRefusedAndTombstonesFiltered()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    const auto done = bench.write({R"({"a":1})", "nonsense", QByteArray(), R"({"a":2})"}, 0);
    QCOMPARE(done[0].outcomes.size(), 2U);
    QCOMPARE(done[0].outcomes[0].index, 1U);
    QCOMPARE(done[0].outcomes[0].verdict, Verdict::Refuse);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("json.invalid"));
    QCOMPARE(done[0].outcomes[1].index, 2U);
    QCOMPARE(done[0].outcomes[1].verdict, Verdict::Filtered);
    QCOMPARE(bench.count(), 2);
    bench.close();
}

void StoreEndpointTest::replayedMessagesAreStoredOnce()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2})"}, 10);
    const auto done = bench.write({R"({"a":1})", R"({"a":2})", R"({"a":3})"}, 10);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.count(), 3);
    bench.close();
}

void StoreEndpointTest::replayingAnyPrefixTwiceIsOnce()
{
    QRandomGenerator random(20'260'101);
    Bench bench(folder());
    std::int64_t written = 0;
    for (int round = 0; round < 60; ++round) {
        if (!bench.endpoint) {
            QVERIFY(bench.open(m_shared));
        }
        const std::int64_t from = random.bounded(static_cast<int>(written) + 1);
        const int size = 1 + random.bounded(40);
        QList<QByteArray> payloads;
        for (std::int64_t n = from; n < from + size; ++n) {
            payloads.append("{\"n\":" + QByteArray::number(qint64(n)) + ",\"c"
                            + QByteArray::number(qint64(n % 7)) + "\":1}");
        }
        QCOMPARE(bench.write(payloads, from).size(), 1U);
        written = std::max(written, from + size);
        if (random.bounded(4) == 0) {
            bench.close();
            bench.endpoint.reset();
        }
    }
    QCOMPARE(
        bench.row(u"SELECT count(*),count(DISTINCT n),min(n),max(n),sum(n=_offset) "
                  "FROM orders"_s),
        QJsonArray({qint64(written), qint64(written), 0, qint64(written) - 1, qint64(written)}));
}

void StoreEndpointTest::unstablePositionsAreNeverTakenForRepeats()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0, false);
    bench.write({R"({"a":1})"}, 0, false);
    QCOMPARE(bench.row(u"SELECT count(*),count(_offset) FROM orders"_s), QJsonArray({2, 0}));
    QVERIFY(bench.endpoint->storedPositions()->empty());
    bench.close();
}

void StoreEndpointTest::positionsOutliveARestart()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    QVERIFY(bench.endpoint->storedPositions()->empty());
    bench.write({R"({"a":1})", R"({"a":2})"}, 100);
    bench.write({R"({"a":1})"}, 50); // an older one never moves it back
    bench.close();
    QVERIFY(bench.open(m_shared));
    const auto positions = bench.endpoint->storedPositions();
    QCOMPARE(positions->size(), 1U);
    QCOMPARE(positions->front().lane, u"orders/3"_s);
    QCOMPARE(positions->front().epoch, 0);
    QCOMPARE(positions->front().position.value, 101);
    QVERIFY(positions->front().position.stable);
    bench.close();
    Bench other(folder(), u"flow-2"_s);
    QVERIFY(other.open(m_shared));
    QVERIFY(other.endpoint->storedPositions()->empty());
    other.close();
}

void StoreEndpointTest::thePositionStaysBeforeAFreshRefusal()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", "bad", R"({"a":2})"}, 100);
    bench.write({R"({"a":3})"}, 103);
    QCOMPARE(bench.endpoint->storedPositions()->front().position.value, 100);
    QCOMPARE(bench.count(), 3);
    bench.close();
}

void StoreEndpointTest::anotherEpochStoresAgain()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 5);
    bench.lane = std::make_shared<LaneInfo>(
        LaneInfo{.id = 2, .name = u"orders/3"_s, .topic = u"orders"_s, .partition = 3, .epoch = 1});
    bench.write({R"({"a":2})"}, 0);
    QCOMPARE(bench.count(), 2);
    const auto positions = bench.endpoint->storedPositions();
    QCOMPARE(positions->front().epoch, 1);
    QCOMPARE(positions->front().position.value, 0);
    bench.close();
}

void StoreEndpointTest::twoFlowsShareOneFile()
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

void StoreEndpointTest::aForeignTableFailsOnlyItsFlow()
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

void StoreEndpointTest::aSecondOwnerIsRefused()
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

void StoreEndpointTest::foreignFilesAreLeftAlone()
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

void StoreEndpointTest::aDamagedFileIsSetAside()
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

void StoreEndpointTest::aRemovedFileStopsTheFlow()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0);
    QVERIFY(QFile::remove(bench.file));
    QVERIFY(bench.write({R"({"a":2})"}, 1).empty());
    QCOMPARE(QByteArray(bench.endpoint->failure()->id), QByteArray("store.file_gone"));
    bench.close();
}

void StoreEndpointTest::aFullFileGivesUpTheOldestRowsAndThenStops()
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

void StoreEndpointTest::oldRowsAreDeletedAndPositionsKept()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2})", R"({"a":3})"}, 0);
    bench.close();
    sqlite3 *raw = nullptr;
    QCOMPARE(sqlite3_open(bench.file.toUtf8().constData(), &raw), SQLITE_OK);
    const SqliteConnection connection(raw);
    QCOMPARE(sqlite3_exec(raw, "UPDATE orders SET _received=_received-8*86400000 WHERE a<3",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":4})"}, 3);
    QTRY_COMPARE(bench.count(), 2);
    QCOMPARE(bench.row(u"SELECT min(a),max(a) FROM orders"_s), QJsonArray({3, 4}));
    QCOMPARE(bench.endpoint->storedPositions()->front().position.value, 3);
    bench.close();
}

void StoreEndpointTest::reservedTableNamesAreRefused()
{
    for (const QString &name : {u"sqlite_x"_s, u"_weir_position"_s, QString(65, u'x')}) {
        Bench bench(folder());
        bench.end.target = name;
        QCOMPARE(QByteArray(bench.open(m_shared).error().id), QByteArray("store.table.name"));
    }
}

void StoreEndpointTest::unfinishedWorkIsDroppedByClosing()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    std::weak_ptr<const Batch> watched;
    {
        const BatchPtr batch = bench.batch(QList<QByteArray>(1'000, R"({"a":1})"), 0);
        watched = batch;
        bench.submit(batch);
    }
    bench.close();
    QVERIFY(watched.expired());
}

void StoreEndpointTest::theLogIsGoneAfterClosing()
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

QTEST_GUILESS_MAIN(StoreEndpointTest)
#include "store_endpoint_test.moc"
