// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_link.h"

#include "core/connectors/websocket/websocket_errors.h"
#include "core/support/text.h"
#include "core/support/units.h"

#include <QSslSocket>
#include <QWebSocketHandshakeOptions>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::websocket {
namespace {

constexpr int kMostUnanswered = 2; ///< pings
constexpr qint64 kReadBuffer = 64 * kKiB; ///< more would leave the processor's cache

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto kErrorSignal = &QWebSocket::errorOccurred;
#else
constexpr auto kErrorSignal = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif

} // namespace

WebSocketLink::WebSocketLink(const ConnectPlan &plan, Clock &clock, Receive receive)
    : m_plan(plan), m_clock(clock), m_receive(std::move(receive)), m_socket(plan.origin),
      m_frames(plan.maxMessageBytes), m_connectAlarm(clock), m_openingAlarm(clock),
      m_pingAlarm(clock), m_textPingAlarm(clock), m_idleAlarm(clock), m_fragmentAlarm(clock)
{
    m_socket.setReadBufferSize(kReadBuffer);
    m_socket.setProxy(m_plan.proxy);
    connectSignals();
}

WebSocketLink::~WebSocketLink()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void WebSocketLink::connectSignals()
{
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketLink::handleConnected);
    // the error's own signal may follow: it tells more than the close code, and for a failed
    // handshake more than the socket's error()
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketLink::handleDisconnected,
            Qt::QueuedConnection);
    connect(&m_socket, kErrorSignal, this, [this](QAbstractSocket::SocketError code) {
        finish(socketError(m_socket, code, m_sslErrors, m_plan, m_open), 0);
    });
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketLink::handleSslErrors);
}

void WebSocketLink::start()
{
    m_connectAlarm.start(m_plan.connectLimit, [this] {
        fail(ErrorCode::Timeout, "websocket.timeout",
             WEIR_TEXT("The server does not open the connection in time"), u"url"_s);
    });
    if (m_plan.request.url().scheme() == "wss"_L1) {
        m_socket.setSslConfiguration(m_plan.ssl);
    }
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(m_plan.subprotocols);
    m_socket.open(m_plan.request, options);
    m_transport = m_socket.findChild<QTcpSocket *>();
    auto *tls = m_socket.findChild<QSslSocket *>();
    if (tls && !m_plan.serverName.isEmpty()) {
        tls->setPeerVerifyName(m_plan.serverName);
    }
}

void WebSocketLink::handleSslErrors(const QList<QSslError> &errors)
{
    m_sslErrors = errors;
    if (m_plan.skipVerify) {
        m_socket.ignoreSslErrors();
    }
}

void WebSocketLink::handleConnected()
{
    m_connectAlarm.stop();
    takeOver();
    if (m_ended) {
        return;
    }
    m_open = true;
    m_lastHeard = m_clock.now();
    m_lastMessage = m_lastHeard;
    Q_EMIT opened();
    if (m_plan.pingInterval > 0ms) {
        m_pingAlarm.start(m_plan.pingInterval, [this] { ping(); });
    }
    sendNext();
}

void WebSocketLink::sendNext()
{
    if (m_ended || m_nextOpening == m_plan.openings.size()) {
        becomeReady();
        return;
    }
    const Opening &opening = m_plan.openings[m_nextOpening];
    ++m_nextOpening;
    if (opening.wait > 0ms) {
        m_openingAlarm.start(opening.wait, [this, &opening] { send(opening); });
    } else {
        send(opening);
    }
}

void WebSocketLink::send(const Opening &opening)
{
    if (opening.type == FrameType::Text) {
        m_socket.sendTextMessage(QString::fromUtf8(opening.bytes));
    } else {
        m_socket.sendBinaryMessage(opening.bytes);
    }
    if (m_plan.reply.pattern().isEmpty()) {
        sendNext();
    } else {
        expectReply();
    }
}

void WebSocketLink::expectReply()
{
    m_awaitsReply = true;
    m_openingAlarm.start(m_plan.replyWait, [this] {
        fail(ErrorCode::Timeout, "websocket.reply.timeout",
             WEIR_TEXT("The server does not reply to the opening message"), u"open_reply"_s);
    });
}

