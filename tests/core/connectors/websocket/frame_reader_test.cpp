// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/frame_reader.h"

#include <QTest>

#include <cstring>
#include <random>

using namespace core::websocket;
using Kind = FrameReader::Kind;

class FrameReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesOfEveryLengthArriveWhole_data();
    void messagesOfEveryLengthArriveWhole();
    void messagesArriveWholeHoweverThePacketsAreCut();
    void controlFramesMayStandBetweenTheParts();
    void whatBreaksTheProtocolIsAFault_data();
    void whatBreaksTheProtocolIsAFault();
    void aClosingTellsItsCodeAndReason();
    void partsTogetherMayNotBeLargerThanAllowed();
    void anAnnouncedLengthTakesNoMemory();
    void changedBytesAreReadWithinBounds();
};

namespace {

constexpr std::size_t kLargest = 200'000;

QByteArray frame(int head, const QByteArray &payload)
{
    QByteArray out(1, static_cast<char>(head));
    const auto size = payload.size();
    if (size < 126) {
        out.append(static_cast<char>(size));
    } else if (size < 65'536) {
        out.append(char(126)).append(static_cast<char>(size >> 8)).append(static_cast<char>(size));
    } else {
        out.append(char(127)).append(4, '\0');
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.append(static_cast<char>(size >> shift));
        }
    }
    return out + payload;
}

QByteArray copyOf(core::Bytes bytes)
{
    return QByteArray(core::textOf(bytes).data(), static_cast<qsizetype>(bytes.size()));
}

struct Bench
{
    /// Everything in pieces of at most `most` bytes; what came of it.
    QList<QByteArray> feed(const QByteArray &bytes, std::size_t most = 1'000'000)
    {
        QList<QByteArray> messages;
        for (qsizetype at = 0; at < bytes.size() && fault == 0;) {
            const auto room = reader.room();
            largestRoom = std::max(largestRoom, room.size());
            const auto left = static_cast<std::size_t>(bytes.size() - at);
            const std::size_t count = std::min({room.size(), most, left});
            std::memcpy(room.data(), bytes.constData() + at, count);
            reader.filled(count);
            at += static_cast<qsizetype>(count);
            take(messages);
        }
        return messages;
    }

    void take(QList<QByteArray> &messages)
    {
        for (auto step = reader.next(); step.kind != Kind::None; step = reader.next()) {
            if (step.kind == Kind::Fault) {
                fault = step.closeCode;
                return;
            }
            if (step.kind == Kind::Message) {
                messages.append(copyOf(step.payload));
            } else {
                control.append(copyOf(step.payload));
            }
        }
    }

    FrameReader reader = FrameReader(kLargest);
    QList<QByteArray> control = {};
    std::size_t largestRoom = 0;
    int fault = 0;
};

} // namespace

void FrameReaderTest::messagesOfEveryLengthArriveWhole_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 125, 126, 127, 65'535, 65'536, 131'072, int(kLargest)}) {
        QTest::addRow("%d", size) << size;
    }
}

void FrameReaderTest::messagesOfEveryLengthArriveWhole()
{
    QFETCH(int, size);
    Bench bench;
    const QByteArray large(size, 'x');
    const auto got = bench.feed(frame(0x82, large) + frame(0x81, "behind") + frame(0x82, large));
    QCOMPARE(got, QList<QByteArray>({large, "behind", large}));
}

