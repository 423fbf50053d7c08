// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/websocket/fake_websocket_server.h"
#include "tests/servers/websocket/running_source.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::websocket;
using namespace std::chrono_literals;

/// Numbered messages while the connection is cut again and again.
class WebSocketLedgerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCutIsReportedAndNothingComesTwice();
};

void WebSocketLedgerTest::everyCutIsReportedAndNothingComesTwice()
{
    constexpr int kCuts = 200;
    constexpr int kBeforeCut = 20;
    servers::FakeWebSocketServer server;
    WebSocketConfig config{.url = server.url(), .openMessage = u"subscribe"_s};
    config.sequencePath = u"n"_s;
    config.reconnect = {.min = 10ms, .max = 20ms};
    servers::RunningSource running(config);

    int next = 0;
    const auto sendSome = [&] {
        for (int i = 0; i < kBeforeCut; ++i) {
            server.sendText(u"{\"n\":%1}"_s.arg(next++));
        }
    };
    server.answer = [&](QWebSocket &, const QByteArray &message) {
        QCOMPARE(message, QByteArray("subscribe"));
        sendSome();
        if (server.cuts() < kCuts) {
            next += server.cuts() % 3; // what is sent while nobody is connected is lost
            server.cut();
        }
    };
    QVERIFY(running.open());
    QVERIFY2(running.until([&] {
        return server.cuts() == kCuts && !running.received.isEmpty()
            && running.received.last()
            == QByteArray("{\"n\":%1}").replace("%1", QByteArray::number(next - 1));
    }),
             qPrintable(u"%1 cuts, %2 messages"_s.arg(server.cuts()).arg(running.received.size())));

    QSet<QByteArray> seen;
    int last = -1;
    for (const QByteArray &message : running.received) {
        QVERIFY2(!seen.contains(message), message.constData());
        seen.insert(message);
        const int number = message.mid(5, message.size() - 6).toInt();
        QVERIFY2(number > last, message.constData());
        last = number;
    }
    const Health health = running.source.health();
    QCOMPARE(health.reconnects, static_cast<std::uint64_t>(kCuts));
    QCOMPARE(server.connections(), kCuts + 1);
    QCOMPARE(server.messages().size(), kCuts + 1); // subscribed after every connect
    QCOMPARE(health.lost.value_or(0) + static_cast<std::uint64_t>(running.received.size()),
             static_cast<std::uint64_t>(next));
    for (qsizetype i = 0; i < running.positions.size(); ++i) {
        QCOMPARE(running.positions[i], i);
    }
}

QTEST_GUILESS_MAIN(WebSocketLedgerTest)
#include "websocket_ledger_test.moc"
