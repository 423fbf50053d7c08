// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/received_queue.h"
#include "tests/support/hand_clock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::websocket;
using namespace std::chrono_literals;

class ReceivedQueueTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAndBytesKeepTheirOrderAndNumbers();
    void aPartOfAChunkIsHandedOverAsAsked();
    void whatWasHandedOverStaysWhileMoreArrives();
    void aMessageOfAnySizeHasRoom();
    void aFullQueueSaysSoAndHasRoomWhenHalfEmpty();
    void eachBatchTellsWhenItsFirstMessageCame();
};

namespace {

struct Bench
{
    bool text(const QString &message) { return binary(message.toUtf8()); }
    bool binary(const QByteArray &message)
    {
        const auto size = static_cast<std::size_t>(message.size());
        return queue.add(bytesOf(message.constData(), size), clock);
    }
    BatchPtr take(std::size_t most = 10'000) { return queue.take(most, 100 * kMiB, lane, clock); }

    support::HandClock clock = {};
    LanePtr lane = std::make_shared<LaneInfo>();
    ReceivedQueue queue = {};
};

QByteArray payload(const BatchPtr &batch, std::size_t index)
{
    const auto text = textOf(batch->messages()[index].payload);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void ReceivedQueueTest::textsAndBytesKeepTheirOrderAndNumbers()
{
    Bench bench;
    QVERIFY(bench.text(u"{\"a\":1}"_s));
    QVERIFY(!bench.text(u"gr\u00fc\u00df \U0001F30A"_s));
    bench.binary(QByteArray("\x00\xff", 2));
    bench.text({});
    const BatchPtr batch = bench.take();
    QCOMPARE(batch->size(), std::size_t(4));
    QCOMPARE(payload(batch, 0), QByteArray("{\"a\":1}"));
    QCOMPARE(payload(batch, 1), QString(u"gr\u00fc\u00df \U0001F30A"_s).toUtf8());
    QCOMPARE(payload(batch, 2), QByteArray("\x00\xff", 2));
    QCOMPARE(payload(batch, 3), QByteArray());
    QCOMPARE(batch->messages()[3].position.value, 3);
    QVERIFY(bench.queue.isEmpty());
    QVERIFY(!bench.take());
}

void ReceivedQueueTest::aPartOfAChunkIsHandedOverAsAsked()
{
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.text(QString::number(i));
    }
    QCOMPARE(bench.take(3)->size(), std::size_t(3));
    const BatchPtr rest = bench.take();
    QCOMPARE(rest->size(), std::size_t(7));
    QCOMPARE(payload(rest, 0), QByteArray("3"));
    QCOMPARE(rest->messages()[0].position.value, 3);
}

void ReceivedQueueTest::whatWasHandedOverStaysWhileMoreArrives()
{
    Bench bench;
    bench.text(u"first"_s);
    bench.text(u"second"_s);
    const BatchPtr early = bench.take(1);
    for (int i = 0; i < 5000; ++i) {
        bench.text(u"later"_s);
    }
    QCOMPARE(payload(early, 0), QByteArray("first"));
    QCOMPARE(payload(bench.take(), 0), QByteArray("second"));
    QCOMPARE(payload(bench.take(), 0), QByteArray("later"));
}

void ReceivedQueueTest::aMessageOfAnySizeHasRoom()
{
    Bench bench;
    const QString large(1'000'000, QChar(0x20ac));
    bench.text(u"small"_s);
    bench.text(large);
    bench.text(u"small"_s);
    bench.take();
    QCOMPARE(payload(bench.take(), 0), large.toUtf8());
    QCOMPARE(payload(bench.take(), 0), QByteArray("small"));
    QVERIFY(bench.queue.isEmpty());
}

void ReceivedQueueTest::aFullQueueSaysSoAndHasRoomWhenHalfEmpty()
{
    Bench bench;
    const QByteArray piece(64 * kKiB, 'x');
    int count = 0;
    while (!bench.queue.isFull()) {
        bench.binary(piece);
        ++count;
    }
    QCOMPARE(count, 64); // 4 MiB
    QVERIFY(!bench.queue.hasRoom());
    while (!bench.queue.hasRoom()) {
        QVERIFY(bench.take(1));
        --count;
    }
    QCOMPARE(count, 32);
}

void ReceivedQueueTest::eachBatchTellsWhenItsFirstMessageCame()
{
    Bench bench;
    const TimePoint began = bench.clock.now();
    bench.text(u"a"_s);
    bench.clock.advance(1s);
    bench.text(u"b"_s);
    QCOMPARE(bench.take()->arrival(), began);
    bench.text(u"c"_s);
    QCOMPARE(bench.take()->arrival(), began + 1s);
}

QTEST_GUILESS_MAIN(ReceivedQueueTest)
#include "received_queue_test.moc"
