// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/key_hash.h"
#include "tests/core/mapping/mapping_rig.h"

using namespace core;
using namespace core::mapping;

/// The two hashes against published vectors; their agreement with the client libraries is shown
/// where those are linked.
class KeyHashTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysChooseThePartitionsOfTheTable_data();
    void keysChooseThePartitionsOfTheTable();
    void murmur2IsThatOfTheJavaClient_data();
    void murmur2IsThatOfTheJavaClient();
    void crc32IsTheUsualOne();
    void withoutPartitionsThereIsNone();
};

void KeyHashTest::keysChooseThePartitionsOfTheTable_data()
{
    constexpr int kRandom = -1;
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("byCrc32");
    QTest::addColumn<int>("byMurmur2");
    QTest::newRow("factory/1/data") << QByteArray("factory/1/data") << 1 << 2;
    QTest::newRow("factory/2/data") << QByteArray("factory/2/data") << 1 << 1;
    QTest::newRow("device-7") << QByteArray("device-7") << 2 << 0;
    QTest::newRow("device-8") << QByteArray("device-8") << 1 << 0;
    QTest::newRow("press/3/state") << QByteArray("press/3/state") << 0 << 0;
    QTest::newRow("empty, not null") << QByteArray("") << kRandom << 0;
    QTest::newRow("null") << QByteArray() << kRandom << kRandom;
}

void KeyHashTest::keysChooseThePartitionsOfTheTable()
{
    QFETCH(QByteArray, key);
    QFETCH(int, byCrc32);
    QFETCH(int, byMurmur2);
    QCOMPARE(partitionOf(KeyHash::Crc32, rig::spanOf(key), 3).value_or(-1), byCrc32);
    QCOMPARE(partitionOf(KeyHash::Murmur2, rig::spanOf(key), 3).value_or(-1), byMurmur2);
}

void KeyHashTest::murmur2IsThatOfTheJavaClient_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<std::int32_t>("hash");
    QTest::newRow("21") << QByteArray("21") << -973932308;
    QTest::newRow("foobar") << QByteArray("foobar") << -790332482;
    QTest::newRow("long") << QByteArray("a-little-bit-long-string") << -985981536;
    QTest::newRow("longer") << QByteArray("a-little-bit-longer-string") << -1486304829;
    QTest::newRow("longest") << QByteArray("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")
                             << -58897971;
    QTest::newRow("abc") << QByteArray("abc") << 479470107;
}

void KeyHashTest::murmur2IsThatOfTheJavaClient()
{
    QFETCH(QByteArray, key);
    QFETCH(std::int32_t, hash);
    QCOMPARE(static_cast<std::int32_t>(murmur2(rig::spanOf(key))), hash);
}

void KeyHashTest::crc32IsTheUsualOne()
{
    QCOMPARE(crc32(rig::spanOf("123456789")), 0xcbf43926U);
}

void KeyHashTest::withoutPartitionsThereIsNone()
{
    QVERIFY(!partitionOf(KeyHash::Murmur2, rig::spanOf("k"), 0));
}

QTEST_GUILESS_MAIN(KeyHashTest)
#include "key_hash_test.moc"
