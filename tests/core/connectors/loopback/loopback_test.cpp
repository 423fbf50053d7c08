// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_endpoint.h"
#include "core/connectors/loopback/loopback_source.h"
#include "tests/support/hand_clock.h"

#include <QTest>
#include <QUuid>

using namespace core;
using namespace core::loopback;
using namespace std::chrono_literals;

class LoopbackTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPushedIsReadInOrderWithKeysAndHeaders();
    void unacknowledgedMessagesComeAgainAfterReopening();
    void aPreviewMovesNothing();
    void aSecondFlowIsRefused();
    void storedPositionsAreSkipped();
    void lanesAreRevokedAndLostByHand();
    void errorsAndSilenceAreInjected();
    void aPausedSourceAsksForNoFurtherTurn();
    void aFullChannelHoldsCompletionsBackUntilDrained();
    void refusesEveryNthAndFailsTheFirst();
    void answersAfterTheDelay();
    void theJudgeDecides();
};

namespace {

struct Around
{
    support::HandClock clock = {};
    Wakeup wakeup = {};
    SharedResources shared = {};
    FlowDefinition flow = {};
    FlowEnd end = {};
    QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::shared_ptr<LoopbackChannel> channel = LoopbackChannel::named(name);

    SourceContext source(Purpose purpose = Purpose::Flow)
    {
        return {.flow = flow, .wakeup = wakeup, .clock = clock, .purpose = purpose};
    }
    EndpointContext endpoint()
    {
        return {.flow = flow,
                .end = end,
                .wakeup = wakeup,
                .clock = clock,
                .shared = shared,
                .makeDecoder = {}};
    }
    LoopbackSourceConfig sourceConfig() const { return {.channel = name}; }
    LoopbackEndpointConfig endpointConfig() const { return {.channel = name}; }
};

QList<QByteArray> payloadsOf(const Polled &polled)
{
    QList<QByteArray> payloads;
    if (polled.batch) {
        for (const MessageView &message : polled.batch->messages()) {
            const auto text = textOf(message.payload);
            payloads.append(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
        }
    }
    return payloads;
}

QList<QByteArray> payloadsOf(const std::vector<LoopbackMessage> &messages)
{
    QList<QByteArray> payloads;
    for (const LoopbackMessage &message : messages) {
        payloads.append(message.payload);
    }
    return payloads;
}

BatchPtr batchOf(int count)
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(std::make_shared<LaneInfo>());
    for (int i = 0; i < count; ++i) {
        const QByteArray text = QByteArray::number(i);
        batch->add(bytesOf(text.constData(), static_cast<std::size_t>(text.size())), {},
                   Position{.value = i, .stable = true}, -1);
    }
    batch->finish({}, 0);
    return batch;
}

} // namespace

void LoopbackTest::whatIsPushedIsReadInOrderWithKeysAndHeaders()
{
    Around around;
    around.channel->push("a", "k");
    around.channel->push({.payload = {},
                          .key = "",
                          .headers = {{"h", "v"}, {"none", {}}},
                          .timestampMs = 42,
                          .lane = 0});
    LoopbackSource source(around.sourceConfig());
    QVERIFY(source.open(around.source()));
    const auto polled = source.poll(10, 1'000'000);
    QVERIFY(polled);
    QCOMPARE(polled->laneEvents.size(), 1U);
    QCOMPARE(polled->laneEvents[0].kind, LaneEvent::Kind::Assigned);
    QCOMPARE(polled->laneEvents[0].end->value, 1);
    QVERIFY(polled->batch && !polled->more);
    const auto messages = polled->batch->messages();
    QCOMPARE(messages.size(), 2U);
    QCOMPARE(textOf(messages[0].key), std::string_view("k"));
    QVERIFY(messages[0].position.stable);
    QVERIFY(isNull(messages[1].payload)); // a tombstone stays one
    QVERIFY(!isNull(messages[1].key) && messages[1].key.empty());
    QCOMPARE(messages[1].timestampMs, 42);
    const auto headers = messages[1].headers.all();
    QCOMPARE(headers.size(), 2U);
    QCOMPARE(textOf(headers[0].value), std::string_view("v"));
    QVERIFY(isNull(headers[1].value));
}

void LoopbackTest::unacknowledgedMessagesComeAgainAfterReopening()
{
    Around around;
    for (const char *text : {"a", "b", "c"}) {
        around.channel->push(text);
    }
    {
        LoopbackSource source(around.sourceConfig());
        QVERIFY(source.open(around.source()));
        const auto polled = source.poll(2, 1'000'000);
        QCOMPARE(payloadsOf(*polled), QList<QByteArray>({"a", "b"}));
        QVERIFY(polled->more);
        source.acknowledge(polled->batch->laneOf(polled->batch->messages()[0]), {.value = 0});
        QCOMPARE(around.channel->acknowledged(), 0);
        QCOMPARE(source.health().lag.value_or(-1), 2);
    }
    LoopbackSource again(around.sourceConfig());
    QVERIFY(again.open(around.source()));
    const auto polled = again.poll(10, 1'000'000);
    QCOMPARE(payloadsOf(*polled), QList<QByteArray>({"b", "c"}));
    QCOMPARE(polled->batch->messages()[0].position.value, 1);
}

