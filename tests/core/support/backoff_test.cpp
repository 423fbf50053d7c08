// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/backoff.h"

#include <QTest>

using namespace core;
using namespace std::chrono_literals;

class BackoffTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsToTheLongestWaitWithJitter();
    void neverEndsAndNeverOverflows();
    void startsSmallAfterReset();
    void sameSeedSameWaits();
};

void BackoffTest::growsToTheLongestWaitWithJitter()
{
    Backoff backoff(500ms, 60s, 7);
    std::int64_t expected = 500;
    for (int i = 0; i < 12; ++i) {
        const std::int64_t wait = backoff.next().count();
        QVERIFY(wait >= expected * 80 / 100);
        QVERIFY(wait <= expected * 120 / 100);
        expected = std::min<std::int64_t>(expected * 2, 60'000);
    }
    QCOMPARE(backoff.attempt(), 12);
}

void BackoffTest::neverEndsAndNeverOverflows()
{
    Backoff backoff(1h, 24h, 7);
    for (int i = 0; i < 10'000; ++i) {
        const auto wait = backoff.next();
        QVERIFY(wait > 0ms);
        QVERIFY(wait <= 29h);
    }
}

void BackoffTest::startsSmallAfterReset()
{
    Backoff backoff(100ms, 60s, 3);
    for (int i = 0; i < 9; ++i) {
        backoff.next();
    }
    backoff.reset();
    QCOMPARE(backoff.attempt(), 0);
    QVERIFY(backoff.next() <= 120ms);
}

void BackoffTest::sameSeedSameWaits()
{
    Backoff one(100ms, 60s, 42);
    Backoff other(100ms, 60s, 42);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(one.next().count(), other.next().count());
    }
}

QTEST_GUILESS_MAIN(BackoffTest)
#include "backoff_test.moc"
