// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/to_kafka_rig.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace std::chrono_literals;
using rig::MockBroker;
using rig::ToKafka;

/// Brokers in trouble below a running flow that writes to them: what arrives, in which order, and
/// what is said of it. Brokers are imitated by the library's own cluster.
class ProduceTroubleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCutKeepsTheOrderOfAKey_data();
    void aCutKeepsTheOrderOfAKey();
    void anAnswerLetsOneRequestOvertakeAtMost_data();
    void anAnswerLetsOneRequestOvertakeAtMost();
    void anAnswerAboutAMessageCountsAsATry_data();
    void anAnswerAboutAMessageCountsAsATry();
    void anAnswerThatNoTryChangesRefusesAtOnce();
    void missingReplicasAreNamedUntilTheyAreBack();
    void aCutBetweenRequestAndReportLosesNothing();
    void aMovedLeaderIsFollowed();
    void oneOfThreeNodesDownIsToldUntilAnotherLeads();
    void whatIsMappedIsCountedOnceDelivered();
    void aTopicThatGoesFailsTheFlowAndLosesNothing();
    void aTimeOutIsTriedAgainWithoutCounting();
    void withoutAcknowledgementASilentBrokerIsNotNoticed_data();
    void withoutAcknowledgementASilentBrokerIsNotNoticed();
};

namespace {

constexpr int kLimitMs = 20'000;
constexpr auto kGood = RD_KAFKA_RESP_ERR_NO_ERROR;

std::vector<rd_kafka_resp_err_t> many(rd_kafka_resp_err_t code)
{
    return std::vector<rd_kafka_resp_err_t>(10'000, code);
}

/// The numbers from 0, each as often as it likes, never one behind a later one.
bool isInOrder(const QByteArrayList &written)
{
    return std::ranges::is_sorted(written, {}, [](const QByteArray &text) { return text.toInt(); });
}

bool holdsAll(const QByteArrayList &written, int count)
{
    const QSet<QByteArray> different(written.begin(), written.end());
    return different.size() == count;
}

} // namespace

void ProduceTroubleTest::aCutKeepsTheOrderOfAKey_data()
{
    QTest::addColumn<Acks>("acks");
    QTest::addColumn<Idempotence>("idempotence");
    QTest::newRow("all") << Acks::All << Idempotence::Off;
    QTest::newRow("one") << Acks::One << Idempotence::Auto;
}

/// Without idempotence: the imitation does not look at the numbers that a broker goes by otherwise.
void ProduceTroubleTest::aCutKeepsTheOrderOfAKey()
{
    QFETCH(Acks, acks);
    QFETCH(Idempotence, idempotence);
    constexpr auto cut = RD_KAFKA_RESP_ERR__TRANSPORT;
    MockBroker broker;
    ToKafka harness(broker);
    harness.kafka().acks = acks;
    harness.kafka().idempotence = idempotence;
    harness.kafka().batching.mode = Switch::Disabled; // each message is a request of its own
    const QByteArrayList written = harness.writtenThrough({kGood, cut, kGood, kGood, cut, kGood});
    QCOMPARE(written, FlowHarness::numbers(0, ToKafka::kThrough));
}

void ProduceTroubleTest::anAnswerLetsOneRequestOvertakeAtMost_data()
{
    aCutKeepsTheOrderOfAKey_data();
}

/// The library has one request ready behind the one under way.
void ProduceTroubleTest::anAnswerLetsOneRequestOvertakeAtMost()
{
    QFETCH(Acks, acks);
    QFETCH(Idempotence, idempotence);
    constexpr auto late = RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT;
    constexpr auto few = RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS;
    MockBroker broker;
    ToKafka harness(broker);
    harness.kafka().acks = acks;
    harness.kafka().idempotence = idempotence;
    harness.kafka().batching.mode = Switch::Disabled;
    const QByteArrayList written = harness.writtenThrough({kGood, late, kGood, kGood, few, kGood});
    QCOMPARE(written.size(), ToKafka::kThrough);
    for (int i = 0; i < ToKafka::kThrough; ++i) {
        QVERIFY2(std::abs(written[i].toInt() - i) <= 1, written.join(' ').constData());
    }
}

void ProduceTroubleTest::anAnswerAboutAMessageCountsAsATry_data()
{
    QTest::addColumn<rd_kafka_resp_err_t>("code");
    QTest::newRow("policy") << RD_KAFKA_RESP_ERR_POLICY_VIOLATION;
    QTest::newRow("format") << RD_KAFKA_RESP_ERR_UNSUPPORTED_FOR_MESSAGE_FORMAT;
    QTest::newRow("acknowledgement") << RD_KAFKA_RESP_ERR_INVALID_REQUIRED_ACKS;
    QTest::newRow("no name") << RD_KAFKA_RESP_ERR_UNKNOWN;
}

void ProduceTroubleTest::anAnswerAboutAMessageCountsAsATry()
{
    QFETCH(rd_kafka_resp_err_t, code);
    MockBroker broker;
    ToKafka harness(broker);
    harness.flow.delivery.retry.tries = 3;
    broker.answerProduces({code, code, code}); // and the fourth would be taken
    harness.push(1);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 1U, kLimitMs);
    QCOMPARE(harness.counters().deadLettered, 1U);
    QCOMPARE(harness.counters().retries, 2U);
    const std::vector<DeadLetter> letters = harness.letters();
    QCOMPARE(letters.size(), 1U);
    QCOMPARE(letters.front().code, u"kafka.message.refused"_s);
    QCOMPARE(letters.front().tries, 3);
    QVERIFY(letters.front().reason.contains(QLatin1String(rd_kafka_err2name(code))));
    QVERIFY(letters.front().reason.contains(QLatin1String(rd_kafka_err2str(code))));
    harness.push(1);
    QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 1U, kLimitMs);
}

