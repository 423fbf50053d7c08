// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dead_letter_run.h"
#include "core/engine/dead_letters.h"
#include "tests/core/engine/flow_harness.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

/// What reaches the endpoints, and what is acknowledged, when all is well and when it is not.
class FlowDeliveryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesArriveInOrderAndAreAcknowledged();
    void theSlowestEndpointDecidesWhatIsAcknowledged();
    void aRefusedMessageIsKeptWithItsReason();
    void aRefusedMessageIsSkippedWhenAsked();
    void onErrorStopAcknowledgesNothingBehindTheMessage();
    void aMessageIsTriedAgainAndOvertakenByNothing();
    void aMessageThatIsAlwaysRefusedIsKeptAfterTheLastTry();
    void deadLettersAreSentAgainAndLeaveTheStore();
    void aLetterRefusedAgainKeepsWhereItCameFrom();
    void anOutageCountsNoTries();
    void aFullWindowPausesIntake();
    void aFullDeadLetterStoreStopsTheFlow();
};

void FlowDeliveryTest::messagesArriveInOrderAndAreAcknowledged()
{
    FlowHarness harness;
    harness.push(1000);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.source().acknowledged(), 999);
    QCOMPARE(harness.taken(), FlowHarness::numbers(0, 1000));
    QTRY_COMPARE(harness.counters().delivered, 1000U);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QTRY_COMPARE(harness.state(), FlowState::Running);
}

void FlowDeliveryTest::theSlowestEndpointDecidesWhatIsAcknowledged()
{
    FlowHarness harness(2);
    harness.target(1).setSilent(true);
    harness.push(10);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.target(0).size(), 10U);
    QCOMPARE(harness.source().acknowledged(), -1);
    QCOMPARE(harness.counters().delivered, 0U);
    harness.target(1).setSilent(false);
    QTRY_COMPARE(harness.source().acknowledged(), 9);
    QTRY_COMPARE(harness.now().endpoints.at(1).outMessages, 10U);
}

void FlowDeliveryTest::aRefusedMessageIsKeptWithItsReason()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 3;
    harness.push(9);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.source().acknowledged(), 8);
    QTRY_COMPARE(harness.counters().deadLettered, 3U);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    QVERIFY(store.has_value());
    const auto letters = (*store)->list(harness.flow.id, 0, 10);
    QCOMPARE(letters->size(), 3U);
    QCOMPARE(letters->front().payload, QByteArray("2"));
    QCOMPARE(letters->front().code, u"loopback.refused"_s);
    QCOMPARE(letters->front().endpoint, u"out0"_s);
}

void FlowDeliveryTest::aRefusedMessageIsSkippedWhenAsked()
{
    FlowHarness harness;
    harness.flow.onError = OnError::Skip;
    harness.endpoint().refuseEvery = 2;
    harness.push(10);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().skipped, 5U);
    QTRY_COMPARE(harness.source().acknowledged(), 9);
    QVERIFY(!QFile::exists(harness.flow.deadLetterFile()));
}

void FlowDeliveryTest::onErrorStopAcknowledgesNothingBehindTheMessage()
{
    FlowHarness harness;
    harness.flow.onError = OnError::Stop;
    harness.endpoint().refuseEvery = 4;
    harness.push(10);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Failed);
    QVERIFY(!harness.now().status.willRetry);
    QCOMPARE(harness.now().status.code, u"loopback.refused"_s);
    QCOMPARE(harness.source().acknowledged(), 2);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QCOMPARE(harness.counters().inFlight, 0U);
}

void FlowDeliveryTest::aMessageIsTriedAgainAndOvertakenByNothing()
{
    FlowHarness harness;
    harness.flow.delivery.retry.min = 300ms;
    harness.flow.delivery.retry.max = 300ms;
    harness.endpoint().failFirst = 1;
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().retries, 1U);
    harness.push(50); // arrive while the first waits for its second try
    QTRY_COMPARE(harness.source().acknowledged(), 50);
    QCOMPARE(harness.taken().front(), QByteArray("0"));
    QTRY_VERIFY(harness.counters().retries >= 1);
    QTRY_COMPARE(harness.counters().delivered, 51U);
}