void LoopbackTest::aPreviewMovesNothing()
{
    Around around;
    around.channel->push("a");
    LoopbackSource flow(around.sourceConfig());
    QVERIFY(flow.open(around.source()));
    LoopbackSource preview(around.sourceConfig());
    QVERIFY(preview.open(around.source(Purpose::Preview)));
    const auto seen = preview.poll(10, 1'000'000);
    QCOMPARE(payloadsOf(*seen), QList<QByteArray>({"a"}));
    preview.acknowledge(seen->batch->laneOf(seen->batch->messages()[0]), {.value = 0});
    QCOMPARE(around.channel->acknowledged(), -1);
    QCOMPARE(payloadsOf(*flow.poll(10, 1'000'000)), QList<QByteArray>({"a"}));
}

void LoopbackTest::aSecondFlowIsRefused()
{
    Around around;
    LoopbackSource first(around.sourceConfig());
    QVERIFY(first.open(around.source()));
    LoopbackSource second(around.sourceConfig());
    const auto opened = second.open(around.source());
    QVERIFY(!opened);
    QCOMPARE(opened.error().id, "loopback.in_use");
    QVERIFY(opened.error().isRetryable());
    first.close({});
    QVERIFY(second.open(around.source()));
}

void LoopbackTest::storedPositionsAreSkipped()
{
    Around around;
    around.channel->push("a");
    around.channel->push("b");
    LoopbackSource probe(around.sourceConfig());
    QVERIFY(probe.open(around.source()));
    const auto events = probe.poll(0, 0)->laneEvents;
    QCOMPARE(events.size(), 1U);
    probe.close({});

    SourceContext context = around.source();
    context.startAt = {StoredPosition{.lane = events[0].lane->name,
                                      .epoch = events[0].lane->epoch,
                                      .position = {.value = 0, .stable = true}}};
    LoopbackSource source(around.sourceConfig());
    QVERIFY(source.open(context));
    QCOMPARE(payloadsOf(*source.poll(10, 1'000'000)), QList<QByteArray>({"b"}));
}

void LoopbackTest::lanesAreRevokedAndLostByHand()
{
    Around around;
    around.channel->push("a", {}, 0);
    around.channel->push("b", {}, 1);
    LoopbackSource source(around.sourceConfig());
    QVERIFY(source.open(around.source()));
    const auto first = source.poll(10, 1'000'000);
    QCOMPARE(first->laneEvents.size(), 2U);
    const LanePtr zero = first->batch->lanes()[0];

    around.channel->revoke(0, around.clock.now() + 5s);
    around.channel->push("c", {}, 0);
    const auto revoked = source.poll(10, 1'000'000);
    QCOMPARE(revoked->laneEvents[0].kind, LaneEvent::Kind::Revoking);
    QCOMPARE(revoked->laneEvents[0].lane->id, zero->id);
    QVERIFY(!revoked->batch);
    source.acknowledge(*zero, {.value = 0}); // in flight until released
    QCOMPARE(around.channel->acknowledged(0), 0);
    QVERIFY(!around.channel->isReleased(0));
    source.lanesReleased(std::span(&zero, 1));
    QVERIFY(around.channel->isReleased(0));

    around.channel->lose(1);
    const auto lost = source.poll(10, 1'000'000);
    QCOMPARE(lost->laneEvents[0].kind, LaneEvent::Kind::Lost);
    source.acknowledge(*lost->laneEvents[0].lane, {.value = 0});
    QCOMPARE(around.channel->acknowledged(1), -1);

    around.channel->assign(0);
    const auto assigned = source.poll(10, 1'000'000);
    QCOMPARE(assigned->laneEvents[0].kind, LaneEvent::Kind::Assigned);
    QVERIFY(assigned->laneEvents[0].lane->id != zero->id);
    QCOMPARE(payloadsOf(*assigned), QList<QByteArray>({"c"}));
}

void LoopbackTest::errorsAndSilenceAreInjected()
{
    Around around;
    around.channel->push("a");
    around.channel->failOpen(Error{.code = ErrorCode::Auth, .id = "test.open"});
    LoopbackSource source(around.sourceConfig());
    QCOMPARE(source.open(around.source()).error().id, "test.open");
    QVERIFY(source.open(around.source()));
    around.channel->failPoll(Error{.code = ErrorCode::Connect, .id = "test.poll"});
    QCOMPARE(source.poll(10, 1000).error().id, "test.poll");

    around.channel->setSilent(true);
    QVERIFY(!source.poll(10, 1000)->batch);
    QVERIFY(!source.health().ready && source.health().trouble);
    around.channel->setSilent(false);
    around.channel->setEnded();
    const auto last = source.poll(10, 1000);
    QVERIFY(last->batch && last->ended);
}

