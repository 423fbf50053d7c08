// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/shaping/row_shape.h"
#include "core/schema/binding.h"
#include "core/schema/common_fields.h"

#include <QStringList>

namespace core::websocket {

enum class FrameType
{
    Text,
    Binary
};

enum class Encoding
{
    Utf8,
    Base64,
    Hex
};

enum class Auth
{
    None,
    Basic,
    Bearer
};

enum class Proxy
{
    System,
    None,
    Http,
    Socks5
};

/// How payloads are read: the two of DataType that a frame can hold.
enum class Reading
{
    Json,
    Text
};

/// One more message to send after connecting.
struct OpenMessage
{
    QString text = {};
    FrameType type = FrameType::Text;
    Duration wait = {};

    static const Schema &schema();
    bool operator==(const OpenMessage &) const = default;
};

/// A client of one WebSocket server.
struct WebSocketConfig
{
    QString url = {};
    QString openMessage = {};
    FrameType openMessageType = FrameType::Text;
    Reading dataType = Reading::Json;
    RowShape shape = {};
    std::vector<OpenMessage> openMessages = {};
    Encoding openMessageEncoding = Encoding::Utf8;
    QString openReply = {};
    Duration openReplyWait = std::chrono::seconds(5);
    NamedValues headers = {};
    Auth auth = Auth::None;
    QString username = {};
    Secret password = {};
    Secret token = {};
    QStringList subprotocols = {};
    QString origin = {};
    Duration pingInterval = std::chrono::seconds(20);
    QString appPing = {};
    Duration appPingInterval = std::chrono::seconds(30);
    Duration idleTimeout = {};
    ByteSize maxMessageBytes = 16 * kMiB;
    Proxy proxy = Proxy::System;
    QString proxyHost = {};
    QString sequencePath = {};
    TlsConfig tls = {};
    ReconnectConfig reconnect = {};

    static const Schema &schema();
    bool operator==(const WebSocketConfig &) const = default;
};

/// The rules over several fields.
void checkWebSocket(const WebSocketConfig &config, RuleReport &report);

} // namespace core::websocket
