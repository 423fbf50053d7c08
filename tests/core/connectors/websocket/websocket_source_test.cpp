// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/binding.h"
#include "tests/core/schema/test_certificates.h"
#include "tests/servers/websocket/fake_websocket_server.h"
#include "tests/servers/websocket/raw_server.h"
#include "tests/servers/websocket/running_source.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::websocket;
using namespace std::chrono_literals;

class WebSocketSourceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textAndBinaryArriveAsTheyWereSent();
    void openingMessagesGoOutInOrder();
    void aMatchingReplyComesBeforeTheNextMessage();
    void aWrongReplyIsForGood();
    void headersCredentialsAndSubprotocolsAreSent();
    void handshakesThatFailAreToldApart_data();
    void handshakesThatFailAreToldApart();
    void brokenFramesEndTheConnectionAndItComesBack_data();
    void brokenFramesEndTheConnectionAndItComesBack();
    void aServerThatRefusesThriceIsLeft();
    void tooLargeMessagesEndTheConnection();
    void missingPongsEndTheConnection();
    void quietConnectionsAreRenewed();
    void tlsIsCheckedAndCanBePinned();
    void aSlowTargetStopsTheReading_data();
    void aSlowTargetStopsTheReading();
    void aDeadAddressIsTriedAgain();
};

namespace {

WebSocketConfig configFor(const QString &url)
{
    WebSocketConfig config{.url = url};
    config.reconnect = {.min = 10ms, .max = 50ms};
    return config;
}

/// What a server of the name kafka.test needs, and its certificate as text.
std::pair<QSslConfiguration, QByteArray> secureServer()
{
    const auto key = test_certificates::makeKey();
    const QByteArray certificate = test_certificates::certificatePem(key, "kafka.test", -1, 90);
    QSslConfiguration ssl = QSslConfiguration::defaultConfiguration();
    ssl.setLocalCertificate(QSslCertificate(certificate));
    ssl.setPrivateKey(QSslKey(test_certificates::keyPem(key), QSsl::Ec));
    ssl.setPeerVerifyMode(QSslSocket::VerifyNone);
    return {ssl, certificate};
}

/// An unmasked server frame of less than 126 bytes.
QByteArray frame(char head, const QByteArray &payload)
{
    return QByteArray(1, head) + static_cast<char>(payload.size()) + payload;
}

} // namespace

void WebSocketSourceTest::textAndBinaryArriveAsTheyWereSent()
{
    servers::FakeWebSocketServer server;
    servers::RunningSource running(configFor(server.url(u"/a?token=x"_s)));
    QVERIFY(running.open());
    QVERIFY(running.untilReady());
    const QByteArray binary("\x00\xff\x80", 3);
    server.sendText(u"gr\u00fc\u00df"_s + QChar(0) + u'x');
    server.sendBinary(binary);
    server.sendText(QString());
    QVERIFY(running.until([&] { return running.received.size() == 3; }));
    QCOMPARE(running.received[0], QString(u"gr\u00fc\u00df"_s + QChar(0) + u'x').toUtf8());
    QCOMPARE(running.received[1], binary);
    QVERIFY(running.received[2].isEmpty());
    QCOMPARE(server.request().url().query(), u"token=x"_s);
    QVERIFY(!running.source.health().lost); // without a sequence nobody knows
}

void WebSocketSourceTest::openingMessagesGoOutInOrder()
{
    servers::FakeWebSocketServer server;
    WebSocketConfig config = configFor(server.url());
    config.openMessage = u"one"_s;
    config.openMessages = {{.text = u"74776f"_s, .type = FrameType::Binary, .wait = 20ms},
                           {.text = u"7468726565"_s, .type = FrameType::Text, .wait = {}}};
    config.openMessage = u"6f6e65"_s;
    config.openMessageEncoding = Encoding::Hex;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.until([&] { return server.messages().size() == 3; }));
    QCOMPARE(server.messages(), QList<QByteArray>({"one", "two", "three"}));
    server.cut(); // and again after every reconnect
    QVERIFY(running.until([&] { return server.messages().size() == 6; }));
    QCOMPARE(running.source.health().reconnects, 1U);
}

void WebSocketSourceTest::aMatchingReplyComesBeforeTheNextMessage()
{
    servers::FakeWebSocketServer server;
    server.answer = [](QWebSocket &client, const QByteArray &message) {
        client.sendTextMessage(u"ok "_s + QString::fromUtf8(message));
    };
    WebSocketConfig config = configFor(server.url());
    config.openMessage = u"a"_s;
    config.openMessages = {{.text = u"b"_s}};
    config.openReply = u"^ok"_s;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.untilReady());
    QCOMPARE(server.messages(), QList<QByteArray>({"a", "b"}));
    QVERIFY(running.received.isEmpty()); // replies are not data
}

