// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/second_rates.h"

#include <QTest>

#include <cmath>

namespace core {

class SecondRatesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatCameInTheSecond();
    void leavesOutWhatEarlierRunsCounted();
    void leavesGapsWhereNothingIsKnown();
};

namespace {

const FlowCounters kEarlier{.inMessages = 1'000, .inBytes = 9'000, .delivered = 900, .skipped = 4};
const std::vector<EndpointCounters> kEarlierEndpoints{
    {.name = QStringLiteral("a"), .outBytes = 7'000},
    {.name = QStringLiteral("b"), .outBytes = 500}};

} // namespace

void SecondRatesTest::countsWhatCameInTheSecond()
{
    SecondRates rates;
    FlowSnapshot figures{.lag = 12, .windowFill = 0.5};
    const MetricPoint point = rates.take(figures, kEarlier, kEarlierEndpoints, 2.0, 77);
    QCOMPARE(figures.inPerSecond, 500.0);
    QCOMPARE(figures.outPerSecond, 450.0);
    QCOMPARE(figures.inBytesPerSecond, 4'500.0);
    QCOMPARE(figures.outBytesPerSecond, 3'750.0);
    QCOMPARE(point.atMs, 77);
    QCOMPARE(point.refusedPerSecond, 2.0F);
    QCOMPARE(point.lag, 12.0F);
    QCOMPARE(point.windowFill, 0.5F);
    rates.take(figures, kEarlier, kEarlierEndpoints, 1.0, 78);
    QCOMPARE(figures.inPerSecond, 0.0);
    QCOMPARE(figures.outBytesPerSecond, 0.0);
}

void SecondRatesTest::leavesOutWhatEarlierRunsCounted()
{
    SecondRates rates;
    rates.begin(kEarlier, kEarlierEndpoints);
    FlowSnapshot figures;
    const MetricPoint point = rates.take(figures, kEarlier, kEarlierEndpoints, 1.0, 1);
    QCOMPARE(figures.inPerSecond, 0.0);
    QCOMPARE(figures.outBytesPerSecond, 0.0);
    QCOMPARE(point.refusedPerSecond, 0.0F);
}

void SecondRatesTest::leavesGapsWhereNothingIsKnown()
{
    SecondRates rates;
    FlowSnapshot figures;
    const MetricPoint point = rates.take(figures, {}, {}, 1.0, 1);
    QVERIFY(std::isnan(point.latencyP99));
    QVERIFY(std::isnan(point.lag));
}

} // namespace core

QTEST_APPLESS_MAIN(core::SecondRatesTest)
#include "second_rates_test.moc"
