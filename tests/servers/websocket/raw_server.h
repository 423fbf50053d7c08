// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>

namespace servers {

/// Answers the first request with given bytes, "{accept}" replaced by the proper key, and sends
/// more behind: for broken handshakes and frames.
class RawServer final : public QObject
{
public:
    explicit RawServer(QByteArray reply, QByteArray more = {}, bool hangsUp = false)
        : m_reply(std::move(reply)), m_more(std::move(more)), m_hangsUp(hangsUp)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket *client = m_server.nextPendingConnection();
            m_newest = client;
            connect(client, &QTcpSocket::readyRead, this, [this, client] { serve(*client); });
        });
    }

    QString url() const
    {
        return QStringLiteral("ws://127.0.0.1:%1/ticks").arg(m_server.serverPort());
    }

    static QByteArray upgrade()
    {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
               "Connection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
    }
    static QByteArray status(const QByteArray &line)
    {
        return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n";
    }

    /// To the newest client, after what was sent at first.
    void send(const QByteArray &bytes) { m_newest->write(bytes); }
    void hangUp() { m_newest->disconnectFromHost(); }

    QByteArray request = {};
    QByteArray heard = {}; ///< behind the requests, of all clients
    int connections = 0;

private:
    void serve(QTcpSocket &client)
    {
        const QByteArray bytes = client.readAll();
        if (!bytes.startsWith("GET ")) {
            heard += bytes; // frames of an open connection
            return;
        }
        request = bytes;
        const qsizetype at = bytes.toLower().indexOf("sec-websocket-key:");
        const QByteArray key = bytes.mid(at + 18, bytes.indexOf('\r', at) - at - 18).trimmed();
        const QByteArray accept = QCryptographicHash::hash(
            QByteArray(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), QCryptographicHash::Sha1);
        client.write(QByteArray(m_reply).replace("{accept}", accept.toBase64()));
        client.write(m_more);
        if (m_hangsUp) {
            client.disconnectFromHost();
        }
    }

    QTcpServer m_server;
    QTcpSocket *m_newest = nullptr;
    QByteArray m_reply;
    QByteArray m_more;
    bool m_hangsUp;
};

} // namespace servers