void WebSocketSourceTest::aWrongReplyIsForGood()
{
    servers::FakeWebSocketServer server;
    server.answer = [](QWebSocket &client, const QByteArray &) {
        client.sendTextMessage(u"error: no such channel"_s);
    };
    WebSocketConfig config = configFor(server.url());
    config.openMessage = u"a"_s;
    config.openReply = u"^ok"_s;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.until([&] { return running.failure.has_value(); }));
    QCOMPARE(running.failure->id, "websocket.subscription.refused");
    QVERIFY(!running.failure->isRetryable());
}

void WebSocketSourceTest::headersCredentialsAndSubprotocolsAreSent()
{
    servers::RawServer server(servers::RawServer::upgrade());
    WebSocketConfig config = configFor(server.url());
    config.auth = Auth::Basic;
    config.username = u"user"_s;
    config.password.setValue("pass");
    config.origin = u"https://here.example"_s;
    config.subprotocols = {u"one"_s, u"two"_s};
    NamedValue header{.name = u"X-Feed"_s};
    header.value.setValue("ticks");
    config.headers = {header};
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.until([&] { return !server.request.isEmpty(); }));
    const QByteArray request = server.request.toLower();
    QVERIFY(server.request.contains(QByteArray("Basic " + QByteArray("user:pass").toBase64())));
    QVERIFY(request.contains("origin: https://here.example"));
    QVERIFY(request.contains("sec-websocket-protocol: one, two"));
    QVERIFY(request.contains("x-feed: ticks"));
}

void WebSocketSourceTest::handshakesThatFailAreToldApart_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<bool>("hangsUp");
    QTest::addColumn<QByteArray>("id");
    const auto status = [](const char *line, const char *id) {
        QTest::newRow(line) << servers::RawServer::status(line) << false << QByteArray(id);
    };
    status("401 Unauthorized", "websocket.auth.refused");
    status("403 Forbidden", "websocket.auth.refused");
    status("404 Not Found", "websocket.not_found");
    status("302 Found", "websocket.redirect");
    status("200 OK", "websocket.web_page");
    status("429 Too Many Requests", "websocket.busy");
    status("503 Service Unavailable", "websocket.busy");
    for (const QByteArray &scheme : {QByteArray("Basic realm=\"feed\""), QByteArray("Unheard")}) {
        QTest::newRow(scheme.constData())
            << servers::RawServer::status("401 Unauthorized\r\nWWW-Authenticate: " + scheme)
            << false << QByteArray("websocket.auth.refused");
    }
    QTest::newRow("wrong key") << servers::RawServer::upgrade().replace("{accept}", "AAAA") << false
                               << QByteArray("websocket.not_websocket");
    QTest::newRow("no HTTP") << QByteArray("220 mail.example\r\n") << true
                             << QByteArray("websocket.not_websocket");
}

void WebSocketSourceTest::handshakesThatFailAreToldApart()
{
    QFETCH(QByteArray, reply);
    QFETCH(bool, hangsUp);
    QFETCH(QByteArray, id);
    servers::RawServer server(reply, {}, hangsUp);
    servers::RunningSource running(configFor(server.url()));
    QVERIFY(running.open());
    QVERIFY2(running.untilTrouble(id.constData()),
             running.source.health().trouble ? running.source.health().trouble->id : "none");
    QCOMPARE(running.source.health().reconnects, 0U); // it was never open
}

void WebSocketSourceTest::brokenFramesEndTheConnectionAndItComesBack_data()
{
    QTest::addColumn<QByteArray>("frames");
    const QByteArray good = frame('\x81', "good");
    QTest::newRow("reserved opcode") << QByteArray(good + frame('\x83', "x"));
    QTest::newRow("reserved bit") << QByteArray(good + frame('\xc1', "x"));
    QTest::newRow("invalid UTF-8") << QByteArray(good + frame('\x81', "\xff\xfe"));
    QTest::newRow("2 GB announced")
        << QByteArray(good + QByteArray::fromHex("827f0000000080000000") + "abc");
    QTest::newRow("continuation of nothing") << QByteArray(good + frame('\x80', "x"));
    QTest::newRow("policy") << QByteArray(good
                                          + frame('\x88', QByteArray::fromHex("03f0") + "<b>no"));
}

void WebSocketSourceTest::brokenFramesEndTheConnectionAndItComesBack()
{
    QFETCH(QByteArray, frames);
    servers::RawServer server(servers::RawServer::upgrade(), frames);
    servers::RunningSource running(configFor(server.url()));
    QVERIFY(running.open());
    QVERIFY(running.until([&] { return server.connections >= 3; }));
    QVERIFY(running.until([&] { return running.source.health().reconnects >= 2; }));
    QVERIFY(running.received.contains("good")); // what came before was handed over
    QVERIFY(!running.failure);
}

