// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of a link that reads: from the socket to whole messages, and not further while it is
// held.
#include "core/connectors/websocket/websocket_errors.h"
#include "core/connectors/websocket/websocket_link.h"
#include "core/support/text.h"
#include "core/support/units.h"

#include <QRandomGenerator>

#include <sys/ioctl.h>

using namespace std::chrono_literals;

namespace core::websocket {
namespace {

constexpr auto kFragmentLimit = 30s;
constexpr qint64 kMostUnsent = 64 * kKiB; ///< answers to a server that pings and never reads

} // namespace

/// The library would hand the bytes behind its handshake to its own reader of frames next.
void WebSocketLink::takeOver()
{
    if (!m_transport
        || !QObject::disconnect(m_transport, &QIODevice::readyRead, &m_socket, nullptr)) {
        fail(ErrorCode::Internal, "websocket.failed",
             WEIR_TEXT("The library keeps its connection to itself"), {});
        return;
    }
    while (readPiece()) { }
    connect(m_transport, &QIODevice::readyRead, this, &WebSocketLink::handleReadable);
    // what is there already is looked at once this call of the library has returned
    QMetaObject::invokeMethod(m_transport, &QIODevice::readyRead, Qt::QueuedConnection);
}

bool WebSocketLink::readPiece()
{
    const std::span<char> room = m_frames.room();
    const qint64 count =
        m_transport ? m_transport->read(room.data(), static_cast<qint64>(room.size())) : 0;
    m_frames.filled(static_cast<std::size_t>(std::max<qint64>(count, 0)));
    return count > 0;
}

void WebSocketLink::handleReadable()
{
    m_hasMessage = false;
    do {
        handleFrames();
    } while (!m_ended && !m_held && readPiece());
    if (!m_ended) {
        watchParts();
    }
    if (m_lateEnd && !m_held) {
        end(m_lateEnd->first, m_lateEnd->second);
    }
}

void WebSocketLink::handleFrames()
{
    while (!m_ended && !m_held) {
        const FrameReader::Step frame = m_frames.next();
        if (frame.kind == FrameReader::Kind::None) {
            return;
        }
        handleFrame(frame);
    }
}

void WebSocketLink::handleFrame(const FrameReader::Step &frame)
{
    using Kind = FrameReader::Kind;
    switch (frame.kind) {
    case Kind::Message: handleMessage(frame.payload); return;
    case Kind::Ping: answerPing(frame.payload); return;
    case Kind::Pong:
        m_unanswered = 0;
        m_lastHeard = m_clock.now();
        return;
    default: break;
    }
    const std::string_view reason = textOf(frame.payload);
    const QString said = QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size()));
    m_socket.close(static_cast<QWebSocketProtocol::CloseCode>(frame.closeCode), said);
    end(closeError(frame.closeCode, said), frame.closeCode);
}

/// The library can only ping. The mask keeps a server from choosing what we put on the wire.
void WebSocketLink::answerPing(Bytes payload)
{
    constexpr unsigned kLastPong = 0x8a;
    constexpr unsigned kMasked = 0x80;
    if (m_transport->bytesToWrite() > kMostUnsent) {
        return;
    }
    const quint32 random = QRandomGenerator::system()->generate();
    const QByteArray mask(reinterpret_cast<const char *>(&random), sizeof random);
    QByteArray frame(1, static_cast<char>(kLastPong));
    frame.append(static_cast<char>(kMasked | payload.size())).append(mask);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        frame.append(static_cast<char>(textOf(payload)[i] ^ mask[qsizetype(i % sizeof random)]));
    }
    m_transport->write(frame);
}

void WebSocketLink::handleMessage(Bytes message)
{
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

/// Servers that never finish a message hold its parts in our memory.
void WebSocketLink::watchParts()
{
    if (m_hasMessage || !m_frames.isInParts()) {
        m_fragmentAlarm.stop();
    }
    if (m_frames.isInParts() && !m_fragmentAlarm.isRunning()) {
        m_fragmentAlarm.start(kFragmentLimit, [this] {
            fail(ErrorCode::Connect, "websocket.stalled",
                 WEIR_TEXT("The server does not finish a message"), {});
        });
    }
}

/// What is not read fills the library's buffer, then the kernel's.
void WebSocketLink::hold(bool held)
{
    if (std::exchange(m_held, held) == held || held) {
        return;
    }
    m_unanswered = 0;
    m_lastMessage = m_clock.now();
    QMetaObject::invokeMethod(this, &WebSocketLink::handleReadable, Qt::QueuedConnection);
}

bool WebSocketLink::readOn()
{
    if (!m_open || m_ended || m_held || !m_transport) {
        return false;
    }
    // asked first: the library takes waiting for what is not there for an error
    int waiting = 0;
    const auto descriptor = static_cast<int>(m_transport->socketDescriptor());
    return descriptor >= 0 && ::ioctl(descriptor, FIONREAD, &waiting) == 0 && waiting > 0
        && m_transport->waitForReadyRead(0);
}

} // namespace core::websocket
