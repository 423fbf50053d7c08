// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/alarm.h"
#include "core/connectors/websocket/received_chunk.h"
#include "core/connectors/websocket/websocket_request.h"
#include "core/support/error.h"

#include <QSslError>
#include <QWebSocket>

#include <array>
#include <functional>

class QTcpSocket;

namespace core::websocket {

/// One connection from the first packet to its end: handshake, opening messages, pings, limits. It
/// never comes back to life; its user makes a new one. Lives in one thread with an event loop.
class WebSocketLink final : public QObject
{
    Q_OBJECT

public:
    /// `receive` is called for every message; a signal would cost more than the message itself.
    using Receive = std::function<void(const Received &)>;
    WebSocketLink(const ConnectPlan &plan, Clock &clock, Receive receive);
    ~WebSocketLink() override;

    void start();
    /// Takes nothing more from the network, or goes on; the server feels it as a full window.
    void hold(bool held);
    /// Reads what the network has ready now, without a turn of the event loop; false when there
    /// was nothing. Messages arrive during the call, and so may ended().
    bool readOn();
    /// Says goodbye; no ended() follows.
    void leave();

    bool isOpen() const { return m_open; } ///< shaken hands
    bool isReady() const { return m_ready; } ///< opening messages sent and answered
    TimePoint lastHeard() const { return m_lastHeard; } ///< message or pong
    std::optional<std::chrono::milliseconds> roundTrip() const { return m_roundTrip; }
    const QWebSocket &socket() const { return m_socket; }

Q_SIGNALS:
    void opened();
    void ready();
    /// Last signal; closeCode is 0 where the server did not give one.
    void ended(const core::Error &error, int closeCode);

private:
    void connectSignals();
    void handleConnected();
    void handleDisconnected();
    void handleMessage(const Received &message);
    void checkReply(const Received &message);
    void handlePacket();
    void watchFrames();
    void unwatchFrames();
    void handleFrame(bool isLast);
    void handleSslErrors(const QList<QSslError> &errors);
    void sendNext();
    void send(const Opening &opening);
    void expectReply();
    void becomeReady();
    void ping();
    void textPing();
    void watchIdle(std::chrono::milliseconds wait);
    void fail(ErrorCode code, const char *id, const char *words, const QString &field);
    void end(const Error &error, int closeCode);
    void stopAlarms();
    QTcpSocket *transport() const;

    const ConnectPlan m_plan;
    Clock &m_clock;
    const Receive m_receive;
    QWebSocket m_socket;
    QList<QSslError> m_sslErrors;
    Alarm m_connectAlarm;
    Alarm m_openingAlarm;
    Alarm m_pingAlarm;
    Alarm m_textPingAlarm;
    Alarm m_idleAlarm;
    Alarm m_fragmentAlarm;
    std::size_t m_nextOpening = 0;
    bool m_awaitsReply = false;
    std::array<QMetaObject::Connection, 2> m_frames = {}; ///< while they are watched
    bool m_open = false;
    bool m_ready = false;
    bool m_held = false;
    bool m_ended = false;
    int m_unanswered = 0; ///< pings
    bool m_hasMessage = false; ///< this packet brought one, and the time was read for it
    TimePoint m_lastHeard = {};
    TimePoint m_lastMessage = {};
    std::optional<std::chrono::milliseconds> m_roundTrip;
};

} // namespace core::websocket
