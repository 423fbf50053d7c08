// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/lane_book.h"
#include "core/flow/owned_batch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

/// When a flow counts as caught up.
class LaneBookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLaneEndsAtItsLastMessageWhereMarkersFollow();
    void aLaneWithoutMessagesIsAtItsEnd();
    void anEndIsNeverMovedAway();

private:
    static LaneEvent event(LaneEvent::Kind kind, std::int64_t end)
    {
        static const LanePtr lane = std::make_shared<LaneInfo>(LaneInfo{.id = 1, .name = u"a/0"_s});
        return {.kind = kind, .lane = lane, .end = Position{.value = end, .stable = true}};
    }
};

void LaneBookTest::aLaneEndsAtItsLastMessageWhereMarkersFollow()
{
    LaneBook book;
    AckTracker tracker;
    const LaneEvent assigned = event(LaneEvent::Kind::Assigned, 7);
    book.assigned(assigned);
    const auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(assigned.lane);
    batch->add({}, {}, {.value = 6, .stable = true}, -1);
    batch->finish({}, 0);
    const FlightId flight = tracker.open(batch, 1);
    book.drained(event(LaneEvent::Kind::Drained, 6));
    QVERIFY(!book.isCaughtUp(tracker)); // 6 is still on its way
    tracker.finish(flight, {}, {});
    QVERIFY(book.isCaughtUp(tracker));
}

void LaneBookTest::aLaneWithoutMessagesIsAtItsEnd()
{
    LaneBook book;
    const AckTracker tracker;
    book.assigned(event(LaneEvent::Kind::Assigned, 5));
    QVERIFY(!book.isCaughtUp(tracker));
    book.drained(event(LaneEvent::Kind::Drained, -1));
    QVERIFY(book.isCaughtUp(tracker));
}

void LaneBookTest::anEndIsNeverMovedAway()
{
    LaneBook book;
    const AckTracker tracker;
    book.assigned(event(LaneEvent::Kind::Assigned, -1));
    book.drained(event(LaneEvent::Kind::Drained, 9)); // came after the assignment
    QVERIFY(book.isCaughtUp(tracker));
}

QTEST_GUILESS_MAIN(LaneBookTest)
#include "lane_book_test.moc"
