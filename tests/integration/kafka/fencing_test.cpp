// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// Two members that say to be the same one.
class FencingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondWeirEndsTheFirst();
    void afterTroubleTheFirstJoinsAgain();
    void notForEver();

private:
    /// How the first one ends once the second one has joined.
    static std::optional<Error> fencedAfter(std::vector<SourceEnding> endings);
};

std::optional<Error> FencingTest::fencedAfter(std::vector<SourceEnding> endings)
{
    const QString topic = rig::filledTopic(5);
    const QString flow = Reader::newId();
    Reader first(Reader::config(topic), {.flowId = flow, .endings = std::move(endings)});
    if (!first.waitFor(5)) {
        return std::nullopt;
    }
    Reader second(Reader::config(topic), {.flowId = flow});
    if (!second.waitFor(5)) {
        return std::nullopt;
    }
    first.waitForFailure();
    return first.error;
}

void FencingTest::aSecondWeirEndsTheFirst()
{
    const auto error = fencedAfter({});
    QVERIFY(error);
    QCOMPARE(QLatin1String(error->id), "kafka.instance.fenced"_L1);
    QVERIFY(error->code == ErrorCode::Config);
}

void FencingTest::afterTroubleTheFirstJoinsAgain()
{
    const TimePoint now = SystemClock().now();
    const auto error = fencedAfter({{.id = "kafka.connect", .at = now}});
    QVERIFY(error);
    QCOMPARE(QLatin1String(error->id), "kafka.instance.echo"_L1);
    QVERIFY(error->isRetryable());
}

void FencingTest::notForEver()
{
    const SourceEnding echo{.id = "kafka.instance.echo", .at = SystemClock().now()};
    const auto error = fencedAfter({echo, echo, echo});
    QVERIFY(error);
    QCOMPARE(QLatin1String(error->id), "kafka.instance.fenced"_L1);
    QVERIFY(error->code == ErrorCode::Config);
}

QTEST_GUILESS_MAIN(FencingTest)
#include "fencing_test.moc"
