// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/stream_generator/stream_generator_source.h"
#include "tests/support/hand_clock.h"

#include <QElapsedTimer>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::stream_generator;
using namespace std::chrono_literals;

class StreamGeneratorSourceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticksFollowTheScheduleForAMinute();
    void aHundredThousandASecondAreMadeToOnePercent();
    void severalEventsComeAtEachTick();
    void jitterMovesTicksAndNotTheirNumber();
    void theCountEndsIt();
    void whatATargetCannotTakeIsSkippedAndCounted();
    void anHourOfSleepIsNoBurst();
    void aWallClockSetBackChangesNoSchedule();
    void aLongIntervalStopsAtOnce();
    void aPreviewDoesNotWait();
    void makesMoreThanAMillionASecond();
};

namespace {

constexpr std::size_t kAnyBytes = 1'000'000'000;

struct Running
{
    support::HandClock clock = {};
    Wakeup wakeup = {};
    FlowDefinition flow = {};
    StreamGeneratorSource source;

    explicit Running(StreamGeneratorConfig config, Purpose purpose = Purpose::Flow)
        : source(std::move(config))
    {
        const auto opened =
            source.open({.flow = flow, .wakeup = wakeup, .clock = clock, .purpose = purpose});
        Q_ASSERT(opened);
    }
    /// Everything that is due now.
    std::size_t take(std::size_t each = 1000)
    {
        std::size_t taken = 0;
        for (bool more = true; more;) {
            const auto polled = source.poll(each, kAnyBytes);
            taken += polled->batch ? polled->batch->size() : 0;
            more = polled->more;
        }
        return taken;
    }
};

StreamGeneratorConfig every(std::chrono::nanoseconds interval)
{
    return {.interval = interval, .seed = 1};
}

} // namespace

void StreamGeneratorSourceTest::ticksFollowTheScheduleForAMinute()
{
    Running running(every(200ms));
    std::size_t taken = running.take();
    QCOMPARE(taken, 1U); // the first one at once
    for (int i = 0; i < 60'000 / 7; ++i) {
        running.clock.advance(7ms); // never a whole number of intervals
        taken += running.take();
    }
    QVERIFY2(taken >= 299 && taken <= 301, qPrintable(QString::number(taken)));
    QCOMPARE(running.source.skippedTicks(), 0U);
    QVERIFY(running.clock.waiting() <= 1); // one timer, however often it is polled
}

void StreamGeneratorSourceTest::aHundredThousandASecondAreMadeToOnePercent()
{
    Running running(every(10us));
    std::size_t taken = running.take();
    for (int i = 0; i < 60'000; ++i) {
        running.clock.advance(1ms);
        taken += running.take();
    }
    QVERIFY2(taken >= 5'940'000 && taken <= 6'060'000, qPrintable(QString::number(taken)));
}

void StreamGeneratorSourceTest::severalEventsComeAtEachTick()
{
    StreamGeneratorConfig config = every(100ms);
    config.batchSize = 25;
    Running running(config);
    QCOMPARE(running.take(10), 25U);
    running.clock.advance(99ms);
    QCOMPARE(running.take(10), 0U);
    running.clock.advance(1ms);
    QCOMPARE(running.take(10), 25U);
}

void StreamGeneratorSourceTest::jitterMovesTicksAndNotTheirNumber()
{
    StreamGeneratorConfig config = every(100ms);
    config.intervalDelta = 90ms;
    Running running(config);
    std::size_t taken = running.take();
    bool isUneven = false;
    for (int i = 0; i < 1000; ++i) {
        running.clock.advance(100ms);
        const std::size_t now = running.take();
        isUneven = isUneven || now != 1;
        taken += now;
    }
    QVERIFY(isUneven);
    QVERIFY2(taken >= 999 && taken <= 1002, qPrintable(QString::number(taken)));
}

