// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_skip.h"
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/integration/kafka/mock_broker.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::MockBroker;
using rig::Reader;

/// Stored batches that nobody can read.
class UnreadableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSearchFindsTheFirstReadableOffset_data();
    void theSearchFindsTheFirstReadableOffset();
    void theFlowStopsAtThem_data();
    void theFlowStopsAtThem();
    void theyAreSkippedAndNothingElseIs_data();
    void theyAreSkippedAndNothingElseIs();
    void theLastBatchOfAPartitionIsSkippedToo();
};

void UnreadableTest::theSearchFindsTheFirstReadableOffset_data()
{
    QTest::addColumn<int>("bad"); // offsets that cannot be read, from 100
    QTest::addColumn<int>("end"); // one past the last that exists
    QTest::newRow("a single message") << 1 << 1000;
    QTest::newRow("a batch") << 37 << 1000;
    QTest::newRow("up to a power of two") << 64 << 1000;
    QTest::newRow("everything up to the end") << 900 << 1000;
    QTest::newRow("one message, the last") << 1 << 101;
}

void UnreadableTest::theSearchFindsTheFirstReadableOffset()
{
    QFETCH(int, bad);
    QFETCH(int, end);
    SkipSearch search(100, end);
    int tries = 0;
    while (!search.isDone() && ++tries < 50) {
        const std::int64_t place = search.place();
        QVERIFY(place > 100 && place <= end);
        if (place < 100 + bad) {
            search.sawBad();
        } else {
            search.sawGood();
        }
    }
    QVERIFY(search.isDone());
    QCOMPARE(search.good(), std::int64_t(100 + bad));
    QCOMPARE(search.from(), std::int64_t(100));
}

void addDamages()
{
    QTest::addColumn<MockBroker::Damage>("damage");
    QTest::newRow("wrong checksum") << MockBroker::Damage::Checksum;
    QTest::newRow("bad compression") << MockBroker::Damage::Compression;
}

/// Five good messages, a batch of seven that nobody can read, and five good ones again.
void produceAround(MockBroker &broker, MockBroker::Damage damage)
{
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 5);
    broker.produceDamaged(u"t"_s, 7, damage);
    broker.produce(u"t"_s, 12, 5);
}

KafkaSourceConfig configOf(const MockBroker &broker, const QString &topic, OnUnreadable then)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.brokers = broker.address();
    config.onUnreadable = then;
    return config;
}

void UnreadableTest::theFlowStopsAtThem_data()
{
    addDamages();
}

void UnreadableTest::theFlowStopsAtThem()
{
    QFETCH(MockBroker::Damage, damage);
    MockBroker broker;
    produceAround(broker, damage);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Stop));
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QLatin1String(reader.error->id), "kafka.batch.unreadable"_L1);
    QCOMPARE(reader.error->field, u"on_unreadable_batch"_s);
    QCOMPARE(reader.payloads(), QByteArrayList({"0", "1", "2", "3", "4"}));
}

void UnreadableTest::theyAreSkippedAndNothingElseIs_data()
{
    addDamages();
}

void UnreadableTest::theyAreSkippedAndNothingElseIs()
{
    QFETCH(MockBroker::Damage, damage);
    MockBroker broker;
    produceAround(broker, damage);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Skip));
    QVERIFY(reader.waitFor(5 + 1 + 5, 60'000)); // one stands for the batch
    QCOMPARE(reader.payloads(),
             QByteArrayList({"0", "1", "2", "3", "4", "", "12", "13", "14", "15", "16"}));
    QCOMPARE(reader.refused.size(), 1U);
    QVERIFY(reader.refused[0].verdict == Verdict::Refuse);
    QCOMPARE(QLatin1String(reader.refused[0].error.id), "kafka.batch.skipped"_L1);
    QCOMPARE(reader.source().health().lost, 7U);
    std::vector<std::int64_t> positions;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            positions.push_back(message.position.value);
        }
    }
    QCOMPARE(positions, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16}));
    reader.acknowledgeAll();
    QCOMPARE(reader.source().health().lag, 0);
}

void UnreadableTest::theLastBatchOfAPartitionIsSkippedToo()
{
    MockBroker broker;
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 2);
    broker.produceDamaged(u"t"_s, 3, MockBroker::Damage::Compression);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Skip));
    QVERIFY(reader.waitFor(2 + 1, 60'000));
    broker.produce(u"t"_s, 5, 2);
    QVERIFY(reader.waitFor(2 + 1 + 2));
    QCOMPARE(reader.payloads(), QByteArrayList({"0", "1", "", "5", "6"}));
}

QTEST_GUILESS_MAIN(UnreadableTest)
#include "unreadable_test.moc"