void FlowDeliveryTest::aMessageThatIsAlwaysRefusedIsKeptAfterTheLastTry()
{
    FlowHarness harness;
    harness.flow.delivery.retry.tries = 3;
    harness.target().setJudge([](const loopback::LoopbackMessage &message) {
        const Error busy{.code = ErrorCode::Rejected, .id = "test.busy", .message = u"busy"_s};
        return message.payload == "1"
            ? std::optional(MessageOutcome{.verdict = Verdict::Retry, .error = busy})
            : std::nullopt;
    });
    harness.push(3);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().deadLettered, 1U);
    QTRY_COMPARE(harness.source().acknowledged(), 2);
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    QCOMPARE((*store)->list({}, 0, 10)->front().tries, 3);
}

void FlowDeliveryTest::deadLettersAreSentAgainAndLeaveTheStore()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 2;
    harness.push(6);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().deadLettered, 3U);
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    std::vector<std::int64_t> ids;
    const auto letters = (*store)->list({}, 0, 10);
    for (const DeadLetter &letter : *letters) {
        ids.push_back(letter.id);
    }
    harness.taken();
    FlowDefinition mended = harness.flow;
    mended.to.front().config.as<loopback::LoopbackEndpointConfig>().refuseEvery = 0;
    const auto run = harness.engine().retryDeadLetters(mended, u"out0"_s, ids);
    QVERIFY(run.has_value());
    QTRY_COMPARE(harness.engine().snapshot().back().status.state, FlowState::Completed);
    QCOMPARE(harness.taken(), (QList<QByteArray>{"1", "3", "5"}));
    QCOMPARE(*(*store)->count({}), 0);
}

void FlowDeliveryTest::aLetterRefusedAgainKeepsWhereItCameFrom()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 1;
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().deadLettered, 1U);
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    const DeadLetter first = (*store)->list({}, 0, 1)->front();
    const auto run = harness.engine().retryDeadLetters(harness.flow, u"out0"_s, {first.id});
    QVERIFY(run.has_value());
    QCOMPARE(flowIdOfRun(*run), harness.flow.id);
    QTRY_COMPARE(harness.engine().snapshot().back().status.state, FlowState::Completed);
    const auto letters = (*store)->list({}, 0, 10);
    QCOMPARE(letters->size(), 1U);
    const DeadLetter &again = letters->front();
    QVERIFY(again.id != first.id);
    QCOMPARE(again.lane, first.lane);
    QCOMPARE(again.topic, first.topic);
    QCOMPARE(again.position, first.position);
    QCOMPARE(again.tries, 2);
}

void FlowDeliveryTest::anOutageCountsNoTries()
{
    FlowHarness harness;
    harness.flow.delivery.retry.tries = 2;
    std::atomic<int> asked = 0;
    harness.target().setJudge([&asked](const loopback::LoopbackMessage &) {
        const Error away{.code = ErrorCode::Connect, .id = "test.away", .message = u"away"_s};
        return ++asked <= 6
            ? std::optional(MessageOutcome{.verdict = Verdict::Retry, .error = away})
            : std::nullopt;
    });
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().delivered, 1U);
    QCOMPARE(harness.counters().deadLettered, 0U);
}

void FlowDeliveryTest::aFullWindowPausesIntake()
{
    FlowHarness harness;
    harness.flow.delivery.window.messages = 100;
    harness.target().setSilent(true);
    harness.push(1000);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().inFlight, 100U);
    QTest::qWait(50);
    QCOMPARE(harness.counters().inMessages, 100U);
    harness.target().setSilent(false);
    QTRY_COMPARE(harness.source().acknowledged(), 999);
    QCOMPARE(harness.taken(), FlowHarness::numbers(0, 1000));
}

void FlowDeliveryTest::aFullDeadLetterStoreStopsTheFlow()
{
    FlowHarness harness;
    harness.flow.delivery.deadLetterMax = ByteSize(300);
    harness.endpoint().refuseEvery = 1;
    harness.push(5);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Failed);
    QCOMPARE(harness.now().status.code, u"dead_letter.full"_s);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QCOMPARE(harness.counters().returned + harness.counters().deadLettered, 5U);
}

QTEST_GUILESS_MAIN(FlowDeliveryTest)
#include "flow_delivery_test.moc"
