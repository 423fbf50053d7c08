// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/wakeup.h"

#include <QTest>

#include <poll.h>
#include <unistd.h>

#include <thread>

using namespace core;

class WakeupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyNotificationsAreOneWakeup();
    void aLibraryMayWriteItself();
    void wakesAcrossThreads();
};

bool isReadable(const Wakeup &wakeup, int waitMs = 0)
{
    pollfd entry{.fd = wakeup.fd(), .events = POLLIN, .revents = 0};
    return poll(&entry, 1, waitMs) == 1;
}

void WakeupTest::manyNotificationsAreOneWakeup()
{
    Wakeup wakeup;
    QVERIFY(!isReadable(wakeup));
    for (int i = 0; i < 1000; ++i) {
        wakeup.notify();
    }
    QVERIFY(isReadable(wakeup));
    wakeup.clear();
    QVERIFY(!isReadable(wakeup));
    wakeup.clear();
    wakeup.notify();
    QVERIFY(isReadable(wakeup));
}

void WakeupTest::aLibraryMayWriteItself()
{
    Wakeup wakeup;
    const ssize_t written = write(wakeup.fd(), &Wakeup::kPayload, sizeof Wakeup::kPayload);
    QCOMPARE(static_cast<std::size_t>(written), sizeof Wakeup::kPayload);
    QVERIFY(isReadable(wakeup));
}

void WakeupTest::wakesAcrossThreads()
{
    Wakeup wakeup;
    std::thread other([&wakeup] { wakeup.notify(); });
    QVERIFY(isReadable(wakeup, 5000));
    other.join();
}

QTEST_GUILESS_MAIN(WakeupTest)
#include "wakeup_test.moc"
