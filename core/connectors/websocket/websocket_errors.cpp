// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_errors.h"

#include "core/connectors/qt_tls.h"
#include "core/connectors/websocket/websocket_request.h"
#include "core/support/text.h"

#include <QSslSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace core::websocket {
namespace {

Error make(ErrorCode code, const char *id, const QString &message, const QString &field = u"url"_s,
           const QString &fix = {})
{
    return Error{.code = code, .id = id, .message = message, .field = field, .fix = fix};
}

QString words(const QWebSocket &socket)
{
    return visibleText(redacted(socket.errorString()), 300);
}

Error statusError(int status)
{
    const auto says = [status](const char *marked) { return text(marked).arg(status); };
    switch (status) {
    case 401:
    case 403:
        return make(ErrorCode::Auth, "websocket.auth.refused",
                    says(WEIR_TEXT("The server wants other credentials (%1)")), u"auth"_s,
                    text(WEIR_TEXT("Set Authentication or a request header")));
    case 400:
    case 404:
    case 426:
        return make(ErrorCode::NotFound, "websocket.not_found",
                    says(WEIR_TEXT("There is no WebSocket at this path (%1)")));
    case 429:
    case 503:
        return make(ErrorCode::Connect, "websocket.busy",
                    says(WEIR_TEXT("The server is busy (%1)")));
    default: break;
    }
    if (status >= 300 && status < 400) {
        return make(ErrorCode::Config, "websocket.redirect",
                    says(WEIR_TEXT("The server redirects to another address (%1)")), u"url"_s,
                    text(WEIR_TEXT("Set the address it redirects to; it is not followed")));
    }
    if (status >= 500) {
        return make(ErrorCode::Connect, "websocket.busy",
                    says(WEIR_TEXT("The server is in trouble (%1)")));
    }
    return make(ErrorCode::Config, "websocket.web_page",
                says(WEIR_TEXT("The address answers as a web page (%1)")));
}

Error handshakeOrRefused(const QWebSocket &socket)
{
    static const QRegularExpression status(u"status code: ?([0-9]{3})"_s);
    const QString said = socket.errorString();
    if (const auto match = status.match(said); match.hasMatch()) {
        return statusError(match.captured(1).toInt());
    }
    if (said.contains(u"authenticat"_s, Qt::CaseInsensitive)) { // a 401, in newer Qt
        return statusError(401);
    }
    if (said.contains(u"refused"_s, Qt::CaseInsensitive)) {
        return make(ErrorCode::Connect, "net.refused",
                    text(WEIR_TEXT("Nothing listens at this address")), u"url"_s,
                    text(WEIR_TEXT("Check the port, and that the server runs")));
    }
    return make(ErrorCode::Config, "websocket.not_websocket",
                text(WEIR_TEXT("This is no WebSocket server: %1")).arg(words(socket)));
}

Error sslError(const QWebSocket &socket, const QList<QSslError> &errors, const ConnectPlan &plan)
{
    const QString host = plan.request.url().host();
    const QString &expected = plan.serverName.isEmpty() ? host : plan.serverName;
    return errors.isEmpty() ? handshakeError(socket.errorString())
                            : certificateError(errors, expected);
}

} // namespace

Error socketError(const QWebSocket &socket, QAbstractSocket::SocketError code,
                  const QList<QSslError> &sslErrors, const ConnectPlan &plan, bool wasOpen)
{
    switch (code) {
    case QAbstractSocket::ConnectionRefusedError: return handshakeOrRefused(socket);
    case QAbstractSocket::HostNotFoundError:
        return make(ErrorCode::Connect, "net.not_found",
                    text(WEIR_TEXT("The host of the address cannot be resolved")), u"url"_s,
                    text(WEIR_TEXT("Check the spelling, the network and the VPN")));
    case QAbstractSocket::SocketTimeoutError:
        return make(ErrorCode::Timeout, "net.timeout", text(WEIR_TEXT("No answer in time")));
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError: return sslError(socket, sslErrors, plan);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return make(ErrorCode::Connect, "websocket.proxy",
                    text(WEIR_TEXT("The proxy does not let us through: %1")).arg(words(socket)),
                    u"proxy"_s);
    case QAbstractSocket::RemoteHostClosedError:
        return wasOpen ? make(ErrorCode::Connect, "websocket.cut",
                              text(WEIR_TEXT("The connection was cut")), {})
                       : make(ErrorCode::Connect, "websocket.not_websocket",
                              text(WEIR_TEXT("The server hung up instead of opening a WebSocket")));
    default: break;
    }
    return make(ErrorCode::Connect, wasOpen ? "websocket.cut" : "websocket.failed",
                text(WEIR_TEXT("The connection failed: %1")).arg(words(socket)), {});
}

bool isPolicy(int closeCode)
{
    return closeCode == 1008 || (closeCode >= 4000 && closeCode <= 4999);
}

Error closeError(int code, const QString &reason)
{
    const QString said = visibleText(redacted(reason), 200);
    const QString shown = said.isEmpty() ? QString::number(code)
                                         : QString(said + u" ("_s + QString::number(code) + u')');
    if (isPolicy(code)) {
        return make(ErrorCode::Connect, "websocket.policy",
                    text(WEIR_TEXT("The server refuses us: %1")).arg(shown), u"auth"_s);
    }
    if (code == 1009) {
        return make(ErrorCode::Connect, "websocket.too_large",
                    text(WEIR_TEXT("A message was larger than allowed")), u"max_message_bytes"_s);
    }
    if (code == 1002 || code == 1007) {
        return make(ErrorCode::Connect, "websocket.protocol",
                    text(WEIR_TEXT("The server broke the protocol: %1")).arg(shown), {});
    }
    return make(ErrorCode::Connect, "websocket.closed",
                text(WEIR_TEXT("The server closed the connection: %1")).arg(shown), {});
}

} // namespace core::websocket
