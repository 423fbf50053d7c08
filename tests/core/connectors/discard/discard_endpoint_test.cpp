// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/discard/discard_endpoint.h"
#include "core/flow/owned_batch.h"
#include "tests/support/hand_clock.h"

#include <QTest>

#include <poll.h>

using namespace core;

class DiscardEndpointTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySubmissionIsDeliveredAtOnceAndCounted();
    void closesTwiceWithoutOpening();
};

BatchPtr batchOf(int count)
{
    auto lane = std::make_shared<LaneInfo>();
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(lane);
    for (int i = 0; i < count; ++i) {
        batch->add(bytesOf("abc", 3), {}, Position{.value = i, .stable = true}, -1);
    }
    batch->finish({}, 0);
    return batch;
}

void DiscardEndpointTest::everySubmissionIsDeliveredAtOnceAndCounted()
{
    support::HandClock clock;
    Wakeup wakeup;
    SharedResources shared;
    const FlowDefinition flow;
    const FlowEnd end;
    discard::DiscardEndpoint endpoint;
    QVERIFY(!endpoint.health().ready);
    QVERIFY(endpoint.open({.flow = flow,
                           .end = end,
                           .wakeup = wakeup,
                           .clock = clock,
                           .shared = shared,
                           .makeDecoder = {}}));
    endpoint.submit({.token = 7, .batch = batchOf(10), .only = {}});
    endpoint.submit({.token = 8, .batch = batchOf(10), .only = {1, 9}});

    pollfd waiting{.fd = wakeup.fd(), .events = POLLIN, .revents = 0};
    QCOMPARE(::poll(&waiting, 1, 0), 1);
    const std::vector<Completion> done = endpoint.collect();
    QCOMPARE(done.size(), 2U);
    QCOMPARE(done[0].token, 7U);
    QCOMPARE(done[1].token, 8U);
    QVERIFY(done[0].outcomes.empty() && done[1].outcomes.empty());
    QVERIFY(endpoint.collect().empty());
    QCOMPARE(endpoint.messages(), 12U);
    QCOMPARE(endpoint.bytes(), 36U);
    QVERIFY(endpoint.health().ready);
}

void DiscardEndpointTest::closesTwiceWithoutOpening()
{
    discard::DiscardEndpoint endpoint;
    endpoint.close({});
    endpoint.close({});
}

QTEST_GUILESS_MAIN(DiscardEndpointTest)
#include "discard_endpoint_test.moc"
