// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/expiry.h"
#include "tests/core/mapping/mapping_rig.h"

using namespace core;
using namespace core::mapping;
using namespace std::chrono_literals;

/// What is left of a message's time to live when it is sent on.
class ExpiryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remainingSecondsAreThoseOfTheTable_data();
    void remainingSecondsAreThoseOfTheTable();
    void sleepCountsByTheWallClock();
    void aWallClockSetBackDoesNotProlong();
};

namespace {

constexpr int kAbsent = -2;
constexpr int kDropped = -1;

/// The header's number, kDropped, or kAbsent for a message that has no header and is sent.
int outcome(const rig::OneMessage &message, const Clock &clock)
{
    const ToKafka mapped = message.toKafka({}, clock);
    if (const auto *unmapped = std::get_if<Unmapped>(&mapped)) {
        return unmapped->verdict == Verdict::Expired ? kDropped : -100;
    }
    const QByteArrayList lines = rig::lines(std::get<KafkaRecord>(mapped).headers);
    return lines.isEmpty() ? kAbsent : lines.first().split('=').last().toInt();
}

} // namespace

void ExpiryTest::remainingSecondsAreThoseOfTheTable_data()
{
    QTest::addColumn<qint64>("interval"); // -1 = absent
    QTest::addColumn<int>("waitedMs");
    QTest::addColumn<int>("expected");
    QTest::newRow("3600, 0") << qint64(3600) << 0 << 3600;
    QTest::newRow("3600, 1000") << qint64(3600) << 1'000'000 << 2600;
    QTest::newRow("3600, 3599.9") << qint64(3600) << 3'599'900 << 1;
    QTest::newRow("3600, 3600") << qint64(3600) << 3'600'000 << kDropped;
    QTest::newRow("3600, 4000") << qint64(3600) << 4'000'000 << kDropped;
    QTest::newRow("1, 0.2") << qint64(1) << 200 << 1;
    QTest::newRow("1, 1.0") << qint64(1) << 1'000 << kDropped;
    QTest::newRow("0, 0") << qint64(0) << 0 << kDropped;
    QTest::newRow("absent, 0") << qint64(-1) << 0 << kAbsent;
    QTest::newRow("absent, 4000") << qint64(-1) << 4'000'000 << kAbsent;
}

void ExpiryTest::remainingSecondsAreThoseOfTheTable()
{
    QFETCH(qint64, interval);
    QFETCH(int, waitedMs);
    QFETCH(int, expected);
    support::HandClock clock = rig::clockAtReceipt();
    MqttProperties mqtt;
    if (interval >= 0) {
        mqtt.expirySeconds = static_cast<std::uint32_t>(interval);
    }
    const rig::OneMessage message({.mqtt = mqtt}, clock);
    clock.advance(std::chrono::milliseconds(waitedMs));
    QCOMPARE(outcome(message, clock), expected);
}

void ExpiryTest::sleepCountsByTheWallClock()
{
    support::HandClock clock = rig::clockAtReceipt();
    const rig::OneMessage message({.mqtt = MqttProperties{.expirySeconds = 3600}}, clock);
    clock.setWall(rig::kReceivedMs + 1'000'000); // the steady clock stood still
    QCOMPARE(outcome(message, clock), 2600);
    clock.setWall(rig::kReceivedMs + 4'000'000);
    QCOMPARE(outcome(message, clock), kDropped);
}

void ExpiryTest::aWallClockSetBackDoesNotProlong()
{
    support::HandClock clock = rig::clockAtReceipt();
    const rig::OneMessage message({.mqtt = MqttProperties{.expirySeconds = 4'294'967'295}}, clock);
    clock.advance(10s);
    clock.setWall(0);
    const auto left = expiryLeft(4'294'967'295, waitedSince(message, clock));
    QCOMPARE(left.seconds.value_or(0), 4'294'967'285U);
}

QTEST_GUILESS_MAIN(ExpiryTest)
#include "expiry_test.moc"
