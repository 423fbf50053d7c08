// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_schema.h"
#include "core/connectors/websocket/websocket_test.h"
#include "tests/servers/websocket/fake_websocket_server.h"
#include "tests/support/recorded_test.h"

#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::websocket;

/// The seven stages of the connection test, in a thread of their own as in the engine.
class WebSocketProbeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstMessageIsShown();
    void textWhereJsonIsExpectedFailsTheLastStage();
    void aWrongReplyFailsTheTargetStage();
};

namespace {

QStringList tested(const WebSocketConfig &config)
{
    ConfigBox box(WebSocketConfig::schema());
    box.as<WebSocketConfig>() = config;
    support::RecordedTest run;
    const std::unique_ptr<QThread> thread(QThread::create([&] { testWebSocket(box, run); }));
    thread->start();
    while (!thread->isFinished()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    return run.summary();
}

} // namespace

void WebSocketProbeTest::theFirstMessageIsShown()
{
    servers::FakeWebSocketServer server;
    server.greet = [](QWebSocket &client) { client.sendTextMessage(u"{\"a\":1}"_s); };
    QCOMPARE(tested({.url = server.url()}),
             QStringList({u"resolve passed"_s, u"connect passed"_s, u"tls skipped"_s,
                          u"authenticate passed"_s, u"authorise passed"_s, u"target skipped"_s,
                          u"message passed"_s}));
}

void WebSocketProbeTest::textWhereJsonIsExpectedFailsTheLastStage()
{
    servers::FakeWebSocketServer server;
    server.greet = [](QWebSocket &client) { client.sendTextMessage(u"hello"_s); };
    QCOMPARE(tested({.url = server.url()}).last(), u"message failed websocket.not_json"_s);
}

void WebSocketProbeTest::aWrongReplyFailsTheTargetStage()
{
    servers::FakeWebSocketServer server;
    server.answer = [](QWebSocket &client, const QByteArray &) { client.sendTextMessage(u"no"_s); };
    const QStringList stages =
        tested({.url = server.url(), .openMessage = u"a"_s, .openReply = u"yes"_s});
    QVERIFY2(stages.contains(u"target failed websocket.subscription.refused"_s),
             qPrintable(stages.join(u'\n')));
    QCOMPARE(stages.last(), u"message skipped"_s);
}

QTEST_GUILESS_MAIN(WebSocketProbeTest)
#include "websocket_probe_test.moc"