void LoopbackTest::aPausedSourceAsksForNoFurtherTurn()
{
    Around around;
    around.channel->push("a");
    LoopbackSource source(around.sourceConfig());
    QVERIFY(source.open(around.source()));
    source.pause();
    const auto paused = source.poll(10, 1000);
    QVERIFY(!paused->batch && !paused->more);
    source.resume();
    QVERIFY(source.poll(10, 1000)->batch);
    around.channel->push("b");
    source.stopIntake();
    QVERIFY(!source.poll(10, 1000)->batch);
}

void LoopbackTest::aFullChannelHoldsCompletionsBackUntilDrained()
{
    Around around;
    LoopbackEndpointConfig config = around.endpointConfig();
    config.capacity = 3;
    LoopbackEndpoint endpoint(config);
    QVERIFY(endpoint.open(around.endpoint()));
    endpoint.submit({.token = 1, .batch = batchOf(2), .only = {}});
    endpoint.submit({.token = 2, .batch = batchOf(4), .only = {1, 2, 3}});
    const auto first = endpoint.collect();
    QCOMPARE(first.size(), 1U);
    QCOMPARE(first[0].token, 1U);
    QVERIFY(endpoint.collect().empty());
    QCOMPARE(payloadsOf(around.channel->take()), QList<QByteArray>({"0", "1", "1"}));
    const auto second = endpoint.collect();
    QCOMPARE(second.size(), 1U);
    QCOMPARE(second[0].token, 2U);
    QCOMPARE(payloadsOf(around.channel->take()), QList<QByteArray>({"2", "3"}));
}

void LoopbackTest::refusesEveryNthAndFailsTheFirst()
{
    Around around;
    LoopbackEndpointConfig config = around.endpointConfig();
    config.refuseEvery = 2;
    config.failFirst = 1;
    LoopbackEndpoint endpoint(config);
    QVERIFY(endpoint.open(around.endpoint()));
    endpoint.submit({.token = 1, .batch = batchOf(5), .only = {}});
    const auto done = endpoint.collect();
    QCOMPARE(done.size(), 1U);
    const auto &outcomes = done[0].outcomes;
    QCOMPARE(outcomes.size(), 3U);
    QCOMPARE(outcomes[0].index, 0U);
    QCOMPARE(outcomes[0].verdict, Verdict::Retry);
    QVERIFY(!outcomes[0].error.isRetryable()); // counted as a try
    QCOMPARE(outcomes[1].index, 2U);
    QCOMPARE(outcomes[1].verdict, Verdict::Refuse);
    QCOMPARE(outcomes[2].index, 4U);
    QCOMPARE(payloadsOf(around.channel->take()), QList<QByteArray>({"1", "3"}));
}

void LoopbackTest::answersAfterTheDelay()
{
    Around around;
    LoopbackEndpointConfig config = around.endpointConfig();
    config.delay = 50ms;
    LoopbackEndpoint endpoint(config);
    QVERIFY(endpoint.open(around.endpoint()));
    endpoint.submit({.token = 1, .batch = batchOf(1), .only = {}});
    around.clock.advance(49ms);
    QVERIFY(endpoint.collect().empty());
    around.clock.advance(1ms);
    QCOMPARE(endpoint.collect().size(), 1U);
    endpoint.submit({.token = 2, .batch = batchOf(1), .only = {}});
    endpoint.close({});
    around.clock.advance(1s); // its call finds nobody
}

void LoopbackTest::theJudgeDecides()
{
    Around around;
    around.channel->setJudge([](const LoopbackMessage &message) -> std::optional<MessageOutcome> {
        if (message.payload == "1") {
            return MessageOutcome{.index = 0, .verdict = Verdict::Filtered, .error = {}};
        }
        return std::nullopt;
    });
    LoopbackEndpoint endpoint(around.endpointConfig());
    QVERIFY(endpoint.open(around.endpoint()));
    endpoint.submit({.token = 1, .batch = batchOf(3), .only = {}});
    const auto done = endpoint.collect();
    QCOMPARE(done[0].outcomes.size(), 1U);
    QCOMPARE(done[0].outcomes[0].index, 1U);
    QCOMPARE(around.channel->size(), 2U);
    around.channel->failEndpoint(Error{.code = ErrorCode::Storage, .id = "test.full"});
    QCOMPARE(endpoint.failure()->id, "test.full");
}

QTEST_GUILESS_MAIN(LoopbackTest)
#include "loopback_test.moc"
