// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_link.h"

#include "core/connectors/websocket/websocket_errors.h"
#include "core/support/text.h"

#include <QSslSocket>
#include <QWebSocketHandshakeOptions>

#include <sys/ioctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::websocket {
namespace {

constexpr auto kFragmentLimit = 30s;
constexpr qint64 kFrameHead = 14; ///< a read buffer without room for it hangs for ever

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto kErrorSignal = &QWebSocket::errorOccurred;
#else
constexpr auto kErrorSignal = qOverload<QAbstractSocket::SocketError>(&QWebSocket::error);
#endif

} // namespace

WebSocketLink::WebSocketLink(const ConnectPlan &plan, Clock &clock, Receive receive)
    : m_plan(plan), m_clock(clock), m_receive(std::move(receive)), m_socket(plan.origin),
      m_connectAlarm(clock), m_openingAlarm(clock), m_pingAlarm(clock), m_textPingAlarm(clock),
      m_idleAlarm(clock), m_fragmentAlarm(clock)
{
    m_socket.setMaxAllowedIncomingFrameSize(m_plan.maxMessageBytes);
    m_socket.setMaxAllowedIncomingMessageSize(m_plan.maxMessageBytes);
    m_socket.setReadBufferSize(static_cast<qint64>(m_plan.maxMessageBytes) + kFrameHead);
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
        const bool closedByFrame = m_open && m_socket.closeCode() != 1000;
        if (!closedByFrame) {
            end(socketError(m_socket, code, m_sslErrors, m_plan, m_open), 0);
        }
    });
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketLink::handleSslErrors);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &message) { handleMessage({.text = message, .isText = true}); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &message) { handleMessage({.binary = message}); });
    connect(&m_socket, &QWebSocket::pong, this, [this](quint64 elapsed) {
        m_unanswered = 0;
        m_lastHeard = m_clock.now();
        m_roundTrip = std::chrono::milliseconds(elapsed);
    });
}

QTcpSocket *WebSocketLink::transport() const
{
    return m_socket.findChild<QTcpSocket *>();
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
    // runs after the library's own slot, which hands out every message that lies in the buffer
    connect(transport(), &QIODevice::readyRead, this, &WebSocketLink::handlePacket);
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

void WebSocketLink::handleMessage(const Received &message)
{
    if (m_ended) {
        return;
    }
    if (!m_hasMessage) {
        m_hasMessage = true;
        m_lastHeard = m_clock.now();
        m_lastMessage = m_lastHeard;
    }
    if (m_awaitsReply) {
        checkReply(message);
    } else {
        m_receive(message);
    }
}

void WebSocketLink::checkReply(const Received &message)
{
    m_awaitsReply = false;
    m_openingAlarm.stop();
    const QString reply = QString::fromUtf8(message.bytes());
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

/// Servers that never finish a message hold its parts in our memory. The library's signal for each
/// frame costs as much as the rest, so it is only listened to while packets complete no message.
void WebSocketLink::handlePacket()
{
    const bool hadMessage = std::exchange(m_hasMessage, false);
    const bool isWatching = static_cast<bool>(m_frames.front());
    if (!hadMessage && m_open && !isWatching) {
        watchFrames();
    } else if (hadMessage && isWatching) {
        unwatchFrames();
    }
}

void WebSocketLink::watchFrames()
{
    m_frames = {connect(&m_socket, &QWebSocket::textFrameReceived, this,
                        [this](const QString &, bool isLast) { handleFrame(isLast); }),
                connect(&m_socket, &QWebSocket::binaryFrameReceived, this,
                        [this](const QByteArray &, bool isLast) { handleFrame(isLast); })};
}

void WebSocketLink::unwatchFrames()
{
    for (QMetaObject::Connection &connection : m_frames) {
        disconnect(connection);
        connection = {};
    }
    m_fragmentAlarm.stop();
}

void WebSocketLink::handleFrame(bool isLast)
{
    if (isLast) {
        m_fragmentAlarm.stop();
    } else if (!m_fragmentAlarm.isRunning()) {
        m_fragmentAlarm.start(kFragmentLimit, [this] {
            fail(ErrorCode::Connect, "websocket.stalled",
                 WEIR_TEXT("The server does not finish a message"), {});
        });
    }
}

void WebSocketLink::ping()
{
    constexpr int kMostUnanswered = 2;
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

void WebSocketLink::hold(bool held)
{
    QTcpSocket *socket = transport();
    if (!socket || m_held == held) {
        return;
    }
    m_held = held;
    socket->blockSignals(held);
    if (!held) {
        // what lies in the buffer is announced once more, and the notifier switched on again
        const qint64 size = m_socket.readBufferSize();
        m_socket.setReadBufferSize(size % 2 == 0 ? size + 1 : size - 1);
        QMetaObject::invokeMethod(socket, &QIODevice::readyRead, Qt::QueuedConnection);
        m_unanswered = 0;
        m_lastMessage = m_clock.now();
    }
}

bool WebSocketLink::readOn()
{
    QTcpSocket *socket = transport();
    if (!m_open || m_ended || m_held || !socket) {
        return false;
    }
    // asked first: the library takes waiting for what is not there for an error
    int waiting = 0;
    const auto descriptor = static_cast<int>(socket->socketDescriptor());
    return descriptor >= 0 && ::ioctl(descriptor, FIONREAD, &waiting) == 0 && waiting > 0
        && socket->waitForReadyRead(0);
}

void WebSocketLink::handleDisconnected()
{
    if (m_open && m_socket.closeCode() != 1000) {
        end(closeError(m_socket.closeCode(), m_socket.closeReason()), m_socket.closeCode());
    } else if (m_socket.error() != QAbstractSocket::UnknownSocketError) {
        end(socketError(m_socket, m_socket.error(), m_sslErrors, m_plan, m_open), 0);
    } else {
        end(closeError(m_socket.closeCode(), m_socket.closeReason()), m_socket.closeCode());
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
