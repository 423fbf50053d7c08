// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <QAbstractSocket>
#include <QList>
#include <QSslError>

class QWebSocket;

namespace core::websocket {

struct ConnectPlan;

/// Why a connection failed or ended, from what the library tells. Ids: net.not_found, net.refused,
/// net.timeout, websocket.auth.refused, websocket.not_found, websocket.web_page,
/// websocket.redirect, websocket.busy, websocket.not_websocket, websocket.cut,
/// websocket.too_large, websocket.proxy, websocket.failed and those of qt_tls.h.
Error socketError(const QWebSocket &socket, QAbstractSocket::SocketError code,
                  const QList<QSslError> &sslErrors, const ConnectPlan &plan, bool wasOpen);

/// The server closed with this code and these words: websocket.policy for 1008 and 4000 to 4999,
/// websocket.too_large, websocket.protocol, else websocket.closed.
Error closeError(int code, const QString &reason);
bool isPolicy(int closeCode);

} // namespace core::websocket
