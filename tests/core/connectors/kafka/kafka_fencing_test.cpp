// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_fencing.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using namespace std::chrono_literals;

/// A member whose instance id was given away: by an echo of an outage, or by a second Weir?
class KafkaFencingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFinal_data();
    void isFinal();
    void isTriedAgainUnderAnIdOfItsOwn();

private:
    static constexpr TimePoint kNow = TimePoint(1h);
    static constexpr auto kEchoes = 345s;
};

using Endings = std::vector<SourceEnding>;
constexpr const char *kEcho = "kafka.instance.echo";

void KafkaFencingTest::isFinal_data()
{
    QTest::addColumn<std::optional<TimePoint>>("lastTrouble");
    QTest::addColumn<Endings>("earlier");
    QTest::addColumn<bool>("isFinal");
    const std::optional<TimePoint> none;
    const std::optional<TimePoint> recent = kNow - 345s;
    const std::optional<TimePoint> old = kNow - 346s;
    const SourceEnding echo{.id = kEcho, .at = kNow - 10s};
    const SourceEnding oldEcho{.id = kEcho, .at = kNow - 400s};
    const SourceEnding cut{.id = "kafka.connect", .at = kNow - 10s};
    const SourceEnding oldCut{.id = "kafka.connect", .at = kNow - 400s};
    QTest::newRow("without any trouble") << none << Endings() << true;
    QTest::newRow("soon after trouble") << recent << Endings() << false;
    QTest::newRow("long after trouble") << old << Endings() << true;
    QTest::newRow("after a failed member") << none << Endings{cut} << false;
    QTest::newRow("long after a failed member") << none << Endings{oldCut} << true;
    QTest::newRow("for the second time") << none << Endings{cut, echo} << false;
    QTest::newRow("for the third time") << none << Endings{echo, echo} << false;
    QTest::newRow("for the fourth time") << recent << Endings{echo, echo, echo} << true;
    QTest::newRow("again, long after three")
        << recent << Endings{oldEcho, oldEcho, oldEcho} << false;
}

void KafkaFencingTest::isFinal()
{
    QFETCH(std::optional<TimePoint>, lastTrouble);
    QFETCH(Endings, earlier);
    const auto passing = passingFence(
        {.now = kNow, .lastTrouble = lastTrouble, .earlier = earlier, .echoes = kEchoes});
    QTEST(!passing.has_value(), "isFinal");
}

void KafkaFencingTest::isTriedAgainUnderAnIdOfItsOwn()
{
    const auto passing = passingFence({.now = kNow, .lastTrouble = kNow, .echoes = kEchoes});
    QVERIFY(passing && passing->isRetryable());
    QCOMPARE(QLatin1String(passing->id), QLatin1String(kEcho)); // which the next one counts
    QCOMPARE(passing->field, u"instance_id"_s);
}

QTEST_GUILESS_MAIN(KafkaFencingTest)
#include "kafka_fencing_test.moc"
