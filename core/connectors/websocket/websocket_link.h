// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/alarm.h"
#include "core/connectors/websocket/frame_reader.h"
#include "core/connectors/websocket/websocket_request.h"
#include "core/support/error.h"

#include <QPointer>
#include <QSslError>
#include <QTcpSocket>
#include <QWebSocket>

#include <functional>
#include <utility>

namespace core::websocket {

/// One connection from the first packet to its end: handshake, opening messages, pings, limits. It
/// never comes back to life; its user makes a new one. Lives in one thread with an event loop.
/// The library connects, shakes hands and writes; once that is done we read the frames ourselves.
class WebSocketLink final : public QObject
{
    Q_OBJECT

public:
    /// `receive` is called for every message; a signal would cost more than the message itself.
    using Receive = std::function<void(Bytes)>;
    WebSocketLink(const ConnectPlan &plan, Clock &clock, Receive receive);
    ~WebSocketLink() override;

    void start();
    /// Takes nothing more from the network, or goes on; the server feels it as a full window.
    void hold(bool held);
    /// Reads what the network has ready now, without a turn of the event loop; false when there
    /// was nothing. Messages arrive during the call, and so may ended().
    bool readOn();
    /// The server must answer soon, whatever the interval of pings.
    void askNow();
    /// Says goodbye; no ended() follows.
    void leave();

    bool isOpen() const { return m_open; } ///< shaken hands
    bool isReady() const { return m_ready; } ///< opening messages sent and answered
    TimePoint lastHeard() const { return m_lastHeard; } ///< message or pong

Q_SIGNALS:
    void opened();
    void ready();
    /// Last signal; closeCode is 0 where the server did not give one.
    void ended(const core::Error &error, int closeCode);

private:
    void connectSignals();
    void handleConnected();
    void handleDisconnected();
    void takeOver();
    bool readPiece();
    void handleReadable();
    void handleFrames();
    void handleFrame(const FrameReader::Step &frame);
    void handleMessage(Bytes message);
    void checkReply(Bytes message);
    void answerPing(Bytes payload);
    void watchParts();
    void handleSslErrors(const QList<QSslError> &errors);
    void sendNext();
    void send(const Opening &opening);
    void expectReply();
    void becomeReady();
    void ping();
    void textPing();
    void watchIdle(std::chrono::milliseconds wait);
    void fail(ErrorCode code, const char *id, const char *words, const QString &field);
    void finish(const Error &error, int closeCode);
    void end(const Error &error, int closeCode);
    void stopAlarms();

    const ConnectPlan m_plan;
    Clock &m_clock;
    const Receive m_receive;
    QWebSocket m_socket;
    QPointer<QTcpSocket> m_transport; ///< the library's
    FrameReader m_frames;
    QList<QSslError> m_sslErrors;
    Alarm m_connectAlarm;
    Alarm m_openingAlarm;
    Alarm m_pingAlarm;
    Alarm m_textPingAlarm;
    Alarm m_idleAlarm;
    Alarm m_fragmentAlarm;
    std::size_t m_nextOpening = 0;
    bool m_awaitsReply = false;
    bool m_open = false;
    bool m_ready = false;
    bool m_held = false;
    bool m_ended = false;
    std::optional<std::pair<Error, int>> m_lateEnd; ///< came while messages lie unread
    int m_unanswered = 0; ///< pings
    bool m_hasMessage = false; ///< this reading brought one, and the time was read for it
    TimePoint m_lastHeard = {};
    TimePoint m_lastMessage = {};
};

} // namespace core::websocket