void WebSocketLink::becomeReady()
{
    if (m_ended || m_ready) {
        return;
    }
    m_ready = true;
    if (!m_plan.appPing.isEmpty()) {
        m_textPingAlarm.start(m_plan.appPingInterval, [this] { textPing(); });
    }
    if (m_plan.idleTimeout > 0ms) {
        watchIdle(m_plan.idleTimeout);
    }
    Q_EMIT ready();
}

void WebSocketLink::checkReply(Bytes message)
{
    m_awaitsReply = false;
    m_openingAlarm.stop();
    const std::string_view said = textOf(message);
    const QString reply = QString::fromUtf8(said.data(), static_cast<qsizetype>(said.size()));
    if (m_plan.reply.match(reply).hasMatch()) {
        sendNext();
        return;
    }
    end(Error{.code = ErrorCode::Auth,
              .id = "websocket.subscription.refused",
              .message = text(WEIR_TEXT("The server refused the subscription: %1"))
                             .arg(visibleText(redacted(reply), 200)),
              .field = u"open_message"_s},
        0);
}

void WebSocketLink::askNow()
{
    constexpr auto kSoon = std::chrono::seconds(5);
    if (m_open && !m_held && m_plan.pingInterval > 0ms) {
        m_unanswered = kMostUnanswered;
        m_socket.ping();
        m_pingAlarm.start(kSoon, [this] { ping(); });
    }
}

void WebSocketLink::ping()
{
    m_pingAlarm.start(m_plan.pingInterval, [this] { ping(); });
    if (m_held) {
        return; // answers lie unread
    }
    if (m_unanswered >= kMostUnanswered) {
        fail(ErrorCode::Timeout, "websocket.ping", WEIR_TEXT("The server does not answer pings"),
             u"ping_interval"_s);
        return;
    }
    ++m_unanswered;
    m_socket.ping();
}

void WebSocketLink::textPing()
{
    m_textPingAlarm.start(m_plan.appPingInterval, [this] { textPing(); });
    m_socket.sendTextMessage(m_plan.appPing);
}

void WebSocketLink::watchIdle(std::chrono::milliseconds wait)
{
    m_idleAlarm.start(wait, [this] {
        const auto quiet = m_clock.now() - m_lastMessage;
        if (!m_held && quiet >= m_plan.idleTimeout) {
            fail(ErrorCode::Timeout, "websocket.idle", WEIR_TEXT("No message came for too long"),
                 u"idle_timeout"_s);
            return;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_plan.idleTimeout - quiet);
        watchIdle(std::max<std::chrono::milliseconds>(1ms, m_held ? m_plan.idleTimeout : left));
    });
}

void WebSocketLink::handleDisconnected()
{
    if (m_socket.error() != QAbstractSocket::UnknownSocketError) {
        finish(socketError(m_socket, m_socket.error(), m_sslErrors, m_plan, m_open), 0);
    } else {
        finish(closeError(m_socket.closeCode(), m_socket.closeReason()), m_socket.closeCode());
    }
}

/// While messages are held the end has to wait for its turn behind them.
void WebSocketLink::finish(const Error &error, int closeCode)
{
    if (!m_held) {
        end(error, closeCode);
    } else if (!m_lateEnd) {
        m_lateEnd.emplace(error, closeCode);
    }
}

void WebSocketLink::fail(ErrorCode code, const char *id, const char *words, const QString &field)
{
    end(Error{.code = code, .id = id, .message = text(words), .field = field}, 0);
}

void WebSocketLink::end(const Error &error, int closeCode)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    stopAlarms();
    Q_EMIT ended(error, closeCode);
}

void WebSocketLink::stopAlarms()
{
    m_ready = false;
    for (Alarm *alarm : {&m_connectAlarm, &m_openingAlarm, &m_pingAlarm, &m_textPingAlarm,
                         &m_idleAlarm, &m_fragmentAlarm}) {
        alarm->stop();
    }
}

void WebSocketLink::leave()
{
    m_ended = true;
    stopAlarms();
    m_socket.disconnect(this);
    m_socket.close(QWebSocketProtocol::CloseCodeGoingAway);
    m_socket.flush();
}

} // namespace core::websocket
