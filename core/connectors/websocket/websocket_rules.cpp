// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/sequence_watch.h"
#include "core/connectors/websocket/websocket_request.h"
#include "core/support/text.h"

#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::websocket {
namespace {

void checkUrl(const WebSocketConfig &config, RuleReport &report)
{
    if (config.url.isEmpty()) {
        return; // required: said already
    }
    const QUrl url(config.url.trimmed());
    const QString scheme = url.scheme();
    if (scheme != "ws"_L1 && scheme != "wss"_L1) {
        const bool isWeb = scheme == "http"_L1 || scheme == "https"_L1;
        report.error("websocket.scheme", "url", text(WEIR_TEXT("Use ws:// or wss://")),
                     isWeb ? text(WEIR_TEXT("Write ws for http, wss for https")) : QString());
        return;
    }
    if (!url.isValid() || url.host().isEmpty()) {
        report.error("websocket.url", "url", text(WEIR_TEXT("This is no complete address")));
        return;
    }
    if (!url.userInfo().isEmpty()) {
        report.error("websocket.userinfo", "url",
                     text(WEIR_TEXT("User and password in the address are not sent")),
                     text(WEIR_TEXT("Set them under Authentication")));
    }
    if (url.hasFragment()) {
        report.note("websocket.fragment", "url",
                    text(WEIR_TEXT("What stands behind # is never sent")));
    }
}

void checkSecrecy(const WebSocketConfig &config, RuleReport &report)
{
    const bool hasSecretHeader =
        std::any_of(config.headers.begin(), config.headers.end(),
                    [](const NamedValue &header) { return header.isSecret; });
    if (config.url.startsWith("ws:"_L1) && (config.auth != Auth::None || hasSecretHeader)) {
        report.warning("websocket.secret_in_clear", "url",
                       text(WEIR_TEXT("Credentials are sent readable")),
                       text(WEIR_TEXT("Use wss:// if the server offers it")));
    }
}

void checkHeaders(const WebSocketConfig &config, RuleReport &report)
{
    for (const NamedValue &header : config.headers) {
        if (isForbiddenHeader(header.name) || !isHeaderText(header.value.reveal())) {
            report.error(
                "websocket.header", "headers",
                text(WEIR_TEXT("The header %1 cannot be sent")).arg(visibleText(header.name, 100)),
                text(WEIR_TEXT("Names are tokens and none of the handshake's own; values "
                               "are one line")));
        }
    }
    for (const QString &token : config.subprotocols) {
        if (isForbiddenHeader(token)) { // the same alphabet
            report.error(
                "websocket.subprotocol", "subprotocols",
                text(WEIR_TEXT("%1 is no name of a subprotocol")).arg(visibleText(token, 100)));
        }
    }
    if (!isHeaderText(config.origin.toUtf8())) {
        report.error("websocket.header", "origin", text(WEIR_TEXT("The origin must be one line")));
    }
}

void checkOpenings(const WebSocketConfig &config, RuleReport &report)
{
    const auto check = [&](const QString &message, FrameType type, const char *field) {
        const Result<QByteArray> bytes = openingBytes(message, type, config.openMessageEncoding);
        if (!bytes) {
            report.error(bytes.error().id, field, bytes.error().message, bytes.error().fix);
        }
    };
    check(config.openMessage, config.openMessageType, "open_message");
    for (std::size_t i = 0; i < config.openMessages.size(); ++i) {
        const QByteArray field = QString(u"open_messages[%1].text"_s.arg(i)).toLatin1();
        check(config.openMessages[i].text, config.openMessages[i].type, field.constData());
    }
    if (!QRegularExpression(config.openReply).isValid()) {
        report.error("websocket.reply_pattern", "open_reply",
                     text(WEIR_TEXT("The pattern cannot be read")));
    }
}

void checkTimes(const WebSocketConfig &config, RuleReport &report)
{
    const auto ping = config.pingInterval.value;
    if (ping > 0s && ping < 5s) {
        report.error("websocket.ping_interval", "ping_interval",
                     text(WEIR_TEXT("Ping at most every 5 seconds; 0 switches it off")));
    }
    if (config.idleTimeout.value > 0s && ping > config.idleTimeout.value) {
        report.warning("websocket.ping_after_idle", "ping_interval",
                       text(WEIR_TEXT("A quiet connection is given up before the first ping")));
    }
}

} // namespace

void checkWebSocket(const WebSocketConfig &config, RuleReport &report)
{
    checkUrl(config, report);
    checkSecrecy(config, report);
    checkHeaders(config, report);
    checkOpenings(config, report);
    checkTimes(config, report);
    checkShape(config.shape, report);
    if (!config.sequencePath.isEmpty() && SequenceWatch::pointerOf(config.sequencePath).empty()) {
        report.error("websocket.sequence_path", "sequence_path",
                     text(WEIR_TEXT("Write the path like data.seq")));
    }
    const bool needsProxy = config.proxy == Proxy::Http || config.proxy == Proxy::Socks5;
    const QUrl place(u"proxy://"_s + config.proxyHost);
    if (needsProxy && !config.proxyHost.isEmpty() && (place.host().isEmpty() || place.port() < 1)) {
        report.error("websocket.proxy", "proxy_host",
                     text(WEIR_TEXT("Write the proxy as host:port")));
    }
}

} // namespace core::websocket
