// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_runner.h"
#include "core/support/process_memory.h"
#include "tests/core/engine/flow_harness.h"
#include "tests/support/hand_clock.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kMiBytes = kMiB;

/// Memory that is in use, not only asked for.
std::vector<char> usedMemory(std::int64_t bytes)
{
    return std::vector<char>(static_cast<std::size_t>(bytes), 'x');
}

bool hasOpen(const Engine &engine, const char *code)
{
    const std::vector<Problem> all = engine.problems();
    return std::ranges::any_of(all, [code](const Problem &problem) {
        return !problem.solved && problem.code == QLatin1String(code);
    });
}

/// What the two ends of a flow were asked.
struct Asked
{
    int opened = 0;
    int sourceSlept = 0;
    int endpointSlept = 0;
    std::optional<Error> refusal = {}; ///< of every open()
};

class QuietSource final : public Source
{
public:
    explicit QuietSource(Asked &asked) : m_asked(asked) { }
    Result<void> open(const SourceContext &) override
    {
        ++m_asked.opened;
        return m_asked.refusal ? Result<void>(*m_asked.refusal) : Result<void>();
    }
    Result<Polled> poll(std::size_t, std::size_t) override { return Polled(); }
    void acknowledge(const LaneInfo &, Position) override { }
    Health health() const override { return {.ready = true}; }
    void sawSleep() override { ++m_asked.sourceSlept; }
    void close(std::chrono::milliseconds) override { }

private:
    Asked &m_asked;
};

class QuietEndpoint final : public Endpoint
{
public:
    explicit QuietEndpoint(Asked &asked) : m_asked(asked) { }
    Result<void> open(const EndpointContext &) override { return {}; }
    void submit(Submission) override { }
    std::vector<Completion> collect() override { return {}; }
    Health health() const override { return {.ready = true}; }
    void sawSleep() override { ++m_asked.endpointSlept; }
    void flush(std::chrono::milliseconds) override { }
    void close(std::chrono::milliseconds) override { }

private:
    Asked &m_asked;
};

/// A flow in this thread, driven by a clock that the test moves.
struct SleepyFlow
{
    SleepyFlow()
        : record(std::make_shared<FlowRecord>(u"id"_s, u"flow"_s, clock,
                                              std::make_shared<SampleTotal>())),
          runner({.flow = {.id = u"id"_s,
                           .name = u"flow"_s,
                           .from = {.entry = u"in"_s},
                           .to = {{.entry = u"out"_s}},
                           .workspaceFile = folder.filePath(u"w.weir.yaml"_s)},
                  .limits = {},
                  .makeSource = [this] { return std::make_unique<QuietSource>(asked); },
                  .makeDecoder = {},
                  .makeEndpoints = {[this] { return std::make_unique<QuietEndpoint>(asked); }},
                  .record = record,
                  .clock = clock,
                  .shared = shared,
                  .problems = problems})
    { }
    /// The computer sleeps so long; then whatever was due is called.
    void sleep(std::chrono::seconds span)
    {
        clock.sleep(span);
        clock.advance(1s);
        QCoreApplication::processEvents();
    }
    void begin()
    {
        runner.begin();
        QCoreApplication::processEvents();
        for (int i = 0; i < 3; ++i) {
            clock.advance(1s);
            QCoreApplication::processEvents();
        }
    }

    Asked asked;
    QTemporaryDir folder;
    support::HandClock clock;
    SharedResources shared;
    ProblemList problems{clock};
    std::shared_ptr<FlowRecord> record;
    FlowRunner runner;
};

} // namespace

/// What a flow looks at once a second, and what it tells of it.
class FlowWatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void intakePausesWhileTheProgramHoldsTooMuchMemory();
    void residentMemoryIsThatOfThisProgram();
    void afterASleepConnectionsAreLookedAtAtOnce();
    void aClockThatIsSetBackIsNoSleep();
    void afterASleepNobodyWaitsForTheNextAttempt();
    void lettersThatWaitAreAProblemUntilTheyAreSent();
    void lettersThatWaitAreAProblemUntilTheyAreDeleted();
    void aFlowThatRecoversKeepsTheProblemOfItsLetters();
    void aFullStoreOfLettersIsAProblem();
    void theFailureOfAnEarlierRunIsSolvedByOneThatWorks();
};

