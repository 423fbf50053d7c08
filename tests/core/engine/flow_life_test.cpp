// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/slow_call.h"
#include "tests/core/engine/flow_harness.h"

#include <future>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

/// How a flow starts, ends, fails and comes back.
class FlowLifeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOpenAtTheStopGoesBackToTheSource();
    void aStopDrainsFirst();
    void aRestartGoesOnWithItsCounters();
    void aPassingErrorIsFollowedByANewStart();
    void aPermanentErrorFailsAndNamesTheField();
    void aSourceSeenMissingIsToldSoUntilItHasLanesAgain();
    void aSourceIsToldHowThoseBeforeItEnded();
    void aBrokenEndpointHandsEverythingBack();
    void theLimitLetsNoMoreMessagesIn();
    void caughtUpMeansTheEndAtTheStartIsAcknowledged();
    void aRevokedLaneIsReleasedWhenNothingOfItIsOpen();
    void aRevokedLaneIsReleasedAtItsDeadline();
    void unknownTypesAreRefusedAtOnce();
    void aFlowCannotBeStartedTwice();
    void aFlowThatRunsElsewhereFailsHere();
    void problemsAreGroupedAndSolved();
    void callsThatHangAreAProblemUntilTheyEnd();
};

void FlowLifeTest::whatIsOpenAtTheStopGoesBackToTheSource()
{
    FlowHarness harness;
    harness.target().setSilent(true);
    harness.push(20);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().inFlight, 20U);
    harness.engine().stop(harness.flow.id, 50ms);
    QTRY_COMPARE(harness.state(), FlowState::Stopped);
    QCOMPARE(harness.counters().returned, 20U);
    QCOMPARE(harness.counters().inFlight, 0U);
    QVERIFY(FlowHarness::isBalanced(harness.counters()));
    QCOMPARE(harness.source().acknowledged(), -1);
    QCOMPARE(harness.source().size(), 20U);
}

void FlowLifeTest::aStopDrainsFirst()
{
    FlowHarness harness;
    harness.target().setSilent(true);
    harness.push(5);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().inFlight, 5U);
    harness.engine().stop(harness.flow.id, 60s);
    QTRY_COMPARE(harness.state(), FlowState::Stopping);
    harness.target().setSilent(false);
    QTRY_COMPARE(harness.state(), FlowState::Stopped);
    QCOMPARE(harness.counters().delivered, 5U);
    QCOMPARE(harness.source().acknowledged(), 4);
}

void FlowLifeTest::aRestartGoesOnWithItsCounters()
{
    FlowHarness harness;
    harness.push(5);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().delivered, 5U);
    QVERIFY(harness.engine().restart(harness.flow));
    harness.push(5);
    QTRY_COMPARE(harness.counters().delivered, 10U);
    QCOMPARE(harness.now().endpoints.front().outMessages, 10U);
    QCOMPARE(harness.taken(), FlowHarness::numbers(0, 10));
}

void FlowLifeTest::aPassingErrorIsFollowedByANewStart()
{
    FlowHarness harness;
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    harness.source().failPoll({.code = ErrorCode::Connect, .id = "test.cut", .message = u"cut"_s});
    harness.push(3);
    QTRY_COMPARE(harness.engine().problems().size(), 1U); // it may be over before we look again
    QCOMPARE(harness.engine().problems().front().code, u"test.cut"_s);
    QTRY_COMPARE(harness.source().acknowledged(), 2);
    QTRY_COMPARE(harness.state(), FlowState::Running);
}

void FlowLifeTest::aPermanentErrorFailsAndNamesTheField()
{
    FlowHarness harness;
    harness.source().failOpen({.code = ErrorCode::Auth,
                               .id = "test.password",
                               .message = u"refused"_s,
                               .field = u"password"_s});
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Failed);
    QCOMPARE(harness.now().status.field, u"sources.in.password"_s);
    QVERIFY(!harness.now().status.willRetry);
    QVERIFY(harness.engine().waitUntilStopped(10s));
}

