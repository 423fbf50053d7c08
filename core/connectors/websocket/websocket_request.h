// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/websocket_schema.h"
#include "core/support/result.h"

#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslConfiguration>

namespace core::websocket {

/// A message as it goes on the wire.
struct Opening
{
    QByteArray bytes = {};
    FrameType type = FrameType::Text;
    std::chrono::milliseconds wait{0};
};

/// A config turned into what a connection needs; secrets are inside. A value.
struct ConnectPlan
{
    QNetworkRequest request = {};
    QStringList subprotocols = {};
    QString origin = {};
    QSslConfiguration ssl = {};
    QString serverName = {}; ///< expected in the certificate, where it is not the host
    bool skipVerify = false;
    QNetworkProxy proxy = {};
    std::vector<Opening> openings = {};
    QRegularExpression reply = {}; ///< empty = none is waited for
    std::chrono::milliseconds replyWait{0};
    std::chrono::milliseconds pingInterval{0};
    QString appPing = {};
    std::chrono::milliseconds appPingInterval{0};
    std::chrono::milliseconds idleTimeout{0};
    std::chrono::milliseconds connectLimit{10'000};
    quint64 maxMessageBytes = 0;
};

/// May read certificate files.
Result<ConnectPlan> planOf(const WebSocketConfig &config, const QString &baseFolder);

/// Ids: websocket.encoding (with the position), websocket.not_text.
Result<QByteArray> openingBytes(const QString &text, FrameType type, Encoding encoding);

/// The address without what is never sent: fragment and userinfo; a query gets its path.
QUrl cleanUrl(const QString &text);

/// "feed.example/ticks": stable over restarts and free of secrets that stand in a query.
QString laneName(const QUrl &url);

/// A header that a request may not carry: one of the handshake's own, or no valid text.
bool isForbiddenHeader(const QString &name);
bool isHeaderText(const QByteArray &value);

} // namespace core::websocket
