// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/memory_return.h"

#include <QFile>
#include <QTest>

#include <memory>
#include <vector>

using namespace std::chrono_literals;

/// Memory that is free is given back to the system.
class MemoryReturnTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsFreedBelowSomethingInUseGoesBack();
};

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QFile::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * 4096 : 0;
}

void MemoryReturnTest::whatIsFreedBelowSomethingInUseGoesBack()
{
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return; // another allocator
#endif
    constexpr std::size_t kPieces = 150'000;
    constexpr std::size_t kBytes = 400;
    std::vector<std::unique_ptr<char[]>> pieces;
    for (std::size_t i = 0; i < kPieces; ++i) {
        pieces.push_back(std::make_unique<char[]>(kBytes)); // written to
    }
    const auto onTop = std::make_unique<char[]>(kBytes);
    const core::TimePoint now = core::SystemClock().now();
    core::returnUnusedMemory(now, false); // nothing of it is free
    const qint64 before = residentBytes();
    pieces.clear();
    core::returnUnusedMemory(now + 1s, false); // a moment ago it looked
    QVERIFY(before - residentBytes() < qint64(kPieces * kBytes / 2));
    core::returnUnusedMemory(now + 5s, true);
    core::returnUnusedMemory(now + 9s, false); // somebody was busy
    QVERIFY(before - residentBytes() < qint64(kPieces * kBytes / 2));
    core::returnUnusedMemory(now + 10s, false);
    QVERIFY(before - residentBytes() > qint64(kPieces * kBytes / 2));
    QVERIFY(onTop);
}

QTEST_GUILESS_MAIN(MemoryReturnTest)
#include "memory_return_test.moc"