void FlowWatchTest::intakePausesWhileTheProgramHoldsTooMuchMemory()
{
    FlowHarness harness;
    const RunLimits limits{.memoryBytes = residentBytes() + 64 * kMiBytes};
    harness.push(10);
    QVERIFY(harness.engine().start(harness.flow, limits));
    QTRY_COMPARE(harness.source().acknowledged(), 9);
    QTRY_COMPARE(harness.state(), FlowState::Running);
    {
        const std::vector<char> much = usedMemory(160 * kMiBytes);
        QTRY_COMPARE(harness.now().status.code, u"flow.memory_full"_s);
        QCOMPARE(harness.state(), FlowState::Degraded);
        QVERIFY(hasOpen(harness.engine(), "flow.memory_full"));
        const std::uint64_t before = harness.counters().inMessages;
        harness.push(1000);
        QTest::qWait(1500); // one message a second keeps the membership
        QVERIFY(harness.counters().inMessages <= before + 3);
        QCOMPARE(much.size(), std::size_t(160 * kMiBytes));
    }
    QTRY_COMPARE_WITH_TIMEOUT(harness.source().acknowledged(), 1009, 15'000);
    QTRY_COMPARE(harness.state(), FlowState::Running);
    QTRY_VERIFY(!hasOpen(harness.engine(), "flow.memory_full"));
    QCOMPARE(harness.taken(), FlowHarness::numbers(0, 1010));
}

void FlowWatchTest::residentMemoryIsThatOfThisProgram()
{
    const std::int64_t before = residentBytes();
    const std::vector<char> much = usedMemory(50 * kMiBytes);
    const std::int64_t grown = residentBytes() - before;
    QVERIFY2(grown > 45 * kMiBytes && grown < 80 * kMiBytes, qPrintable(QString::number(grown)));
    QCOMPARE(much.size(), std::size_t(50 * kMiBytes));
    QVERIFY(usualMemoryLimit() >= 512 * kMiBytes);
}

void FlowWatchTest::afterASleepConnectionsAreLookedAtAtOnce()
{
    SleepyFlow flow;
    flow.begin();
    QCOMPARE(flow.asked.sourceSlept, 0);
    flow.sleep(1h);
    QCOMPARE(flow.asked.sourceSlept, 1);
    QCOMPARE(flow.asked.endpointSlept, 1);
    // Timers of a computer that sleeps may stand still, only the wall clock tells then.
    flow.clock.setWall(flow.clock.wallMs() + 3'600'000);
    flow.sleep(0s);
    QCOMPARE(flow.asked.sourceSlept, 2);
    QCOMPARE(flow.asked.endpointSlept, 2);
    flow.sleep(2s); // a busy second
    QCOMPARE(flow.asked.sourceSlept, 2);
}

void FlowWatchTest::aClockThatIsSetBackIsNoSleep()
{
    SleepyFlow flow;
    flow.begin();
    flow.clock.setWall(flow.clock.wallMs() - 3'600'000);
    flow.sleep(0s);
    flow.sleep(0s);
    QCOMPARE(flow.asked.sourceSlept, 0);
}

void FlowWatchTest::afterASleepNobodyWaitsForTheNextAttempt()
{
    SleepyFlow flow;
    flow.asked.refusal = Error{.code = ErrorCode::Connect, .id = "test.away", .message = u"no"_s};
    flow.begin();
    for (int i = 0; i < 300; ++i) { // the pauses between attempts grow
        flow.clock.advance(1s);
        QCoreApplication::processEvents();
    }
    const int before = flow.asked.opened;
    flow.asked.refusal.reset();
    flow.clock.setWall(flow.clock.wallMs() + 3'600'000);
    flow.clock.advance(1s); // sees it
    flow.clock.advance(1ms);
    QCoreApplication::processEvents();
    QCOMPARE(flow.asked.opened, before + 1);
    for (int i = 0; i < 120; ++i) { // the attempt that was due is over
        flow.clock.advance(1s);
        QCoreApplication::processEvents();
    }
    QCOMPARE(flow.asked.opened, before + 1);
}

void FlowWatchTest::lettersThatWaitAreAProblemUntilTheyAreSent()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 2;
    harness.push(6);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_VERIFY(hasOpen(harness.engine(), kLettersKept));
    const Problem problem = harness.engine().problems().front();
    QCOMPARE(problem.flowId, harness.flow.id);
    QCOMPARE(problem.count, 3U);
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    std::vector<std::int64_t> ids;
    const auto letters = (*store)->list({}, 0, 10);
    for (const DeadLetter &letter : *letters) {
        ids.push_back(letter.id);
    }
    harness.engine().stop(harness.flow.id);
    QTRY_COMPARE(harness.engine().snapshot().front().status.state, FlowState::Stopped);
    QVERIFY(hasOpen(harness.engine(), kLettersKept)); // whatever becomes of the flow
    FlowDefinition mended = harness.flow;
    mended.to.front().config.as<loopback::LoopbackEndpointConfig>().refuseEvery = 0;
    QVERIFY(harness.engine().retryDeadLetters(mended, u"out0"_s, ids).has_value());
    QTRY_VERIFY(!hasOpen(harness.engine(), kLettersKept));
    QCOMPARE(*(*store)->count({}), 0);
}

