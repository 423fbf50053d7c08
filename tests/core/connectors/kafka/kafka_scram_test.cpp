// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_scram.h"

#include <QTest>

using namespace core;
using namespace core::kafka;

/// What a broker answers about the requests it takes.
class KafkaScramTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestFetchIsFound_data();
    void theOldestFetchIsFound();
    void onlyScramOfAnOldLibraryIsAskedAbout();
};

void KafkaScramTest::theOldestFetchIsFound_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("oldest"); // -1 = none
    const QByteArray head = QByteArray::fromHex("00000001"
                                                "0000"
                                                "00000002");
    const QByteArray produce = QByteArray::fromHex("0000"
                                                   "0000"
                                                   "000b");
    const QByteArray fetch = QByteArray::fromHex("0001"
                                                 "0004"
                                                 "0011");
    QTest::newRow("kafka 4") << head + produce + fetch << 4;
    QTest::newRow("first") << head + fetch + produce << 4;
    QTest::newRow("not there") << head + produce << -1;
    QTest::newRow("cut") << head + produce + fetch.left(5) << -1;
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("an error") << QByteArray::fromHex("00000001"
                                                     "0023"
                                                     "00000001")
            + fetch << -1;
}

void KafkaScramTest::theOldestFetchIsFound()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, oldest);
    QCOMPARE(oldestFetchIn(answer).value_or(-1), oldest);
}

void KafkaScramTest::onlyScramOfAnOldLibraryIsAskedAbout()
{
    const Error refused{.code = ErrorCode::Auth, .id = "kafka.auth.refused"};
    const Error other{.code = ErrorCode::Auth, .id = "kafka.auth.mechanism"};
    const bool isOld = rd_kafka_version() < 0x020601ff;
    QCOMPARE(mayBeScramOfLibrary({.mechanism = Mechanism::ScramSha256}, refused), isOld);
    QVERIFY(!mayBeScramOfLibrary({.mechanism = Mechanism::ScramSha256}, other));
    QVERIFY(!mayBeScramOfLibrary({.mechanism = Mechanism::Plain}, refused));
}

QTEST_GUILESS_MAIN(KafkaScramTest)
#include "kafka_scram_test.moc"
