// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_statistics.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core::kafka;

class KafkaStatisticsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsUsedIsRead();
    void aPartitionIsCutOffWhereItsBrokerIsWanted();
    void whatIsNoDocumentSaysNothing();
};

void KafkaStatisticsTest::whatIsUsedIsRead()
{
    const Statistics statistics = readStatistics(
        R"({"brokers": {"a": {"rxbytes": 10, "waitresp_cnt": 1, "throttle": {"max": 0}},
                        "b": {"rxbytes": 5, "waitresp_cnt": 2, "throttle": {"max": 70}}},
            "topics": {"t": {"partitions": {"0": {}, "1": {}, "-1": {}}}, "u": {}}})",
        u"t"_s);
    QCOMPARE(statistics.received, 15);
    QCOMPARE(statistics.waiting, 3);
    QCOMPARE(statistics.throttled.count(), 70);
    QCOMPARE(statistics.partitions, 2);
}

void KafkaStatisticsTest::aPartitionIsCutOffWhereItsBrokerIsWanted()
{
    const auto cutOff = [](const QByteArray &state) {
        return readStatistics(R"({"brokers": {"a": {"nodeid": 1, "state": "UP"},
                                              "b": {"nodeid": 2, "state": ")"
                                  + state + R"("}}, "topics": {"t": {"partitions": {
            "0": {"partition": 0, "leader": 1}, "1": {"partition": 1, "leader": 2},
            "-1": {"partition": -1, "leader": -1}}}}})",
                              u"t"_s)
            .cutOff;
    };
    QCOMPARE(cutOff("TRY_CONNECT"), std::optional(1));
    QCOMPARE(cutOff("SSL_HANDSHAKE"), std::optional(1));
    QVERIFY(!cutOff("UP"));
    QVERIFY(!cutOff("INIT")); // nobody needs it
}

void KafkaStatisticsTest::whatIsNoDocumentSaysNothing()
{
    for (const char *text : {"", "[]", "{", "{\"brokers\": 3, \"topics\": []}"}) {
        const Statistics statistics = readStatistics(text, u"t"_s);
        QCOMPARE(statistics.received + statistics.waiting + statistics.partitions, 0);
        QCOMPARE(statistics.throttled.count(), 0);
    }
}

QTEST_GUILESS_MAIN(KafkaStatisticsTest)
#include "kafka_statistics_test.moc"
