// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/store/store_bench.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

/// Every message once, whatever is read again.
class StorePositionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void replayedMessagesAreStoredOnce();
    void replayingAnyPrefixTwiceIsOnce();
    void unstablePositionsAreNeverTakenForRepeats();
    void positionsOutliveARestart();
    void thePositionStaysBeforeAFreshRefusal();
    void anotherEpochStoresAgain();
    void oldRowsAreDeletedAndPositionsKept();

private:
    QString folder() const { return m_folder->path(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    SharedResources m_shared;
};

void StorePositionTest::replayedMessagesAreStoredOnce()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", R"({"a":2})"}, 10);
    const auto done = bench.write({R"({"a":1})", R"({"a":2})", R"({"a":3})"}, 10);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.count(), 3);
    bench.close();
}

void StorePositionTest::replayingAnyPrefixTwiceIsOnce()
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

void StorePositionTest::unstablePositionsAreNeverTakenForRepeats()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})"}, 0, false);
    bench.write({R"({"a":1})"}, 0, false);
    QCOMPARE(bench.row(u"SELECT count(*),count(_offset) FROM orders"_s), QJsonArray({2, 0}));
    QVERIFY(bench.endpoint->storedPositions()->empty());
    bench.close();
}

void StorePositionTest::positionsOutliveARestart()
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

void StorePositionTest::thePositionStaysBeforeAFreshRefusal()
{
    Bench bench(folder());
    QVERIFY(bench.open(m_shared));
    bench.write({R"({"a":1})", "bad", R"({"a":2})"}, 100);
    bench.write({R"({"a":3})"}, 103);
    QCOMPARE(bench.endpoint->storedPositions()->front().position.value, 100);
    QCOMPARE(bench.count(), 3);
    bench.close();
}

void StorePositionTest::anotherEpochStoresAgain()
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

void StorePositionTest::oldRowsAreDeletedAndPositionsKept()
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

QTEST_GUILESS_MAIN(StorePositionTest)
#include "store_position_test.moc"
