// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/integration/kafka/mock_broker.h"
#include "tests/support/hand_clock.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace std::chrono_literals;
using rig::MockBroker;
using rig::Reader;
using support::HandClock;

/// A partition that holds messages and gives none.
class StuckTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPartitionThatGivesNothingIsFound();
    void aPartitionAtItsEndIsNotTakenForStuck();
    void anOpenTransactionIsNotTakenForStuck();
    void afterASleepASilentBrokerIsLeftWithinSeconds();
    void afterASleepABrokerThatAnswersIsKept();
};

/// Lets so much time pass, with room for answers; false when the source failed.
bool pass(Reader &reader, HandClock &clock, std::chrono::seconds time)
{
    constexpr auto kStep = 10s;
    constexpr int kAnsweredMs = 1200; // behind a fetch that waits for messages, twice
    for (auto passed = 0s; passed < time; passed += kStep) {
        clock.advance(kStep);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < kAnsweredMs) {
            if (!reader.step()) {
                return false;
            }
        }
    }
    return true;
}

/// A source of a topic with five messages.
KafkaSourceConfig fiveMessagesAt(MockBroker &broker)
{
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 5);
    KafkaSourceConfig config = Reader::config(u"t"_s);
    config.brokers = broker.address();
    return config;
}

void StuckTest::aPartitionThatGivesNothingIsFound()
{
    MockBroker broker;
    HandClock clock;
    Reader reader(fiveMessagesAt(broker), {.clock = &clock});
    QVERIFY(reader.waitFor(5));
    broker.answerFetches(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION);
    broker.produce(u"t"_s, 5, 5);
    QVERIFY(!pass(reader, clock, 90s));
    QCOMPARE(QLatin1String(reader.error->id), "kafka.partition.stuck"_L1);
    QVERIFY(reader.error->isRetryable()); // a new client is made
}

void StuckTest::aPartitionAtItsEndIsNotTakenForStuck()
{
    const QString topic = rig::makeTopic();
    rig::produceInTransaction(topic, 5, true); // what is behind the last message is a marker
    HandClock clock;
    Reader reader(Reader::config(topic), {.clock = &clock});
    QVERIFY(reader.waitFor(5));
    QVERIFY(pass(reader, clock, 90s));
}

void StuckTest::anOpenTransactionIsNotTakenForStuck()
{
    const QString topic = rig::makeTopic();
    const auto writer = rig::openTransaction(topic, 5);
    HandClock clock;
    Reader reader(Reader::config(topic), {.clock = &clock});
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && reader.source().health().ready, 20'000);
    QVERIFY(pass(reader, clock, 90s));
    QVERIFY(reader.payloads().isEmpty());
}

/// The clock stands still, so that nothing but the sleep makes the source ask.
void StuckTest::afterASleepASilentBrokerIsLeftWithinSeconds()
{
    MockBroker broker;
    HandClock clock;
    Reader reader(fiveMessagesAt(broker), {.clock = &clock});
    QVERIFY(reader.waitFor(5));
    broker.setDelay(1, 30s);
    QVERIFY(!reader.waitForFailure(2'000));
    reader.source().sawSleep();
    QVERIFY(reader.waitForFailure(8'000));
    QVERIFY(reader.error->isRetryable()); // a new client is made
}

void StuckTest::afterASleepABrokerThatAnswersIsKept()
{
    MockBroker broker;
    HandClock clock;
    Reader reader(fiveMessagesAt(broker), {.clock = &clock});
    QVERIFY(reader.waitFor(5));
    const auto before = reader.source().health().lastRoundTrip;
    clock.sleep(1h);
    reader.source().sawSleep();
    QTRY_VERIFY(reader.step() && reader.source().health().lastRoundTrip > before);
    QVERIFY(!reader.waitForFailure(4'000));
    broker.produce(u"t"_s, 5, 5);
    QVERIFY(reader.waitFor(10));
}

QTEST_GUILESS_MAIN(StuckTest)
#include "stuck_test.moc"
