// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/servers/websocket/fake_websocket_server.h"

#include <QTcpSocket>

namespace servers {

FakeWebSocketServer::FakeWebSocketServer(const std::optional<QSslConfiguration> &tls)
    : m_server(QStringLiteral("fake"),
               tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
{
    if (tls) {
        m_server.setSslConfiguration(*tls);
    }
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QWebSocketServer::newConnection, this, &FakeWebSocketServer::handleClient);
}

QString FakeWebSocketServer::url(const QString &path) const
{
    const bool isSecure = m_server.secureMode() == QWebSocketServer::SecureMode;
    return QStringLiteral("%1://127.0.0.1:%2%3")
        .arg(isSecure ? QStringLiteral("wss") : QStringLiteral("ws"))
        .arg(port())
        .arg(path);
}

void FakeWebSocketServer::handleClient()
{
    QWebSocket *client = m_server.nextPendingConnection();
    client->setParent(this);
    m_client = client;
    m_request = client->request();
    ++m_connections;
    const auto note = [this, client](const QByteArray &message) {
        m_messages.append(message);
        if (answer) {
            answer(*client, message);
        }
    };
    connect(client, &QWebSocket::textMessageReceived, this,
            [note](const QString &message) { note(message.toUtf8()); });
    connect(client, &QWebSocket::binaryMessageReceived, this, note);
    connect(client, &QWebSocket::disconnected, this, [this, client] {
        m_client = m_client == client ? nullptr : m_client;
        client->deleteLater();
    });
    if (greet) {
        greet(*client);
    }
}

void FakeWebSocketServer::sendText(const QString &text)
{
    if (m_client) {
        m_client->sendTextMessage(text);
    }
}

void FakeWebSocketServer::sendBinary(const QByteArray &bytes)
{
    if (m_client) {
        m_client->sendBinaryMessage(bytes);
    }
}

void FakeWebSocketServer::cut()
{
    if (m_client) {
        ++m_cuts;
        m_client->flush();
        m_client->abort();
    }
}

} // namespace servers
