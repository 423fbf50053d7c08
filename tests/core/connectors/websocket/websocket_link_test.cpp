// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_link.h"
#include "core/schema/binding.h"
#include "tests/servers/websocket/raw_server.h"
#include "tests/support/hand_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace core::websocket;
using namespace std::chrono_literals;

class WebSocketLinkTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatNeverEndsEndsTheConnection();
    void aMessageInPartsArrivesWholeHoweverSlow();
    void aQuietServerIsNotTakenForAStalledOne();
    void aQuietServerKeepsItsConnectionBehindTheHandshake();
    void aPingIsAnsweredWithItsOwnWordsUnderAMask();
    void whatCameWithTheHandshakeIsNotLost();
    void whatIsHeldArrivesBeforeTheEndDoes();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

QByteArray copyOf(core::Bytes bytes)
{
    return QByteArray(core::textOf(bytes).data(), static_cast<qsizetype>(bytes.size()));
}

/// The payload of a masked frame of less than 126 bytes.
QByteArray unmasked(const QByteArray &frame)
{
    QByteArray payload = frame.mid(6);
    for (qsizetype i = 0; i < payload.size(); ++i) {
        payload[i] = static_cast<char>(payload[i] ^ frame[2 + i % 4]);
    }
    return payload;
}

struct Bench
{
    explicit Bench(const QByteArray &more = {})
        : server(servers::RawServer::upgrade(), more), plan(*planOf({.url = server.url()}, {})),
          link(plan, clock, [this](core::Bytes message) { received.append(copyOf(message)); }),
          ended(&link, &WebSocketLink::ended)
    {
        link.start();
    }

    bool untilReady()
    {
        return QTest::qWaitFor([this] { return link.isReady(); }, kLimit);
    }
    /// Waits until the link has seen these bytes, by its answer to the ping that follows them.
    bool send(const QByteArray &frames)
    {
        server.heard.clear();
        server.send(frames);
        server.send(QByteArray("\x89\x00", 2));
        return QTest::qWaitFor([this] { return !server.heard.isEmpty(); }, kLimit);
    }

    servers::RawServer server;
    support::HandClock clock = {};
    ConnectPlan plan;
    QList<QByteArray> received = {};
    WebSocketLink link;
    QSignalSpy ended;
};

const QByteArray kFirst("\x01\x02he", 4);
const QByteArray kNext("\x00\x02ll", 4);
const QByteArray kLast("\x80\x01o", 3);

} // namespace

void WebSocketLinkTest::aMessageThatNeverEndsEndsTheConnection()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    QVERIFY(bench.send(kFirst));
    QVERIFY(bench.send(kNext));
    bench.clock.advance(29s);
    QCOMPARE(bench.ended.count(), 0);
    bench.clock.advance(2s);
    QCOMPARE(bench.ended.count(), 1);
    QCOMPARE(bench.ended.first().first().value<core::Error>().id, "websocket.stalled");
    QVERIFY(bench.received.isEmpty());
}

void WebSocketLinkTest::aMessageInPartsArrivesWholeHoweverSlow()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    QVERIFY(bench.send(kFirst));
    QVERIFY(bench.send(kNext));
    bench.clock.advance(19s);
    QVERIFY(bench.send(kLast));
    bench.clock.advance(19s);
    QCOMPARE(bench.received, QList<QByteArray>{"hello"});
    QCOMPARE(bench.ended.count(), 0);
}

void WebSocketLinkTest::aQuietServerIsNotTakenForAStalledOne()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    QVERIFY(bench.send({}));
    bench.clock.advance(19s);
    QVERIFY(bench.send({}));
    bench.clock.advance(19s);
    QCOMPARE(bench.ended.count(), 0);
}

/// The library's own reader of frames gives a begun frame five seconds: it must not see one.
void WebSocketLinkTest::aQuietServerKeepsItsConnectionBehindTheHandshake()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    QTest::qWait(5'500);
    QCOMPARE(bench.ended.count(), 0);
    QVERIFY(bench.send(kFirst + kLast));
    QCOMPARE(bench.received, QList<QByteArray>{"heo"});
}

void WebSocketLinkTest::aPingIsAnsweredWithItsOwnWordsUnderAMask()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    bench.server.send(QByteArray("\x89\x05hello", 7));
    QVERIFY(QTest::qWaitFor([&] { return bench.server.heard.size() == 11; }, kLimit));
    QCOMPARE(bench.server.heard.left(2), QByteArray("\x8a\x85"));
    QCOMPARE(unmasked(bench.server.heard), QByteArray("hello"));
}

void WebSocketLinkTest::whatCameWithTheHandshakeIsNotLost()
{
    Bench bench(QByteArray("\x81\x01"
                           "a\x81\x01",
                           5));
    QVERIFY(bench.untilReady());
    bench.server.send("b");
    QVERIFY(QTest::qWaitFor([&] { return bench.received.size() == 2; }, kLimit));
    QCOMPARE(bench.received, QList<QByteArray>({"a", "b"}));
}

void WebSocketLinkTest::whatIsHeldArrivesBeforeTheEndDoes()
{
    Bench bench;
    QVERIFY(bench.untilReady());
    bench.link.hold(true);
    bench.server.send(QByteArray("\x81\x01"
                                 "a",
                                 3));
    bench.server.hangUp();
    QTest::qWait(100); // nothing can be waited for: nothing may happen
    QVERIFY(bench.received.isEmpty());
    QCOMPARE(bench.ended.count(), 0);
    bench.link.hold(false);
    QVERIFY(QTest::qWaitFor([&] { return bench.ended.count() == 1; }, kLimit));
    QCOMPARE(bench.received, QList<QByteArray>{"a"});
    QCOMPARE(bench.ended.first().first().value<core::Error>().id, "websocket.cut");
}

QTEST_GUILESS_MAIN(WebSocketLinkTest)
#include "websocket_link_test.moc"