void FrameReaderTest::messagesArriveWholeHoweverThePacketsAreCut()
{
    QByteArray bytes;
    QList<QByteArray> sent;
    for (int i = 0; i < 3000; ++i) {
        sent.append(QByteArray(i % 300, static_cast<char>('a' + i % 26)));
        bytes += frame(i % 2 == 0 ? 0x81 : 0x82, sent.back());
    }
    for (const std::size_t most : {1U, 7U, 1460U, 65'536U}) {
        Bench bench;
        QCOMPARE(bench.feed(bytes, most), sent);
    }
}

void FrameReaderTest::controlFramesMayStandBetweenTheParts()
{
    Bench bench;
    // a letter of two bytes is cut by the parts
    const QByteArray bytes = frame(0x01, "gr\xc3") + frame(0x89, "ping") + frame(0x00, "\xbc")
        + frame(0x8a, "pong") + frame(0x80, "n") + frame(0x81, "next");
    QCOMPARE(bench.feed(bytes, 1), QList<QByteArray>({"gr\xc3\xbcn", "next"}));
    QCOMPARE(bench.control, QList<QByteArray>({"ping", "pong"}));
    QVERIFY(!bench.reader.isInParts());
}

void FrameReaderTest::whatBreaksTheProtocolIsAFault_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("reserved opcode") << frame(0x83, "x") << 1002;
    QTest::newRow("reserved control") << frame(0x8b, "x") << 1002;
    QTest::newRow("extension") << frame(0xc1, "x") << 1002;
    QTest::newRow("masked") << QByteArray("\x81\x81\1\2\3\4x", 7) << 1002;
    QTest::newRow("continuation of nothing") << frame(0x80, "x") << 1002;
    QTest::newRow("new message among parts") << frame(0x01, "a") + frame(0x81, "b") << 1002;
    QTest::newRow("ping in parts") << frame(0x09, "x") << 1002;
    QTest::newRow("long ping") << frame(0x89, QByteArray(126, 'x')) << 1002;
    QTest::newRow("long way to say a length") << QByteArray("\x81\x7e\0\5hello", 9) << 1002;
    QTest::newRow("negative length") << QByteArray("\x82\x7f", 2) + QByteArray(8, '\xff') << 1009;
    QTest::newRow("too large") << frame(0x82, QByteArray(kLargest + 1, 'x')) << 1009;
    QTest::newRow("no UTF-8") << frame(0x81, "\xff") << 1007;
    QTest::newRow("half a letter") << frame(0x01, "a\xc3") + frame(0x80, "") << 1007;
    QTest::newRow("surrogate") << frame(0x81, "\xed\xa0\x80") << 1007;
    QTest::newRow("overlong") << frame(0x81, "\xc0\xaf") << 1007;
    QTest::newRow("close of one byte") << frame(0x88, "x") << 1002;
    QTest::newRow("close code that is never sent") << frame(0x88, "\x03\xee") << 1002;
    QTest::newRow("close reason without UTF-8") << frame(0x88, "\x03\xe8\xff") << 1007;
}

void FrameReaderTest::whatBreaksTheProtocolIsAFault()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    Bench bench;
    QCOMPARE(bench.feed(frame(0x81, "before") + bytes), QList<QByteArray>{"before"});
    QCOMPARE(bench.fault, code);
    QCOMPARE(bench.reader.next().kind, Kind::Fault); // and stays one
}

void FrameReaderTest::aClosingTellsItsCodeAndReason()
{
    Bench bench;
    const QByteArray bytes = frame(0x88,
                                   "\x0f\xa1"
                                   "go away");
    const auto room = bench.reader.room();
    std::memcpy(room.data(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
    bench.reader.filled(static_cast<std::size_t>(bytes.size()));
    const auto step = bench.reader.next();
    QCOMPARE(step.kind, Kind::Close);
    QCOMPARE(step.closeCode, 4001);
    QCOMPARE(copyOf(step.payload), QByteArray("go away"));
}

void FrameReaderTest::partsTogetherMayNotBeLargerThanAllowed()
{
    Bench bench;
    const QByteArray half(kLargest / 2, 'x');
    QCOMPARE(bench.feed(frame(0x02, half) + frame(0x80, half)).size(), 1);
    bench.feed(frame(0x02, half) + frame(0x00, half) + frame(0x80, "x"));
    QCOMPARE(bench.fault, 1009);
}

void FrameReaderTest::anAnnouncedLengthTakesNoMemory()
{
    Bench bench;
    bench.feed(frame(0x82, QByteArray(kLargest, 'x')).left(1000));
    bench.feed("more");
    QVERIFY(bench.largestRoom <= 65'536);
}

void FrameReaderTest::changedBytesAreReadWithinBounds()
{
    const QByteArray good = frame(0x01, "gr\xc3\xbcn") + frame(0x89, "ping")
        + frame(0x80, QByteArray(300, 'x')) + frame(0x82, QByteArray(70'000, 'y'))
        + frame(0x88, "\x03\xe8");
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        QByteArray bytes = good;
        for (int change = 0; change < 3; ++change) {
            const auto at = static_cast<qsizetype>(random() % (random() % 2 == 0 ? 340U : 70'360U));
            bytes[at % bytes.size()] = static_cast<char>(random());
        }
        Bench bench;
        for (const QByteArray &message : bench.feed(bytes, 1 + random() % 70'000)) {
            QVERIFY(message.size() <= qsizetype(kLargest));
        }
    }
}

QTEST_GUILESS_MAIN(FrameReaderTest)
#include "frame_reader_test.moc"