void FlowLifeTest::aSourceSeenMissingIsToldSoUntilItHasLanesAgain()
{
    constexpr int kLimitMs = 15'000; // what is missing is looked for every five seconds
    FlowHarness harness;
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.source().acknowledged(), 0);
    QVERIFY(!harness.source().wasMissing());
    harness.source().failPoll({.code = ErrorCode::NotFound, .id = "test.gone"});
    harness.source().failOpen({.code = ErrorCode::Connect, .id = "test.cut"});
    harness.push(1);
    QTRY_COMPARE_WITH_TIMEOUT(harness.source().opened(), 2, kLimitMs);
    QVERIFY(harness.source().wasMissing()); // over a start that failed, too
    QTRY_COMPARE(harness.source().acknowledged(), 1);
    harness.source().failPoll({.code = ErrorCode::Connect, .id = "test.cut"});
    harness.push(1);
    QTRY_COMPARE_WITH_TIMEOUT(harness.source().opened(), 3, kLimitMs);
    QVERIFY(!harness.source().wasMissing());
}

void FlowLifeTest::aSourceIsToldHowThoseBeforeItEnded()
{
    constexpr int kLimitMs = 15'000;
    FlowHarness harness;
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    QVERIFY(harness.source().endings().empty());
    harness.source().failPoll({.code = ErrorCode::Connect, .id = "test.cut"});
    harness.source().failOpen({.code = ErrorCode::Timeout, .id = "test.silent"});
    harness.push(1);
    QTRY_COMPARE_WITH_TIMEOUT(harness.source().opened(), 2, kLimitMs);
    const std::vector<SourceEnding> endings = harness.source().endings();
    QCOMPARE(endings.size(), 2U);
    QCOMPARE(QLatin1String(endings[0].id), "test.cut"_L1);
    QCOMPARE(QLatin1String(endings[1].id), "test.silent"_L1);
    QVERIFY(endings[0].at <= endings[1].at);
}

void FlowLifeTest::aBrokenEndpointHandsEverythingBack()
{
    FlowHarness harness;
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    harness.target().setSilent(true);
    harness.push(4);
    QTRY_COMPARE(harness.counters().inFlight, 4U);
    harness.target().failEndpoint(
        Error{.code = ErrorCode::Storage, .id = "test.disk", .message = u"disk full"_s});
    QTRY_COMPARE(harness.state(), FlowState::Failed);
    QVERIFY(harness.now().status.willRetry); // it had worked: the disk may be emptied
    QCOMPARE(harness.counters().returned, 4U);
    QCOMPARE(harness.source().size(), 4U);
}

void FlowLifeTest::theLimitLetsNoMoreMessagesIn()
{
    FlowHarness harness;
    harness.push(100);
    QVERIFY(harness.engine().start(harness.flow, {.maxMessages = 7}));
    QTRY_COMPARE(harness.state(), FlowState::Completed);
    QCOMPARE(harness.counters().inMessages, 7U);
    QCOMPARE(harness.source().acknowledged(), 6);
    QVERIFY(harness.engine().waitUntilStopped(10s));
}

void FlowLifeTest::caughtUpMeansTheEndAtTheStartIsAcknowledged()
{
    FlowHarness harness;
    harness.endpoint().delay = 20ms;
    harness.push(100);
    QVERIFY(harness.engine().start(harness.flow, {.untilCaughtUp = true}));
    QTRY_COMPARE(harness.state(), FlowState::Completed);
    QVERIFY(harness.source().acknowledged() >= 99);
}

void FlowLifeTest::aRevokedLaneIsReleasedWhenNothingOfItIsOpen()
{
    FlowHarness harness;
    harness.target().setSilent(true);
    harness.push(5);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().inFlight, 5U);
    harness.source().revoke(0, SystemClock().now() + 60s);
    QTest::qWait(50);
    QVERIFY(!harness.source().isReleased(0));
    harness.target().setSilent(false);
    QTRY_VERIFY(harness.source().isReleased(0));
    QCOMPARE(harness.source().acknowledged(), 4); // first finished, then let go
}