void ProduceTroubleTest::anAnswerThatNoTryChangesRefusesAtOnce()
{
    MockBroker broker;
    ToKafka harness(broker);
    broker.answerNextProduce(RD_KAFKA_RESP_ERR_INVALID_RECORD);
    harness.push(1);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 1U, kLimitMs);
    const std::vector<DeadLetter> letters = harness.letters();
    QCOMPARE(letters.size(), 1U);
    QCOMPARE(letters.front().code, u"kafka.message.invalid"_s);
    QCOMPARE(letters.front().tries, 1);
    QVERIFY(letters.front().reason.contains("INVALID_RECORD: "_L1));
}

/// The library sends again for ever, and tells of it in its log alone: this pins its words, too.
void ProduceTroubleTest::missingReplicasAreNamedUntilTheyAreBack()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.push(5);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 5U, kLimitMs);
    broker.answerProduces(many(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS));
    harness.push(5);
    QTRY_COMPARE_WITH_TIMEOUT(harness.now().status.code, u"kafka.replicas.missing"_s, 10'000);
    QCOMPARE(harness.state(), FlowState::Degraded);
    QVERIFY(!harness.now().status.fix.isEmpty());
    broker.answerProducesWell();
    QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 10U, kLimitMs);
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Running, 10'000);
    QCOMPARE(harness.now().status.code, QString());
    QCOMPARE(harness.written(10), FlowHarness::numbers(0, 10));
}

void ProduceTroubleTest::aCutBetweenRequestAndReportLosesNothing()
{
    constexpr int kCount = 300;
    MockBroker broker;
    ToKafka harness(broker);
    harness.kafka().batching.maxMessages = 10;
    const auto cut = RD_KAFKA_RESP_ERR__TRANSPORT;
    broker.answerProduces({kGood, cut, kGood, kGood, cut, cut, kGood});
    harness.push(kCount);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(kCount), kLimitMs);
    QCOMPARE(harness.counters().delivered, std::uint64_t(kCount));
    const QByteArrayList written = harness.written(kCount);
    QVERIFY(holdsAll(written, kCount) && isInOrder(written));
}

void ProduceTroubleTest::aMovedLeaderIsFollowed()
{
    constexpr int kLot = 100;
    MockBroker broker(3);
    ToKafka harness(broker);
    broker.setLeader(harness.topic, 0, 1);
    QVERIFY(harness.start());
    std::uint64_t count = 0;
    for (const int leader : {1, 2, 3, 1}) {
        broker.setLeader(harness.topic, 0, leader);
        harness.push(kLot);
        count += kLot;
        QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, count, kLimitMs);
    }
    const QByteArrayList written = harness.written(4 * kLot);
    QVERIFY(holdsAll(written, 4 * kLot) && isInOrder(written));
}

void ProduceTroubleTest::oneOfThreeNodesDownIsToldUntilAnotherLeads()
{
    constexpr int kCount = 300;
    MockBroker broker(3);
    ToKafka harness(broker, 3);
    for (int partition = 0; partition < 3; ++partition) {
        broker.setLeader(harness.topic, partition, partition + 1);
    }
    QVERIFY(harness.start());
    harness.push(kCount); // without keys: spread over all partitions
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(kCount), kLimitMs);
    broker.setDown(2);
    for (int i = 0; i < kCount; ++i) {
        harness.source().push(QByteArray::number(kCount + i), QByteArray::number(i));
    }
    QTRY_COMPARE_WITH_TIMEOUT(harness.now().status.code, u"kafka.leader.unreachable"_s, 15'000);
    QCOMPARE(harness.state(), FlowState::Degraded);
    broker.setLeader(harness.topic, 1, 3); // as the cluster itself does
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), std::uint64_t(2 * kCount), kLimitMs);
    QCOMPARE(harness.counters().delivered, std::uint64_t(2 * kCount));
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Running, 10'000);
    broker.setDown(2, false); // it may be the one that looks after the reader's group
    QVERIFY(holdsAll(harness.written(2 * kCount), 2 * kCount));
}

