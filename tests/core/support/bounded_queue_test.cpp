// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/bounded_queue.h"

#include <QTest>

#include <memory>
#include <thread>

using namespace core;

class BoundedQueueTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullQueueRefusesAndLeavesTheValue();
    void tellsWhenTheReaderMustBeWoken();
    void keepsOrderBetweenThreads();
};

void BoundedQueueTest::aFullQueueRefusesAndLeavesTheValue()
{
    using Queue = BoundedQueue<std::unique_ptr<int>>;
    Queue queue(1);
    QVERIFY(queue.push(std::make_unique<int>(1)) == Queue::Push::AddedToEmpty);
    auto second = std::make_unique<int>(2);
    QVERIFY(queue.push(std::move(second)) == Queue::Push::Refused);
    QVERIFY(second != nullptr);
    QCOMPARE(**queue.pop(), 1);
    QVERIFY(!queue.pop());
}

void BoundedQueueTest::tellsWhenTheReaderMustBeWoken()
{
    using Queue = BoundedQueue<int>;
    Queue queue(10);
    QVERIFY(queue.push(1) == Queue::Push::AddedToEmpty);
    QVERIFY(queue.push(2) == Queue::Push::Added);
    QCOMPARE(queue.takeAll(), (std::vector<int>{1, 2}));
    QVERIFY(queue.push(3) == Queue::Push::AddedToEmpty);
}

void BoundedQueueTest::keepsOrderBetweenThreads()
{
    using Queue = BoundedQueue<int>;
    constexpr int kCount = 20'000;
    Queue queue(64);
    std::thread writer([&queue] {
        for (int i = 0; i < kCount;) {
            i += queue.push(int(i)) == Queue::Push::Refused ? 0 : 1;
        }
    });
    int next = 0;
    bool inOrder = true;
    while (next < kCount) {
        if (const auto value = queue.pop()) {
            inOrder = inOrder && *value == next;
            ++next;
        }
    }
    writer.join();
    QVERIFY(inOrder);
}

QTEST_GUILESS_MAIN(BoundedQueueTest)
#include "bounded_queue_test.moc"
