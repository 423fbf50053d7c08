// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ack_tracker.h"
#include "core/flow/owned_batch.h"

#include <QTest>

#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

LanePtr makeLane(std::uint64_t id)
{
    return std::make_shared<LaneInfo>(LaneInfo{.id = id, .name = u"lane/%1"_s.arg(id)});
}

BatchPtr makeBatch(const LanePtr &lane, std::int64_t first, int count, bool stable = true)
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(lane);
    for (int i = 0; i < count; ++i) {
        batch->add(bytesOf("abcd", 4), {}, Position{.value = first + i, .stable = stable}, -1);
    }
    batch->finish({}, 0);
    return batch;
}

constexpr std::uint32_t kSecond[] = {1};

} // namespace

class AckTrackerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laterSuccessDoesNotStepOverAnOpenMessage();
    void everyEndpointMustConfirm();
    void theFirstOtherFateCounts();
    void aFinishedBatchBehindAnOpenOneLetsGoOfItsBytes();
    void lanesAreIndependent();
    void aDroppedLaneIsNotAcknowledged();
    void abandonedMessagesAreCountedOnce();
    void theWatermarkNeverPassesAnOpenMessage();
};

void AckTrackerTest::laterSuccessDoesNotStepOverAnOpenMessage()
{
    AckTracker tracker;
    const LanePtr lane = makeLane(1);
    const FlightId flight = tracker.open(makeBatch(lane, 10, 3), 1);
    tracker.finish(flight, {}, kSecond);
    QCOMPARE(tracker.mark(1)->value, 10);
    QCOMPARE(tracker.openMessages(), 1U);

    tracker.finish(flight, kSecond, {});
    QCOMPARE(tracker.mark(1)->value, 12);
    QCOMPARE(tracker.heldBytes(), 0U);
}

void AckTrackerTest::everyEndpointMustConfirm()
{
    AckTracker tracker;
    const FlightId flight = tracker.open(makeBatch(makeLane(1), 0, 3), 2);
    tracker.finish(flight, {}, {});
    QVERIFY(tracker.takeMarks().empty());
    QCOMPARE(tracker.openMessages(), 3U);
    tracker.finish(flight, {}, {});
    QCOMPARE(tracker.takeMarks().front().position.value, 2);
    QCOMPARE(tracker.finished(Fate::Delivered), 3U);
}

void AckTrackerTest::theFirstOtherFateCounts()
{
    AckTracker tracker;
    const FlightId flight = tracker.open(makeBatch(makeLane(1), 0, 2), 2);
    tracker.finish(flight, {}, kSecond);
    tracker.finishOne(flight, 1, Fate::DeadLettered);
    tracker.finish(flight, {}, kSecond);
    tracker.finishOne(flight, 1, Fate::Skipped);
    QCOMPARE(tracker.finished(Fate::Delivered), 1U);
    QCOMPARE(tracker.finished(Fate::DeadLettered), 1U);
    QCOMPARE(tracker.finished(Fate::Skipped), 0U);
    QCOMPARE(tracker.mark(1)->value, 1);
}

void AckTrackerTest::aFinishedBatchBehindAnOpenOneLetsGoOfItsBytes()
{
    AckTracker tracker;
    const LanePtr lane = makeLane(1);
    const FlightId first = tracker.open(makeBatch(lane, 0, 2), 1);
    std::weak_ptr<const Batch> watched;
    {
        const BatchPtr batch = makeBatch(lane, 2, 2);
        watched = batch;
        tracker.finish(tracker.open(batch, 1), {}, {});
    }
    QVERIFY(watched.expired());
    QVERIFY(!tracker.mark(1));
    tracker.finish(first, {}, {});
    QCOMPARE(tracker.mark(1)->value, 3);
}

void AckTrackerTest::lanesAreIndependent()
{
    AckTracker tracker;
    tracker.open(makeBatch(makeLane(1), 0, 2), 1);
    tracker.finish(tracker.open(makeBatch(makeLane(2), 5, 2), 1), {}, {});
    const auto marks = tracker.takeMarks();
    QCOMPARE(marks.size(), 1U);
    QCOMPARE(marks.front().lane->id, 2U);
    QCOMPARE(tracker.openIn(1), 2U);
}

void AckTrackerTest::aDroppedLaneIsNotAcknowledged()
{
    AckTracker tracker;
    const FlightId flight = tracker.open(makeBatch(makeLane(1), 0, 2), 1);
    tracker.dropLane(1);
    tracker.finish(flight, {}, {});
    QVERIFY(tracker.takeMarks().empty());
    QCOMPARE(tracker.finished(Fate::Delivered), 2U);
}

void AckTrackerTest::abandonedMessagesAreCountedOnce()
{
    AckTracker tracker;
    const FlightId flight = tracker.open(makeBatch(makeLane(1), 0, 2), 2);
    tracker.finish(flight, {}, {});
    tracker.open(makeBatch(makeLane(2), 0, 3, false), 2);
    const AckTracker::Abandoned given = tracker.abandonAll();
    QCOMPARE(given.messages, 5U);
    QCOMPARE(given.unstable, 3U);
    QCOMPARE(tracker.openMessages(), 0U);
    QCOMPARE(tracker.heldBytes(), 0U);
}

/// Batches of two lanes finish in parts and in any order.
void AckTrackerTest::theWatermarkNeverPassesAnOpenMessage()
{
    std::mt19937_64 random(7);
    const LanePtr lanes[] = {makeLane(0), makeLane(1)};
    std::int64_t next[] = {0, 0};
    std::set<std::int64_t> open[2];
    struct Part
    {
        FlightId flight;
        std::uint32_t index;
        int lane;
        std::int64_t position;
    };
    AckTracker tracker;
    std::vector<Part> parts;
    for (int step = 0; step < 20'000; ++step) {
        if (parts.size() < 50 || random() % 3 == 0) {
            const int lane = static_cast<int>(random() % 2);
            const int count = 1 + static_cast<int>(random() % 5);
            const FlightId flight = tracker.open(makeBatch(lanes[lane], next[lane], count), 1);
            for (int i = 0; i < count; ++i) {
                parts.push_back({flight, static_cast<std::uint32_t>(i), lane, next[lane] + i});
                open[lane].insert(next[lane] + i);
            }
            next[lane] += count;
            continue;
        }
        std::swap(parts[random() % parts.size()], parts.back());
        const Part part = parts.back();
        parts.pop_back();
        tracker.finishOne(part.flight, part.index, Fate::Delivered);
        open[part.lane].erase(part.position);
        for (const int lane : {0, 1}) {
            const auto mark = tracker.mark(static_cast<std::uint64_t>(lane));
            const std::int64_t firstOpen = open[lane].empty() ? next[lane] : *open[lane].begin();
            QCOMPARE(mark ? mark->value : -1, firstOpen - 1);
        }
    }
}

QTEST_GUILESS_MAIN(AckTrackerTest)
#include "ack_tracker_test.moc"
