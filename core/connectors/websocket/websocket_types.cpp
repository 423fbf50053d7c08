// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"
#include "core/connectors/websocket/websocket_source.h"
#include "core/connectors/websocket/websocket_test.h"

namespace core::websocket {

void registerTypes(Registry &registry)
{
    registry.add(SourceType{
        .type = "websocket",
        .label = WEIR_TEXT("WebSocket"),
        .sentence = WEIR_TEXT("Takes every message that a WebSocket server sends."),
        .schema = WebSocketConfig::schema(),
        .guarantee = Guarantee::AtMostOnce,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Source> {
            return std::make_unique<WebSocketSource>(config.as<WebSocketConfig>());
        },
        .dataType =
            [](const ConfigBox &config) {
                return config.as<WebSocketConfig>().dataType == Reading::Json ? DataType::Json
                                                                              : DataType::Text;
            },
        .hasEnd = [](const ConfigBox &) { return false; },
        .test = &testWebSocket,
        .shape = [](const ConfigBox &config) -> const RowShape & {
            return config.as<WebSocketConfig>().shape;
        },
    });
}

} // namespace core::websocket
