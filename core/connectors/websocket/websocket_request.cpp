// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_request.h"

#include "core/connectors/qt_tls.h"
#include "core/support/text.h"

#include <QHostAddress>
#include <QStringDecoder>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace core::websocket {
namespace {

Error encodingError(qsizetype at)
{
    return Error{
        .code = ErrorCode::Config,
        .id = "websocket.encoding",
        .message =
            text(WEIR_TEXT("The opening message is not encoded so, at character %1")).arg(at + 1),
        .field = u"open_message_encoding"_s};
}

qsizetype firstNotHex(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char letter = text[i].toLatin1();
        const bool isDigit = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f')
            || (letter >= 'A' && letter <= 'F');
        if (!isDigit) {
            return i;
        }
    }
    return text.size() % 2 == 0 ? -1 : text.size();
}

Result<QByteArray> decoded(const QString &given, Encoding encoding)
{
    const QString compact = given.simplified().remove(u' ');
    switch (encoding) {
    case Encoding::Utf8: return given.toUtf8();
    case Encoding::Hex:
        if (const qsizetype at = firstNotHex(compact); at >= 0) {
            return encodingError(at);
        }
        return QByteArray::fromHex(compact.toLatin1());
    case Encoding::Base64: break;
    }
    const auto bytes =
        QByteArray::fromBase64Encoding(compact.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes) {
        static const QRegularExpression wrong(u"[^A-Za-z0-9+/=]"_s);
        return encodingError(std::max<qsizetype>(0, compact.indexOf(wrong)));
    }
    return *bytes;
}

bool isLocal(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QNetworkProxy proxyOf(const WebSocketConfig &config, const QUrl &url)
{
    if (config.proxy == Proxy::None || (config.proxy == Proxy::System && isLocal(url.host()))) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    if (config.proxy == Proxy::System) {
        QUrl asked = url;
        asked.setScheme(url.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);
        const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(asked));
        return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.front();
    }
    const QUrl place(u"proxy://"_s + config.proxyHost);
    return QNetworkProxy(config.proxy == Proxy::Http ? QNetworkProxy::HttpProxy
                                                     : QNetworkProxy::Socks5Proxy,
                         place.host(), static_cast<quint16>(place.port(1080)));
}

void addHeaders(QNetworkRequest &request, const WebSocketConfig &config)
{
    if (config.auth == Auth::Basic) {
        const QByteArray both = config.username.toUtf8() + ':' + config.password.reveal();
        request.setRawHeader("Authorization", "Basic " + both.toBase64());
    } else if (config.auth == Auth::Bearer) {
        request.setRawHeader("Authorization", "Bearer " + config.token.reveal());
    }
    for (const NamedValue &header : config.headers) {
        if (!isForbiddenHeader(header.name) && isHeaderText(header.value.reveal())) {
            request.setRawHeader(header.name.toUtf8(), header.value.reveal());
        }
    }
}

Result<std::vector<Opening>> openingsOf(const WebSocketConfig &config)
{
    std::vector<OpenMessage> messages = config.openMessages;
    if (!config.openMessage.isEmpty()) {
        messages.insert(messages.begin(),
                        {.text = config.openMessage, .type = config.openMessageType, .wait = {}});
    }
    std::vector<Opening> openings;
    for (const OpenMessage &message : messages) {
        Result<QByteArray> bytes =
            openingBytes(message.text, message.type, config.openMessageEncoding);
        if (!bytes) {
            return bytes.error();
        }
        openings.push_back({.bytes = *std::move(bytes),
                            .type = message.type,
                            .wait = message.wait.milliseconds()});
    }
    return openings;
}

Result<void> addTls(ConnectPlan &plan, const TlsConfig &tls, const QString &baseFolder)
{
    if (plan.request.url().scheme() != "wss"_L1) {
        return {};
    }
    Result<QSslConfiguration> ssl = sslConfiguration(tls, baseFolder);
    if (!ssl) {
        Error error = ssl.error();
        error.field = u"tls."_s + error.field;
        return error;
    }
    plan.ssl = *std::move(ssl);
    plan.serverName = tls.serverName;
    plan.skipVerify = tls.skipVerifyServer;
    return {};
}

} // namespace

QUrl cleanUrl(const QString &text)
{
    QUrl url(text.trimmed());
    url.setFragment({});
    url.setUserInfo({});
    if (url.path().isEmpty()) {
        url.setPath(u"/"_s); // the library sends a broken request line for "?query" alone
    }
    return url;
}

QString laneName(const QUrl &url)
{
    return url.host() + (url.port() > 0 ? u':' + QString::number(url.port()) : QString())
        + url.path();
}

bool isForbiddenHeader(const QString &name)
{
    static const QRegularExpression token(u"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"_s);
    const QString lower = name.toLower();
    return !token.match(name).hasMatch() || lower == "host"_L1 || lower == "upgrade"_L1
        || lower == "connection"_L1 || lower.startsWith("sec-websocket-"_L1);
}

bool isHeaderText(const QByteArray &value)
{
    return !value.contains('\r') && !value.contains('\n') && !value.contains('\0');
}

Result<QByteArray> openingBytes(const QString &given, FrameType type, Encoding encoding)
{
    Result<QByteArray> bytes = decoded(given, encoding);
    if (!bytes || type == FrameType::Binary) {
        return bytes;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString read = decoder(*bytes);
    if (decoder.hasError()) {
        return Error{.code = ErrorCode::Config,
                     .id = "websocket.not_text",
                     .message = text(WEIR_TEXT("The opening message is not text")),
                     .field = u"open_message_type"_s,
                     .fix = text(WEIR_TEXT("Send it as binary"))};
    }
    return bytes;
}

Result<ConnectPlan> planOf(const WebSocketConfig &config, const QString &baseFolder)
{
    ConnectPlan plan;
    plan.request.setUrl(cleanUrl(config.url));
    addHeaders(plan.request, config);
    if (Result<void> added = addTls(plan, config.tls, baseFolder); !added) {
        return added.error();
    }
    Result<std::vector<Opening>> openings = openingsOf(config);
    if (!openings) {
        return openings.error();
    }
    plan.openings = *std::move(openings);
    plan.subprotocols = config.subprotocols;
    plan.origin = config.origin;
    plan.proxy = proxyOf(config, plan.request.url());
    if (!config.openReply.isEmpty()) {
        plan.reply = QRegularExpression(config.openReply);
    }
    plan.replyWait = config.openReplyWait.milliseconds();
    plan.pingInterval = config.pingInterval.milliseconds();
    plan.appPing = config.appPing;
    plan.appPingInterval = config.appPingInterval.milliseconds();
    plan.idleTimeout = config.idleTimeout.milliseconds();
    plan.maxMessageBytes = static_cast<quint64>(config.maxMessageBytes.value);
    return plan;
}

} // namespace core::websocket