void FlowLifeTest::aRevokedLaneIsReleasedAtItsDeadline()
{
    FlowHarness harness;
    harness.target().setSilent(true);
    harness.push(5);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.counters().inFlight, 5U);
    harness.source().revoke(0, SystemClock().now() + 100ms);
    QTRY_VERIFY(harness.source().isReleased(0));
    harness.target().setSilent(false);
    QTRY_COMPARE(harness.counters().inFlight, 0U);
    QCOMPARE(harness.source().acknowledged(), -1); // it belongs to somebody else now
}

void FlowLifeTest::unknownTypesAreRefusedAtOnce()
{
    FlowHarness harness;
    harness.flow.from.type = u"none"_s;
    const auto started = harness.engine().start(harness.flow);
    QVERIFY(!started);
    QCOMPARE(QLatin1String(started.error().id), "flow.type.unknown"_L1);
}

void FlowLifeTest::aFlowCannotBeStartedTwice()
{
    FlowHarness harness;
    QVERIFY(harness.engine().start(harness.flow));
    const auto again = harness.engine().start(harness.flow);
    QVERIFY(!again);
    QCOMPARE(QLatin1String(again.error().id), "flow.running"_L1);
}

/// Another engine stands for another program.
void FlowLifeTest::aFlowThatRunsElsewhereFailsHere()
{
    FlowHarness harness;
    SystemClock clock;
    Engine other(support::allTypes(), clock);
    const auto otherState = [&] { return other.snapshot().front().status; };
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    QVERIFY(other.start(harness.flow));
    QTRY_COMPARE(otherState().state, FlowState::Failed);
    QCOMPARE(otherState().code, u"flow.runs_elsewhere"_s);
    QVERIFY(otherState().message.contains(QString::number(QCoreApplication::applicationPid())));
    QCOMPARE(harness.state(), FlowState::Running);

    harness.engine().stop(harness.flow.id);
    QTRY_COMPARE(harness.state(), FlowState::Stopped);
    QVERIFY(other.start(harness.flow));
    QTRY_COMPARE(otherState().state, FlowState::Running);
}

void FlowLifeTest::problemsAreGroupedAndSolved()
{
    FlowHarness harness;
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    harness.target().setSilent(true);
    QTRY_COMPARE(harness.state(), FlowState::Degraded);
    const auto problems = harness.engine().problems();
    QCOMPARE(problems.size(), 1U);
    QCOMPARE(problems.front().code, u"loopback.silent"_s);
    QVERIFY(!problems.front().solved);
    harness.target().setSilent(false);
    QTRY_COMPARE(harness.state(), FlowState::Running);
    QVERIFY(harness.engine().problems().front().solved);
}

void FlowLifeTest::callsThatHangAreAProblemUntilTheyEnd()
{
    FlowHarness harness;
    std::promise<void> end;
    const std::shared_future<void> ended = end.get_future().share();
    const auto hang = [&ended] {
        runSlowCall(
            "test", [ended] { ended.wait(); }, 0ms);
    };
    for (int i = 0; i < 8; ++i) {
        hang();
    }
    QVERIFY(harness.engine().problems().empty());
    hang();
    const auto now = harness.engine().problems();
    QCOMPARE(now.size(), std::size_t(1));
    QCOMPARE(now[0].code, u"engine.slow_calls"_s);
    QVERIFY(!now[0].solved);
    end.set_value();
    QTRY_COMPARE(slowCallsAlive(), 0);
    QVERIFY(harness.engine().problems()[0].solved);
}

QTEST_GUILESS_MAIN(FlowLifeTest)
#include "flow_life_test.moc"
