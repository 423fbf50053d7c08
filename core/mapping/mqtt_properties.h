// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"

#include <optional>

namespace core::mapping {

/// The built-in properties of MQTT 5 as headers spell them, in the order they are written.
inline constexpr std::string_view kPayloadFormat = "Payload Format Indicator";
inline constexpr std::string_view kResponseTopic = "Response Topic";
inline constexpr std::string_view kMessageExpiry = "Message Expiry Interval";
inline constexpr std::string_view kCorrelationData = "Correlation Data";
inline constexpr std::string_view kContentType = "Content Type";

/// What an MQTT message carries beside topic and payload; views, no ownership. A message of MQTT
/// 3.1.1 has the retain flag alone. Topic alias and subscription identifiers never leave a broker's
/// connection, so they have no place here.
struct MqttProperties
{
    std::optional<std::uint8_t> payloadFormat = {}; ///< 0 bytes, 1 UTF-8
    std::optional<std::string_view> responseTopic = {};
    std::optional<std::uint32_t> expirySeconds = {};
    Bytes correlationData = {}; ///< null = none
    std::optional<std::string_view> contentType = {};
    std::vector<HeaderView> user = {}; ///< in the order of arrival, repeats kept
    bool retain = false;
};

/// The reader of headers made of MQTT properties, by which they are known.
bool readUserProperty(const void *properties, std::size_t index, HeaderView &out);

/// A message's headers made of its MQTT properties: the user properties for who knows no more. The
/// properties must live as long as the message's batch.
inline HeaderRange mqttHeaders(const MqttProperties &properties)
{
    return HeaderRange(&properties, &readUserProperty);
}

/// Null when the headers are not of an MQTT message.
inline const MqttProperties *mqttPropertiesOf(const HeaderRange &headers)
{
    return headers.reader() == &readUserProperty
        ? static_cast<const MqttProperties *>(headers.native())
        : nullptr;
}

/// A text's bytes, never null.
inline Bytes valueOf(std::string_view text)
{
    return bytesOf(text.data() ? text.data() : "", text.size());
}

} // namespace core::mapping
