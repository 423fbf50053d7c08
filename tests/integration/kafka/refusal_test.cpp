// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/to_kafka_rig.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace std::chrono_literals;
using rig::MockBroker;
using rig::Reader;
using rig::ToKafka;

namespace {

QByteArray tooLarge()
{
    return QByteArray(2'000'000, 'x');
}

} // namespace

/// What a running flow does when its Kafka endpoint, or the library below it, gives up a message.
class RefusalTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tooLargeMessagesAreKeptAsDeadLetters();
    void tooLargeMessagesAreSkippedWhereTheFlowSaysSo();
    void tooLargeMessagesStopTheFlowWhereItSaysSo();
    void aFatalErrorOfTheLibraryLosesNothing();
    void aSkippedBatchIsOneDeadLetterAndNoEndpointSeesIt();
};

void RefusalTest::tooLargeMessagesAreKeptAsDeadLetters()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.push(2);
    harness.source().push(tooLarge(), "key");
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 4U, 20'000);
    QCOMPARE(harness.counters().delivered, 3U);
    QCOMPARE(harness.counters().deadLettered, 1U);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QTRY_COMPARE(harness.source().acknowledged(), 3);
    const std::vector<DeadLetter> letters = harness.letters();
    QCOMPARE(letters.size(), 1U);
    QCOMPARE(letters.front().code, u"kafka.message.too_large"_s);
    QVERIFY(letters.front().reason.contains(u"MSG_SIZE_TOO_LARGE: "_s)); // the library's name
    QCOMPARE(letters.front().payload, tooLarge());
    QCOMPARE(letters.front().key, QByteArray("key"));
    QCOMPARE(harness.written(3), QByteArrayList({"0", "1", "2"}));
}

void RefusalTest::tooLargeMessagesAreSkippedWhereTheFlowSaysSo()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.flow.onError = OnError::Skip;
    harness.source().push(tooLarge());
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 2U, 20'000);
    QCOMPARE(harness.counters().skipped, 1U);
    QTRY_COMPARE(harness.source().acknowledged(), 1);
    QCOMPARE(harness.written(1), QByteArrayList({"0"}));
}

void RefusalTest::tooLargeMessagesStopTheFlowWhereItSaysSo()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.flow.onError = OnError::Stop;
    harness.push(1);
    harness.source().push(tooLarge());
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Failed, 20'000);
    QCOMPARE(harness.now().status.code, u"kafka.message.too_large"_s);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QCOMPARE(harness.source().size(), 1U); // it stays at the source
}

void RefusalTest::aFatalErrorOfTheLibraryLosesNothing()
{
    constexpr int kCount = 3000;
    MockBroker broker;
    ToKafka harness(broker);
    harness.push(kCount / 3);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(kCount / 3), 20'000);
    // an idempotent producer that is out of step with its broker is of no use any more
    broker.answerNextProduce(RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER);
    harness.push(kCount / 3);
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(2 * kCount / 3), 20'000);
    harness.push(kCount / 3);
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(kCount), 20'000);
    QCOMPARE(harness.counters().delivered, std::uint64_t(kCount));
    QTRY_COMPARE(harness.source().acknowledged(), kCount - 1);
    const QByteArrayList written = harness.written(kCount);
    const QSet<QByteArray> different(written.begin(), written.end()); // repeats are allowed
    QCOMPARE(different.size(), kCount);
}

void RefusalTest::aSkippedBatchIsOneDeadLetterAndNoEndpointSeesIt()
{
    MockBroker broker;
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 2);
    broker.produceDamaged(u"t"_s, 9, MockBroker::Damage::Compression);
    broker.produce(u"t"_s, 11, 2);
    FlowHarness harness;
    ConfigBox config(KafkaSourceConfig::schema());
    auto &kafka = config.as<KafkaSourceConfig>();
    kafka = Reader::config(u"t"_s);
    kafka.brokers = broker.address();
    kafka.onUnreadable = OnUnreadable::Skip;
    harness.flow.from = {.entry = u"in"_s, .type = u"kafka"_s, .config = config};
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 4U, 60'000);
    QCOMPARE(harness.counters().deadLettered, 1U);
    QCOMPARE(harness.counters().inMessages, 5U);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QTRY_COMPARE(harness.counters().lost, 9U);
    QCOMPARE(harness.taken(), QByteArrayList({"0", "1", "11", "12"}));
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    const auto letters = (*store)->list(harness.flow.id, 0, 10);
    QCOMPARE(letters->size(), 1U);
    QCOMPARE(letters->front().code, u"kafka.batch.skipped"_s);
    QCOMPARE(letters->front().position, 10);
    const auto problems = harness.engine().problems();
    QVERIFY(std::ranges::any_of(problems, [](const Problem &problem) {
        return problem.code == "kafka.batch.unreadable"_L1 && problem.solved;
    }));
    harness.engine().stop(harness.flow.id, 5s);
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Stopped, 10'000);
}

QTEST_GUILESS_MAIN(RefusalTest)
#include "refusal_test.moc"
