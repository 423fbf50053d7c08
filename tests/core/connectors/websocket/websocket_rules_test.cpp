// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/sequence_watch.h"
#include "core/connectors/websocket/websocket_request.h"

#include <QTest>
#include <QUrl>

#include <cstring>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::websocket;

class WebSocketRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongSettingsAreFindings_data();
    void wrongSettingsAreFindings();
    void headersCannotBeInjected();
    void addressesAreCleaned();
    void openingBytesFollowTheirEncoding();
    void sequencesCountGapsAndRepeats();
};

void WebSocketRulesTest::wrongSettingsAreFindings_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *key, const char *value, const char *code) {
        QTest::newRow(name) << QString::fromUtf8(key) << QString::fromUtf8(value)
                            << QString::fromUtf8(code);
    };
    row("web address", "url", "http://a.example/", "websocket.scheme");
    row("no host", "url", "ws:///x", "websocket.url");
    row("userinfo", "url", "wss://u:p@a.example/", "websocket.userinfo");
    row("fragment", "url", "wss://a.example/#x", "websocket.fragment");
    row("credentials in clear", "auth", "bearer", "websocket.secret_in_clear");
    row("pattern", "open_reply", "(", "websocket.reply_pattern");
    row("fast ping", "ping_interval", "1s", "websocket.ping_interval");
    row("origin", "origin", "a\r\nX: y", "field.characters");
    row("path", "sequence_path", "a..b", "websocket.sequence_path");
}

void WebSocketRulesTest::wrongSettingsAreFindings()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, code);
    ConfigBox box(WebSocketConfig::schema());
    box.as<WebSocketConfig>().url = u"ws://a.example/"_s;
    Findings findings = writeField(box, key, Node::quotedText(value));
    for (Finding &finding : validateConfig(box, Role::Source, {})) {
        findings.push_back(std::move(finding));
    }
    QVERIFY2(std::any_of(findings.begin(), findings.end(),
                         [&code](const Finding &finding) { return finding.code == code; }),
             qPrintable(findings.empty() ? u"nothing"_s : findings[0].code));
}

void WebSocketRulesTest::headersCannotBeInjected()
{
    for (const char *name :
         {"Host", "upgrade", "Connection", "Sec-WebSocket-Key", "a b", "a:b", "a\r\nb", ""}) {
        QVERIFY2(isForbiddenHeader(QString::fromLatin1(name)), name);
    }
    QVERIFY(!isForbiddenHeader(u"X-Feed"_s));
    QVERIFY(!isHeaderText("a\r\nb: c"));
    QVERIFY(!isHeaderText(QByteArray("a\0b", 3)));
    WebSocketConfig config{.url = u"ws://a.example/"_s};
    NamedValue header{.name = u"X-Feed"_s};
    header.value.setValue("a\r\nX-Evil: 1"); // as a secret may hold it
    config.headers = {header};
    const auto plan = planOf(config, {});
    QVERIFY(plan && !plan->request.hasRawHeader("X-Feed"));
}

void WebSocketRulesTest::addressesAreCleaned()
{
    QCOMPARE(cleanUrl(u"ws://h.example?x=1"_s).toString(), u"ws://h.example/?x=1"_s);
    QCOMPARE(cleanUrl(u"wss://u:p@h.example/a%20b?q=%2F#f"_s).toString(QUrl::FullyEncoded),
             u"wss://h.example/a%20b?q=%2F"_s);
    QCOMPARE(laneName(cleanUrl(u"wss://h.example:8443/ticks?token=secret"_s)),
             u"h.example:8443/ticks"_s);
}

void WebSocketRulesTest::openingBytesFollowTheirEncoding()
{
    QCOMPARE(*openingBytes(u"AP8="_s, FrameType::Binary, Encoding::Base64),
             QByteArray("\x00\xff", 2));
    QCOMPARE(*openingBytes(u"00 ff"_s, FrameType::Binary, Encoding::Hex),
             QByteArray("\x00\xff", 2));
    QCOMPARE(openingBytes(u"0g"_s, FrameType::Binary, Encoding::Hex).error().id,
             "websocket.encoding");
    QCOMPARE(openingBytes(u"A*=="_s, FrameType::Binary, Encoding::Base64).error().id,
             "websocket.encoding");
    QCOMPARE(openingBytes(u"ff"_s, FrameType::Text, Encoding::Hex).error().id,
             "websocket.not_text");
}

void WebSocketRulesTest::sequencesCountGapsAndRepeats()
{
    QCOMPARE(SequenceWatch::pointerOf(u"data.seq"_s), std::string("/data/seq"));
    QCOMPARE(SequenceWatch::pointerOf(u"$.seq"_s), std::string("/seq"));
    SequenceWatch watch(u"data.seq"_s);
    for (const char *message :
         {R"({"data":{"seq":5}})", R"({"data":{"seq":6}})", "not json", R"({"heartbeat":1})",
          R"({"data":{"seq":9}})", R"({"data":{"seq":9}})", R"({"data":{"seq":10}})"}) {
        watch.see(core::bytesOf(message, std::strlen(message)));
    }
    QCOMPARE(watch.missing(), 2U);
    QCOMPARE(watch.repeated(), 1U);
}

QTEST_GUILESS_MAIN(WebSocketRulesTest)
#include "websocket_rules_test.moc"