void WebSocketSourceTest::aServerThatRefusesThriceIsLeft()
{
    servers::FakeWebSocketServer server;
    server.greet = [](QWebSocket &client) {
        client.close(QWebSocketProtocol::CloseCodePolicyViolated, u"who are you"_s);
    };
    servers::RunningSource running(configFor(server.url()));
    QVERIFY(running.open());
    QVERIFY(running.until([&] { return running.failure.has_value(); }));
    QCOMPARE(running.failure->id, "websocket.policy");
    QCOMPARE(running.failure->code, ErrorCode::Auth);
    QCOMPARE(server.connections(), 3);
}

void WebSocketSourceTest::tooLargeMessagesEndTheConnection()
{
    servers::FakeWebSocketServer server;
    WebSocketConfig config = configFor(server.url());
    config.maxMessageBytes = 2 * kKiB;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.untilReady());
    server.sendBinary(QByteArray(2 * kKiB, 'x'));
    QVERIFY(running.until([&] { return running.received.size() == 1; })); // exactly the limit
    server.sendBinary(QByteArray(2 * kKiB + 1, 'x'));
    QVERIFY(running.until([&] { return running.source.health().reconnects == 1; }));
    QCOMPARE(running.received.size(), 1);
}

void WebSocketSourceTest::missingPongsEndTheConnection()
{
    servers::RawServer server(servers::RawServer::upgrade()); // shakes hands, then says nothing
    WebSocketConfig config = configFor(server.url());
    config.pingInterval = 30ms;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.untilTrouble("websocket.ping"));
}

void WebSocketSourceTest::quietConnectionsAreRenewed()
{
    servers::FakeWebSocketServer server;
    WebSocketConfig config = configFor(server.url());
    config.idleTimeout = 50ms;
    config.appPing = u"still here?"_s;
    config.appPingInterval = 20ms;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.untilTrouble("websocket.idle"));
    QVERIFY(running.until([&] { return server.connections() >= 2; }));
    QVERIFY(server.messages().contains("still here?"));
}

void WebSocketSourceTest::tlsIsCheckedAndCanBePinned()
{
    const auto [ssl, certificate] = secureServer();
    servers::FakeWebSocketServer server(ssl);

    servers::RunningSource unknown(configFor(server.url()));
    QVERIFY(unknown.open());
    QVERIFY(unknown.untilTrouble("tls.self_signed"));

    WebSocketConfig pinned = configFor(server.url());
    pinned.tls.rootCas.text = QString::fromLatin1(certificate);
    pinned.tls.serverName = u"kafka.test"_s;
    servers::RunningSource good(pinned);
    QVERIFY(good.open());
    QVERIFY(good.untilReady());

    pinned.tls.serverName = u"other.test"_s;
    servers::RunningSource wrong(pinned);
    QVERIFY(wrong.open());
    QVERIFY(wrong.untilTrouble("tls.wrong_host"));

    WebSocketConfig unchecked = configFor(server.url());
    unchecked.tls.skipVerifyServer = true;
    servers::RunningSource lab(unchecked);
    QVERIFY(lab.open());
    QVERIFY(lab.untilReady());
}

void WebSocketSourceTest::aSlowTargetStopsTheReading_data()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void WebSocketSourceTest::aSlowTargetStopsTheReading()
{
    QFETCH(bool, isSecure);
    servers::FakeWebSocketServer server(isSecure ? std::optional(secureServer().first)
                                                 : std::nullopt);
    WebSocketConfig config = configFor(server.url());
    config.tls.skipVerifyServer = isSecure;
    servers::RunningSource running(config);
    QVERIFY(running.open());
    QVERIFY(running.untilReady());
    constexpr int kMessages = 400;
    const QByteArray chunk(64 * 1024, 'x'); // 25 MiB altogether
    for (int i = 0; i < kMessages; ++i) {
        server.sendBinary(QByteArray::number(i) + ' ' + chunk);
    }
    QTRY_VERIFY_WITH_TIMEOUT(running.source.health().trouble.has_value(), 30'000); // nobody polls
    QCOMPARE(running.source.health().trouble->id, "websocket.held");
    QVERIFY(running.source.health().ready);
    QVERIFY(running.until([&] { return running.received.size() == kMessages; }));
    for (int i = 0; i < kMessages; ++i) {
        QVERIFY(running.received[i].startsWith(QByteArray(QByteArray::number(i) + ' ')));
    }
    QCOMPARE(running.source.health().reconnects, 0U);
}

void WebSocketSourceTest::aDeadAddressIsTriedAgain()
{
    QString url;
    {
        servers::FakeWebSocketServer gone;
        url = gone.url();
    }
    servers::RunningSource running(configFor(url));
    QVERIFY(running.open());
    QVERIFY(running.untilTrouble("net.refused"));
    QVERIFY(running.until([&] { return running.source.health().attempt >= 3; }));
    QVERIFY(!running.failure);
    running.source.stopIntake();
    running.source.close(1s);
    running.source.close(1s);
}

QTEST_GUILESS_MAIN(WebSocketSourceTest)
#include "websocket_source_test.moc"
