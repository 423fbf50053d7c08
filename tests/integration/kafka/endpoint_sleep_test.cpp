// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/endpoint_rig.h"
#include "tests/integration/kafka/mock_broker.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace std::chrono_literals;
using rig::EndpointWriter;
using rig::MockBroker;
using rig::Reader;

namespace {

KafkaEndpointConfig writerAt(const MockBroker &broker)
{
    KafkaEndpointConfig config;
    config.host = broker.address();
    config.tls.mode = Switch::Disabled;
    return config;
}

} // namespace

/// What a Kafka endpoint does once the computer has slept.
class EndpointSleepTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLeaderThatDoesNotAnswerIsLeftWithinSeconds();
    void aLeaderThatAnswersIsKept();
};

/// Of two nodes one is silent: what it was sent would wait half a minute for its answer.
void EndpointSleepTest::aLeaderThatDoesNotAnswerIsLeftWithinSeconds()
{
    MockBroker broker(2);
    broker.makeTopic(u"t"_s);
    broker.setLeader(u"t"_s, 0, 2);
    EndpointWriter writer(u"t"_s, writerAt(broker));
    writer.submit(rig::oneMessage());
    QVERIFY(writer.waitForCompletions(1));
    broker.setDelay(2, 30s);
    writer.submit(rig::oneMessage());
    QVERIFY(!writer.waitForCompletions(2, 1000));
    writer.endpoint().sawSleep();
    QVERIFY(!writer.waitForCompletions(2, 500));
    broker.setDelay(2, 0s); // of new answers
    QVERIFY(writer.waitForCompletions(2, 10'000));
    QVERIFY(writer.completions[1].outcomes.empty());
    QTRY_VERIFY((writer.endpoint().collect(), writer.endpoint().health().ready));
}

void EndpointSleepTest::aLeaderThatAnswersIsKept()
{
    MockBroker broker(2);
    broker.makeTopic(u"t"_s, 3);
    EndpointWriter writer(u"t"_s, writerAt(broker));
    writer.submit(rig::oneMessage());
    QVERIFY(writer.waitForCompletions(1));
    const auto before = writer.endpoint().health().lastRoundTrip;
    writer.endpoint().sawSleep();
    QTRY_VERIFY((writer.endpoint().collect(), writer.endpoint().health().lastRoundTrip > before));
    QVERIFY(!writer.waitForCompletions(2, 4'000));
    QVERIFY(writer.endpoint().health().ready);
    QCOMPARE(writer.endpoint().health().reconnects, 0U);
    QCOMPARE(writer.endpoint().health().attempt, 0);
    writer.submit(rig::oneMessage());
    QVERIFY(writer.waitForCompletions(2));
}

QTEST_GUILESS_MAIN(EndpointSleepTest)
#include "endpoint_sleep_test.moc"