void StreamGeneratorSourceTest::theCountEndsIt()
{
    StreamGeneratorConfig config = every(1ms);
    config.count = 7;
    config.batchSize = 5;
    Running running(config);
    const auto first = running.source.poll(100, kAnyBytes);
    QCOMPARE(first->batch->size(), 5U);
    QVERIFY(!first->ended);
    running.clock.advance(5ms);
    const auto last = running.source.poll(100, kAnyBytes);
    QCOMPARE(last->batch->size(), 2U);
    QVERIFY(last->ended);
    QCOMPARE(last->batch->messages()[1].position.value, 6);
    QVERIFY(!last->batch->messages()[1].position.stable);
    const auto after = running.source.poll(100, kAnyBytes);
    QVERIFY(!after->batch && after->ended);
}

void StreamGeneratorSourceTest::whatATargetCannotTakeIsSkippedAndCounted()
{
    Running running(every(20us)); // 50,000 a second
    std::size_t taken = 0;
    for (int i = 0; i < 600; ++i) {
        running.clock.advance(1s);
        const auto polled = running.source.poll(1000, kAnyBytes); // 1,000 a second
        taken += polled->batch ? polled->batch->size() : 0;
    }
    QCOMPARE(taken, 600'000U);
    const std::uint64_t scheduled = 600 * 50'000;
    const std::uint64_t accounted = taken + running.source.skippedTicks();
    QVERIFY2(accounted <= scheduled + 1 && accounted + 50'001 >= scheduled, // a second is patience
             qPrintable(QString::number(accounted)));
    const Health health = running.source.health();
    QVERIFY(health.ready);
    QCOMPARE(health.trouble->id, "generator.behind");
    QCOMPARE(health.lost.value_or(1), 0U); // what was never made is not lost
}

void StreamGeneratorSourceTest::anHourOfSleepIsNoBurst()
{
    Running running(every(200ms));
    running.take();
    running.clock.sleep(1h);
    QVERIFY(running.take() <= 11);
    QVERIFY(running.source.skippedTicks() > 17'900);
    running.clock.advance(10min);
    running.take();
    running.clock.advance(200ms);
    QCOMPARE(running.take(), 1U); // back in step
}

void StreamGeneratorSourceTest::aWallClockSetBackChangesNoSchedule()
{
    Running running(every(100ms));
    const auto first = running.source.poll(10, kAnyBytes);
    running.clock.setWall(running.clock.wallMs() - 3'600'000);
    running.clock.advance(100ms);
    const auto second = running.source.poll(10, kAnyBytes);
    QVERIFY(first->batch && second->batch);
    QVERIFY(second->batch->messages()[0].timestampMs < first->batch->messages()[0].timestampMs);
}

void StreamGeneratorSourceTest::aLongIntervalStopsAtOnce()
{
    Running running(every(1h));
    running.take();
    QElapsedTimer timer;
    timer.start();
    running.source.stopIntake();
    running.source.close(1s);
    running.source.close(1s);
    QVERIFY(timer.elapsed() < 5'000); // of the hour
    running.clock.advance(2h); // its timer is gone with it
    QVERIFY(!running.source.poll(10, kAnyBytes)->batch);
}

void StreamGeneratorSourceTest::aPreviewDoesNotWait()
{
    Running running(every(1h), Purpose::Preview);
    const auto polled = running.source.poll(3, kAnyBytes);
    QCOMPARE(polled->batch->size(), 3U);
    QVERIFY(polled->ended);
}

void StreamGeneratorSourceTest::makesMoreThanAMillionASecond()
{
    StreamGeneratorConfig config = every(1us);
    config.batchSize = 10;
    Running running(config);
    running.clock.advance(1s);
    const std::clock_t began = std::clock(); // other programs' time does not count
    std::size_t made = 0;
    while (made < 1'000'000) {
        made += running.source.poll(10'000, kAnyBytes)->batch->size();
    }
    const double seconds = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
    qInfo("%.1f million events in a second of processor time",
          static_cast<double>(made) / 1e6 / std::max(1e-6, seconds));
    QVERIFY2(seconds < 5, "slower than a shared machine excuses");
}

QTEST_GUILESS_MAIN(StreamGeneratorSourceTest)
#include "stream_generator_source_test.moc"
