// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/websocket_schema.h"

#include "core/formats/shaping/row_shape_rows.h"

namespace core::websocket {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kMostText = 64 * 1024;

constexpr Choice kFrameTypes[] = {
    {int(FrameType::Text), "text", WEIR_TEXT("Text"), WEIR_TEXT("As a text frame.")},
    {int(FrameType::Binary), "binary", WEIR_TEXT("Binary"), WEIR_TEXT("As a binary frame.")},
};
constexpr Choice kReadings[] = {
    {int(Reading::Json), "json", WEIR_TEXT("JSON"), WEIR_TEXT("Each message is a JSON value.")},
    {int(Reading::Text), "text", WEIR_TEXT("Text"), WEIR_TEXT("Each message is kept as it is.")},
};
constexpr Choice kEncodings[] = {
    {int(Encoding::Utf8), "utf8", WEIR_TEXT("Plain"), WEIR_TEXT("The text itself is sent.")},
    {int(Encoding::Base64), "base64", WEIR_TEXT("Base64"), WEIR_TEXT("Bytes written as base64.")},
    {int(Encoding::Hex), "hex", WEIR_TEXT("Hexadecimal"), WEIR_TEXT("Bytes written as digits.")},
};
constexpr Choice kAuths[] = {
    {int(Auth::None), "none", WEIR_TEXT("None"), WEIR_TEXT("The server asks for nothing.")},
    {int(Auth::Basic), "basic", WEIR_TEXT("User and password"), WEIR_TEXT("HTTP basic.")},
    {int(Auth::Bearer), "bearer", WEIR_TEXT("Token"), WEIR_TEXT("A bearer token.")},
};
constexpr Choice kProxies[] = {
    {int(Proxy::System), "system", WEIR_TEXT("As the computer"),
     WEIR_TEXT("The computer's own setting; never for this computer itself.")},
    {int(Proxy::None), "none", WEIR_TEXT("None"), WEIR_TEXT("Straight to the server.")},
    {int(Proxy::Http), "http", WEIR_TEXT("HTTP proxy"), WEIR_TEXT("By an HTTP proxy.")},
    {int(Proxy::Socks5), "socks5", WEIR_TEXT("SOCKS proxy"), WEIR_TEXT("By a SOCKS 5 proxy.")},
};

constexpr Condition kForBasic{"auth", {"basic"}};
constexpr Condition kForBearer{"auth", {"bearer"}};
constexpr Condition kForProxies{"proxy", {"http", "socks5"}};

constexpr FieldSpec kOpenMessageFields[] = {
    {.key = "text",
     .member = bind<&OpenMessage::text>(),
     .label = WEIR_TEXT("Message"),
     .help = WEIR_TEXT("What is sent."),
     .range = {1, kMostText},
     .required = true,
     .multiline = true},
    {.key = "type",
     .member = bind<&OpenMessage::type>(),
     .label = WEIR_TEXT("Send as"),
     .help = WEIR_TEXT("The kind of frame."),
     .choices = kFrameTypes},
    {.key = "wait",
     .member = bind<&OpenMessage::wait>(),
     .label = WEIR_TEXT("Wait before"),
     .help = WEIR_TEXT("The time between the message before and this one."),
     .range = {0, 60 * kSecond}},
};

constexpr FieldSpec kFields[] = {
    {.key = "url",
     .member = bind<&WebSocketConfig::url>(),
     .label = WEIR_TEXT("URL"),
     .help = WEIR_TEXT("The server's address; path and query are sent as they stand here."),
     .example = "wss://feed.example/ticks",
     .range = {1, 4096},
     .required = true},
    {.key = "data_type",
     .member = bind<&WebSocketConfig::dataType>(),
     .label = WEIR_TEXT("Read as"),
     .help = WEIR_TEXT("How messages become rows, in text and binary frames alike."),
     .choices = kReadings,
     .heading = Heading::Data,
     .required = true},
    columnsRow<&WebSocketConfig::shape>(),
    eventTimeRow<&WebSocketConfig::shape>(),
    unknownFieldsRow<&WebSocketConfig::shape>(),
    onFieldErrorRow<&WebSocketConfig::shape>(),
    arrayModeRow<&WebSocketConfig::shape>(),
    {.key = "open_message",
     .member = bind<&WebSocketConfig::openMessage>(),
     .label = WEIR_TEXT("Opening message"),
     .help = WEIR_TEXT("Sent after every connect, for example a subscribe command."),
     .example = R"({"op":"subscribe","channel":"ticks"})",
     .range = {0, kMostText},
     .multiline = true},
    {.key = "open_message_type",
     .member = bind<&WebSocketConfig::openMessageType>(),
     .label = WEIR_TEXT("Send as"),
     .help = WEIR_TEXT("The kind of frame of the opening message."),
     .choices = kFrameTypes},
    {.key = "open_messages",
     .member = bind<&WebSocketConfig::openMessages>(),
     .label = WEIR_TEXT("More opening messages"),
     .help = WEIR_TEXT("Sent behind the opening message, in this order."),
     .range = {0, 20}},
    {.key = "open_message_encoding",
     .member = bind<&WebSocketConfig::openMessageEncoding>(),
     .label = WEIR_TEXT("Bytes written as"),
     .help = WEIR_TEXT("How the bytes of binary opening messages are written here."),
     .choices = kEncodings,
     .tab = Tab::Advanced},
    {.key = "open_reply",
     .member = bind<&WebSocketConfig::openReply>(),
     .label = WEIR_TEXT("Expected reply"),
     .help = WEIR_TEXT("A pattern that the reply to each opening message must fit; replies are not "
                       "passed on."),
     .example = "\"subscribed\"",
     .range = {0, 4096},
     .tab = Tab::Advanced},
    {.key = "open_reply_wait",
     .member = bind<&WebSocketConfig::openReplyWait>(),
     .label = WEIR_TEXT("Wait for the reply"),
     .help = WEIR_TEXT("Without a reply in this time the connection is tried again."),
     .range = {kSecond / 10, 60 * kSecond},
     .tab = Tab::Advanced},
    {.key = "subprotocols",
     .member = bind<&WebSocketConfig::subprotocols>(),
     .label = WEIR_TEXT("Subprotocols"),
     .help = WEIR_TEXT("Offered to the server, which chooses one."),
     .example = "graphql-ws",
     .range = {0, 20},
     .tab = Tab::Advanced},
    {.key = "origin",
     .member = bind<&WebSocketConfig::origin>(),
     .label = WEIR_TEXT("Origin"),
     .help = WEIR_TEXT("Sent as the Origin header where a server asks for it."),
     .example = "https://feed.example",
     .range = {0, 1024},
     .tab = Tab::Advanced},
    {.key = "proxy",
     .member = bind<&WebSocketConfig::proxy>(),
     .label = WEIR_TEXT("Proxy"),
     .help = WEIR_TEXT("Whether the connection goes by a proxy."),
     .choices = kProxies,
     .tab = Tab::Advanced},
    {.key = "proxy_host",
     .member = bind<&WebSocketConfig::proxyHost>(),
     .label = WEIR_TEXT("Proxy address"),
     .help = WEIR_TEXT("Host and port of the proxy."),
     .example = "proxy.example:3128",
     .range = {0, 300},
     .tab = Tab::Advanced,
     .requiredWhen = kForProxies,
     .visibleWhen = kForProxies},
    {.key = "sequence_path",
     .member = bind<&WebSocketConfig::sequencePath>(),
     .label = WEIR_TEXT("Sequence field"),
     .help = WEIR_TEXT("A running number in the JSON, so that missing messages are counted."),
     .example = "data.seq",
     .range = {0, 512},
     .tab = Tab::Advanced},
    {.key = "ping_interval",
     .member = bind<&WebSocketConfig::pingInterval>(),
     .label = WEIR_TEXT("Ping every"),
     .help = WEIR_TEXT("Two pings without an answer end the connection; 0 switches it off."),
     .range = {0, 600 * kSecond},
     .tab = Tab::Advanced},
    {.key = "app_ping",
     .member = bind<&WebSocketConfig::appPing>(),
     .label = WEIR_TEXT("Text ping"),
     .help = WEIR_TEXT("A message that some feeds want from time to time."),
     .example = "ping",
     .range = {0, 4096},
     .tab = Tab::Advanced},
    {.key = "app_ping_interval",
     .member = bind<&WebSocketConfig::appPingInterval>(),
     .label = WEIR_TEXT("Text ping every"),
     .help = WEIR_TEXT("The time between two text pings."),
     .range = {kSecond, kHour},
     .tab = Tab::Advanced},
    {.key = "idle_timeout",
     .member = bind<&WebSocketConfig::idleTimeout>(),
     .label = WEIR_TEXT("No data for"),
     .help = WEIR_TEXT("Connects anew when so long no message came; 0 switches it off."),
     .range = {0, 24 * kHour},
     .tab = Tab::Advanced},
    {.key = "reconnect",
     .member = bind<&WebSocketConfig::reconnect>(),
     .label = WEIR_TEXT("Reconnect"),
     .help = WEIR_TEXT("The waits between attempts to connect."),
     .tab = Tab::Advanced},
    {.key = "auth",
     .member = bind<&WebSocketConfig::auth>(),
     .label = WEIR_TEXT("Authentication"),
     .help = WEIR_TEXT("Who we say we are."),
     .choices = kAuths,
     .heading = Heading::Security},
    {.key = "username",
     .member = bind<&WebSocketConfig::username>(),
     .label = WEIR_TEXT("User"),
     .help = WEIR_TEXT("The user's name."),
     .range = {0, 512},
     .heading = Heading::Security,
     .requiredWhen = kForBasic,
     .visibleWhen = kForBasic},
    {.key = "password",
     .member = bind<&WebSocketConfig::password>(),
     .label = WEIR_TEXT("Password"),
     .help = WEIR_TEXT("The user's password, as a reference."),
     .example = "${env:FEED_PASSWORD}",
     .heading = Heading::Security,
     .requiredWhen = kForBasic,
     .visibleWhen = kForBasic},
    {.key = "token",
     .member = bind<&WebSocketConfig::token>(),
     .label = WEIR_TEXT("Token"),
     .help = WEIR_TEXT("The bearer token, as a reference."),
     .example = "${env:FEED_TOKEN}",
     .heading = Heading::Security,
     .requiredWhen = kForBearer,
     .visibleWhen = kForBearer},
    {.key = "headers",
     .member = bind<&WebSocketConfig::headers>(),
     .label = WEIR_TEXT("Request headers"),
     .help = WEIR_TEXT("Sent with the request that opens the connection."),
     .range = {0, 100},
     .heading = Heading::Security},
    {.key = "tls",
     .member = bind<&WebSocketConfig::tls>(),
     .label = WEIR_TEXT("TLS"),
     .help = WEIR_TEXT("Encryption of wss:// addresses; ws:// has none."),
     .tab = Tab::Advanced,
     .heading = Heading::Security},
    {.key = "max_message_bytes",
     .member = bind<&WebSocketConfig::maxMessageBytes>(),
     .label = WEIR_TEXT("Largest message"),
     .help = WEIR_TEXT("A larger one ends the connection."),
     .range = {kKiB, 256 * kMiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
};

constexpr Rule kRules[] = {rule<&checkWebSocket>()};

} // namespace

const Schema &OpenMessage::schema()
{
    static constexpr Schema kSchema = makeSchema<OpenMessage>(kOpenMessageFields);
    return kSchema;
}

const Schema &WebSocketConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<WebSocketConfig>(kFields, kRules);
    return kSchema;
}

} // namespace core::websocket
