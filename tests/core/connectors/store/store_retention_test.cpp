// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_file.h"
#include "core/connectors/store/store_retention.h"
#include "tests/core/connectors/store/store_bench.h"

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

/// What is kept is bounded by what the entry says today, and no more goes than must.
class StoreRetentionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheOldestRowsAboveTheLimitGo();
    void aChangedEntryCountsForAnOldTable();
    void theNewestVersionsOfAKeyStay_data();
    void theNewestVersionsOfAKeyStay();

private:
    static void fill(Bench &bench, std::int64_t first, int rows);
};

void StoreRetentionTest::fill(Bench &bench, std::int64_t first, int rows)
{
    SharedResources shared;
    QVERIFY(bench.open(shared));
    QList<QByteArray> payloads;
    for (int n = 0; n < rows; ++n) {
        payloads.append(R"({"pad":")" + QByteArray(10'000, 'x') + R"("})");
    }
    QCOMPARE(bench.write(payloads, first).size(), 1U);
    bench.close();
}

void StoreRetentionTest::onlyTheOldestRowsAboveTheLimitGo()
{
    QTemporaryDir folder;
    Bench bench(folder.path());
    bench.config.retentionBytes.value = 1'000'000; // of 120 rows of 10,013 bytes 99 fit
    fill(bench, 0, 120);
    auto file = store::StoreFile::open(bench.file, {});
    QVERIFY(file);
    store::RetentionMarks marks;
    while (store::applyRetention(**file, marks)) { }
    file = Result<std::unique_ptr<store::StoreFile>>(nullptr); // closed
    QCOMPARE(bench.row(u"SELECT count(*), min(_offset), max(_offset) FROM orders"_s),
             QJsonArray({99, 21, 119}));
}

void StoreRetentionTest::aChangedEntryCountsForAnOldTable()
{
    QTemporaryDir folder;
    Bench bench(folder.path());
    fill(bench, 0, 1);
    bench.config.retention.value = std::chrono::hours(1);
    bench.config.retentionBytes.value = 77'000'000;
    fill(bench, 1, 1);
    QCOMPARE(bench.row(u"SELECT retention_ms, retention_bytes FROM _weir_stream"_s),
             QJsonArray({3'600'000, 77'000'000}));
}

void StoreRetentionTest::theNewestVersionsOfAKeyStay_data()
{
    QTest::addColumn<int>("kept");
    QTest::addColumn<QString>("versionColumn");
    QTest::addColumn<bool>("isFresh");
    QTest::addColumn<QString>("left");
    QTest::newRow("all") << 0 << QString() << false << u"0 1 2 3 4 5 6"_s;
    QTest::newRow("two as they came") << 2 << QString() << false << u"2 3 4 5 6"_s;
    QTest::newRow("one by a column") << 1 << u"v"_s << false << u"2 5 6"_s;
    QTest::newRow("what just came may come again") << 1 << QString() << true << u"0 1 2 3 4 5 6"_s;
}

void StoreRetentionTest::theNewestVersionsOfAKeyStay()
{
    QFETCH(int, kept);
    QFETCH(QString, versionColumn);
    QFETCH(bool, isFresh);
    QTemporaryDir folder;
    Bench bench(folder.path());
    bench.config.mode = store::Mode::VersionedKv;
    bench.config.primaryKey = {u"k"_s};
    bench.config.versionColumn = versionColumn;
    bench.config.keepVersions = kept;
    SharedResources shared;
    QVERIFY(bench.open(shared));
    const std::int64_t now = bench.clock.wallMs();
    bench.submit(support::batchOf(
        bench.lane,
        support::withKey({},
                         {R"({"k":1,"v":1})", R"({"k":1,"v":7})", R"({"k":2,"v":9})",
                          R"({"k":1,"v":2})", R"({"k":2,"v":3})", R"({"k":1,"v":8})"}),
        0, isFresh ? now - 50'000 : now - 61'000));
    bench.submit(support::batchOf(bench.lane, support::withKey({}, {R"({"k":3,"v":1})"}), 6, now));
    QCOMPARE(bench.wait(2).size(), 2U);
    bench.close();
    auto file = store::StoreFile::open(bench.file, {});
    QVERIFY(file);
    store::RetentionMarks marks;
    while (store::applyRetention(**file, marks)) { }
    file = Result<std::unique_ptr<store::StoreFile>>(nullptr); // closed
    const QString sql = u"SELECT group_concat(_offset, ' ') FROM (SELECT _offset FROM orders"
                        " ORDER BY _offset)"_s;
    QTEST(bench.row(sql).at(0).toString(), "left");
}

QTEST_GUILESS_MAIN(StoreRetentionTest)
#include "store_retention_test.moc"