void ProduceTroubleTest::whatIsMappedIsCountedOnceDelivered()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.flow.delivery.retry.tries = 3;
    harness.kafka().cloudEventAttributes = mapping::CloudEvents::CreateOrRemap;
    broker.answerProduces({RD_KAFKA_RESP_ERR_POLICY_VIOLATION, RD_KAFKA_RESP_ERR_NO_ERROR,
                           RD_KAFKA_RESP_ERR_INVALID_RECORD});
    QVERIFY(harness.start());
    for (std::uint64_t i = 1; i <= 3; ++i) { // taken at the second try, refused, taken
        harness.push(1);
        QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), i, kLimitMs);
    }
    QCOMPARE(harness.counters().delivered, 2U);
    const Notes notes = harness.now().endpoints.front().notes;
    QCOMPARE(notes.size(), 1U);
    QCOMPARE(QByteArray(notes.front().kind->key), QByteArray("cloudevents.generated"));
    QCOMPARE(notes.front().count, 2U);
}

void ProduceTroubleTest::aTopicThatGoesFailsTheFlowAndLosesNothing()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.push(5);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 5U, kLimitMs);
    broker.answerProduces(many(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART));
    broker.answerAbout(harness.topic, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    harness.push(5);
    QTRY_COMPARE_WITH_TIMEOUT(harness.now().status.code, u"kafka.topic.missing"_s, 60'000);
    QCOMPARE(harness.state(), FlowState::Failed);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QVERIFY(harness.letters().empty());
    QCOMPARE(harness.source().acknowledged(), 4); // the rest stays at the source
    broker.answerProducesWell();
    broker.answerAbout(harness.topic, RD_KAFKA_RESP_ERR_NO_ERROR);
    harness.engine().stop(harness.flow.id, 5s);
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Stopped, kLimitMs);
    QVERIFY(harness.start());
    QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 10U, kLimitMs);
}

void ProduceTroubleTest::aTimeOutIsTriedAgainWithoutCounting()
{
    MockBroker broker;
    ToKafka harness(broker);
    harness.kafka().messageTimeoutMs = 1'000;
    harness.flow.delivery.retry.tries = 2;
    QVERIFY(harness.start());
    harness.push(1);
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 1U, kLimitMs);
    broker.setDown(1);
    harness.push(1);
    QTRY_VERIFY_WITH_TIMEOUT(harness.counters().retries >= 3, kLimitMs);
    QCOMPARE(harness.settled(), 1U);
    QVERIFY(harness.state() == FlowState::Degraded);
    broker.setDown(1, false);
    QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 2U, kLimitMs);
    QVERIFY(harness.letters().empty());
}

void ProduceTroubleTest::withoutAcknowledgementASilentBrokerIsNotNoticed_data()
{
    QTest::addColumn<Acks>("acks");
    QTest::addColumn<bool>("reports");
    QTest::newRow("all") << Acks::All << false;
    QTest::newRow("one") << Acks::One << false;
    QTest::newRow("zero") << Acks::Zero << true;
}

void ProduceTroubleTest::withoutAcknowledgementASilentBrokerIsNotNoticed()
{
    QFETCH(Acks, acks);
    QFETCH(bool, reports);
    MockBroker broker;
    ToKafka harness(broker);
    harness.kafka().acks = acks;
    QVERIFY(harness.start());
    harness.push(5);
    QTRY_COMPARE_WITH_TIMEOUT(harness.settled(), 5U, kLimitMs);
    broker.setDelay(1, 60s);
    harness.push(5);
    if (reports) {
        QTRY_COMPARE_WITH_TIMEOUT(harness.counters().delivered, 10U, kLimitMs);
    } else {
        QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Degraded, kLimitMs);
        QCOMPARE(harness.counters().delivered, 5U);
    }
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    harness.engine().stop(harness.flow.id, 100ms);
    QTRY_COMPARE_WITH_TIMEOUT(harness.state(), FlowState::Stopped, kLimitMs);
}

QTEST_GUILESS_MAIN(ProduceTroubleTest)
#include "produce_trouble_test.moc"
