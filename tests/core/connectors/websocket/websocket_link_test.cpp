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
};

namespace {

constexpr int kLimit = 30'000; ///< ms

struct Bench
{
    Bench()
        : plan(*planOf({.url = server.url()}, {})),
          link(plan, clock, [this](const Received &message) { received.append(message.bytes()); }),
          ended(&link, &WebSocketLink::ended)
    {
        link.start();
    }

    bool untilReady()
    {
        return QTest::qWaitFor([this] { return link.isReady(); }, kLimit);
    }
    /// Waits until the link has seen these bytes, by the pong that follows them.
    bool send(const QByteArray &frames)
    {
        server.send(frames);
        QSignalSpy pongs(&link.socket(), &QWebSocket::pong);
        server.send(QByteArray("\x8a\x00", 2));
        return QTest::qWaitFor([&] { return pongs.count() > 0; }, kLimit);
    }

    servers::RawServer server = servers::RawServer(servers::RawServer::upgrade());
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

QTEST_GUILESS_MAIN(WebSocketLinkTest)
#include "websocket_link_test.moc"
