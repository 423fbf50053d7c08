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

void StuckTest::aPartitionThatGivesNothingIsFound()
{
    MockBroker broker;
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 5);
    KafkaSourceConfig config = Reader::config(u"t"_s);
    config.brokers = broker.address();
    HandClock clock;
    Reader reader(config, {.clock = &clock});
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

QTEST_GUILESS_MAIN(StuckTest)
#include "stuck_test.moc"