void FlowWatchTest::lettersThatWaitAreAProblemUntilTheyAreDeleted()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 1;
    harness.push(2);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_VERIFY(hasOpen(harness.engine(), kLettersKept));
    const auto store = DeadLetterStore::open(harness.flow.deadLetterFile());
    const std::int64_t first = (*store)->list({}, 0, 1)->front().id;
    QVERIFY((*store)->remove(std::span(&first, 1)).has_value()); // by another program
    QTRY_COMPARE(harness.engine().problems().front().count, 1U);
    harness.engine().stopAll();
    QVERIFY(harness.engine().waitUntilStopped(5s));
    const std::int64_t last = (*store)->list({}, 0, 1)->front().id;
    QVERIFY((*store)->remove(std::span(&last, 1)).has_value());
    harness.engine().noteDeadLetters(*(*store)->tallies());
    QVERIFY(!hasOpen(harness.engine(), kLettersKept));
}

void FlowWatchTest::aFlowThatRecoversKeepsTheProblemOfItsLetters()
{
    FlowHarness harness;
    harness.endpoint().refuseEvery = 1;
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_VERIFY(hasOpen(harness.engine(), kLettersKept));
    harness.source().failPoll(
        Error{.code = ErrorCode::Connect, .id = "test.away", .message = u"no"_s});
    harness.push(1);
    QTRY_VERIFY(hasOpen(harness.engine(), "test.away"));
    QTRY_VERIFY_WITH_TIMEOUT(!hasOpen(harness.engine(), "test.away"), 15'000);
    QVERIFY(hasOpen(harness.engine(), kLettersKept));
}

void FlowWatchTest::aFullStoreOfLettersIsAProblem()
{
    FlowHarness harness;
    harness.flow.delivery.deadLetterMax = ByteSize(300);
    harness.endpoint().refuseEvery = 1;
    harness.push(1);
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_VERIFY(hasOpen(harness.engine(), kLettersKept));
    harness.push(5);
    QTRY_VERIFY(hasOpen(harness.engine(), "dead_letter.full"));
    QVERIFY(hasOpen(harness.engine(), kLettersKept));
}

void FlowWatchTest::theFailureOfAnEarlierRunIsSolvedByOneThatWorks()
{
    FlowHarness harness;
    harness.source().failOpen(
        Error{.code = ErrorCode::Config, .id = "test.wrong", .message = u"no"_s});
    QVERIFY(harness.engine().start(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Failed);
    QVERIFY(hasOpen(harness.engine(), "test.wrong"));
    QVERIFY(harness.engine().restart(harness.flow));
    QTRY_COMPARE(harness.state(), FlowState::Running);
    QTRY_VERIFY(!hasOpen(harness.engine(), "test.wrong"));
}

QTEST_GUILESS_MAIN(FlowWatchTest)
#include "flow_watch_test.moc"
