// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <optional>

namespace servers {

/// A well-behaved WebSocket server on a free port of 127.0.0.1 that tests can make rude. Lives in
/// the test's thread.
class FakeWebSocketServer final : public QObject
{
public:
    /// With a configuration it speaks TLS.
    explicit FakeWebSocketServer(const std::optional<QSslConfiguration> &tls = {});

    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString &path = QStringLiteral("/ticks")) const;

    /// Called for each new client, and for each of its messages.
    std::function<void(QWebSocket &client)> greet = {};
    std::function<void(QWebSocket &client, const QByteArray &message)> answer = {};

    QWebSocket *client() const { return m_client; } ///< the newest one; null when it left
    int connections() const { return m_connections; }
    const QList<QByteArray> &messages() const { return m_messages; } ///< of all clients
    const QNetworkRequest &request() const { return m_request; } ///< of the newest client

    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);
    /// The transport breaks without a close frame; counted by cuts().
    void cut();
    int cuts() const { return m_cuts; }
    void stopListening() { m_server.close(); }

private:
    void handleClient();

    QWebSocketServer m_server;
    QWebSocket *m_client = nullptr;
    QNetworkRequest m_request;
    QList<QByteArray> m_messages;
    int m_connections = 0;
    int m_cuts = 0;
};

} // namespace servers
