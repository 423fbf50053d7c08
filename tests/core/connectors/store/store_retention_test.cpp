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
    while (store::applyRetention(**file)) { }
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

QTEST_GUILESS_MAIN(StoreRetentionTest)
#include "store_retention_test.moc"
