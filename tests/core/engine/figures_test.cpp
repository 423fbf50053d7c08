// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/latency_histogram.h"
#include "core/engine/metrics_history.h"
#include "core/engine/problem_list.h"
#include "core/engine/sampler.h"
#include "core/flow/owned_batch.h"
#include "tests/support/hand_clock.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<OwnedBatch> makeBatch(int count, const QByteArray &payload)
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(
        std::make_shared<LaneInfo>(LaneInfo{.id = 1, .name = u"t/0"_s, .topic = u"t"_s}));
    for (int i = 0; i < count; ++i) {
        batch->add(bytesOf(payload.constData(), static_cast<std::size_t>(payload.size())), {},
                   Position{.value = i, .stable = true}, -1);
    }
    batch->addHeader("h", bytesOf("v", 1));
    batch->finish({}, 5);
    return batch;
}

} // namespace

/// What the screen is told: bounded, and honest about it.
class FiguresTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreRightWithinABucket();
    void aSecondWithoutAnswersHasNoLatency();
    void longerWindowsAreMeansWithGaps();
    void ringsKeepTheirLength();
    void samplesAreFewAndCounted();
    void samplesAreBoundedInBytes();
    void flowsShareABoundForTheirSamples();
    void aHugePayloadIsCutAndItsSizeTold();
    void onlyNewerSamplesAreHandedOut();
    void equalProblemsAreCounted();
    void solvedProblemsStayAsHistory();
};

void FiguresTest::percentilesAreRightWithinABucket()
{
    LatencyHistogram histogram;
    histogram.add(1ms, 90);
    histogram.add(100ms, 10);
    const auto latency = histogram.take();
    QVERIFY(latency->p50 >= 1.0 && latency->p50 <= 1.25);
    QVERIFY(latency->p95 >= 100.0 && latency->p95 <= 125.0);
    QVERIFY(latency->p99 >= 100.0);
}

void FiguresTest::aSecondWithoutAnswersHasNoLatency()
{
    LatencyHistogram histogram;
    histogram.add(0ns, 1);
    QVERIFY(histogram.take());
    QVERIFY(!histogram.take());
}

void FiguresTest::longerWindowsAreMeansWithGaps()
{
    MetricsHistory history;
    for (int i = 0; i < 5; ++i) {
        history.add({.atMs = i, .inPerSecond = static_cast<float>(i)});
    }
    const auto hour = history.points(HistoryWindow::Hour);
    QCOMPARE(hour.size(), 1U);
    QCOMPARE(hour.front().inPerSecond, 2.0F);
    QVERIFY(std::isnan(hour.front().lag));
}

void FiguresTest::ringsKeepTheirLength()
{
    MetricsHistory history;
    for (int i = 0; i < 1000; ++i) {
        history.add({.atMs = i});
    }
    QCOMPARE(history.points(HistoryWindow::Minutes5).size(), 300U);
    QCOMPARE(history.points(HistoryWindow::Minutes5).back().atMs, 999);
    QCOMPARE(history.points(HistoryWindow::Hour).size(), 200U);
}

void FiguresTest::samplesAreFewAndCounted()
{
    support::HandClock clock;
    Sampler sampler(clock);
    const auto batch = makeBatch(1000, "{}");
    for (int i = 0; i < 100; ++i) {
        sampler.offer(*batch);
    }
    const SampleSlice slice = sampler.slice(0, 10'000);
    QCOMPARE(slice.seen, 100'000U);
    QCOMPARE(slice.shown, slice.samples.size());
    QVERIFY(slice.samples.size() <= static_cast<std::size_t>(Sampler::kPerSecond));
    clock.advance(200ms);
    sampler.offer(*batch);
    QVERIFY(sampler.slice(0, 10'000).shown > slice.shown);
}

void FiguresTest::samplesAreBoundedInBytes()
{
    support::HandClock clock;
    Sampler sampler(clock);
    const auto batch = makeBatch(20, QByteArray(200 * 1024, 'x'));
    for (int i = 0; i < 20; ++i) {
        clock.advance(1s);
        sampler.offer(*batch);
    }
    const SampleSlice slice = sampler.slice(0, 10'000);
    QVERIFY(slice.bytesKept <= slice.bytesCap);
    QVERIFY(slice.samples.size() > 100);
}

void FiguresTest::flowsShareABoundForTheirSamples()
{
    support::HandClock clock;
    const auto total = std::make_shared<SampleTotal>();
    const auto batch = makeBatch(20, QByteArray(200 * 1024, 'x'));
    std::vector<std::unique_ptr<Sampler>> samplers;
    for (int flow = 0; flow < 12; ++flow) {
        samplers.push_back(std::make_unique<Sampler>(clock, total));
        for (int i = 0; i < 10; ++i) {
            clock.advance(1s);
            samplers.back()->offer(*batch);
        }
        QVERIFY(!samplers.back()->slice(0, 10).samples.empty());
    }
    QVERIFY(total->bytes > total->cap / 2);
    QVERIFY(total->bytes <= total->cap + 12 * 256 * 1024);
    samplers.clear();
    QCOMPARE(total->bytes.load(), 0);
}

void FiguresTest::aHugePayloadIsCutAndItsSizeTold()
{
    support::HandClock clock;
    Sampler sampler(clock);
    sampler.offer(*makeBatch(1, QByteArray(1'000'000, 'x')));
    const Sample sample = sampler.slice(0, 1).samples.front();
    QCOMPARE(sample.payload.size(), Sampler::kMostPayload);
    QCOMPARE(sample.payloadSize, 1'000'000);
    QVERIFY(sample.key.isNull());
    QCOMPARE(sample.headers.front().second, QByteArray("v"));
}

void FiguresTest::onlyNewerSamplesAreHandedOut()
{
    support::HandClock clock;
    Sampler sampler(clock);
    sampler.offer(*makeBatch(3, "a"));
    const auto first = sampler.slice(0, 2);
    QCOMPARE(first.samples.size(), 2U);
    QCOMPARE(first.samples.back().number, 3U);
    QVERIFY(sampler.slice(first.newest, 10).samples.empty());
}

void FiguresTest::equalProblemsAreCounted()
{
    support::HandClock clock;
    ProblemList list(clock);
    const Error error{.code = ErrorCode::Connect, .id = "test.refused", .message = u"no"_s};
    list.report(u"1"_s, u"a"_s, error, u"sources.a"_s);
    clock.advance(1s);
    list.report(u"1"_s, u"a"_s, error, u"sources.a"_s);
    list.report(u"2"_s, u"b"_s, error, u"sources.b"_s);
    QCOMPARE(list.all().size(), 2U);
    QCOMPARE(list.all().front().count, 2U);
    QVERIFY(list.all().front().lastMs > list.all().front().firstMs);
}

void FiguresTest::solvedProblemsStayAsHistory()
{
    support::HandClock clock;
    ProblemList list(clock);
    const Error error{.code = ErrorCode::Connect, .id = "test.refused", .message = u"no"_s};
    list.report(u"1"_s, u"a"_s, error, {});
    list.solve(u"1"_s);
    list.report(u"1"_s, u"a"_s, error, {});
    QCOMPARE(list.all().size(), 2U);
    QVERIFY(list.all().front().solved);
    QVERIFY(!list.all().back().solved);
    list.remove(u"1"_s);
    QVERIFY(list.all().empty());
}

QTEST_GUILESS_MAIN(FiguresTest)
#include "figures_test.moc"
