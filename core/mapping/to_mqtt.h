// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mapping/cloud_events.h"
#include "core/mapping/limits.h"
#include "core/mapping/mqtt_properties.h"
#include "core/mapping/text_rules.h"

#include <QByteArray>

#include <variant>

namespace core::mapping {

enum class Retain
{
    Keep, ///< as it came, where it came by MQTT
    Never
};

struct MqttSettings
{
    std::string topic = "${inputTopic}";
    Retain retain = Retain::Keep;
    CloudEvents cloudEvents = CloudEvents::Off;
    bool restoresProperties = false; ///< headers named like built-in properties become such again
    bool decodesAmqp = false; ///< header values of AMQP senders
    ControlCharacters control = ControlCharacters::Remove;
    std::string endpoint = {};
    QByteArray flowId = {};
};

/// A property that stays behind while its message goes on; the view lives with the message.
struct RemovedProperty
{
    HeaderView property = {};
    Removal reason = Removal::Control;
};

/// A message to publish. Views into the message, the settings, and the texts made for it; movable.
struct MqttMessage
{
    std::string topic = {};
    Bytes payload = {}; ///< never null
    MqttProperties properties = {};
    std::vector<RemovedProperty> removed = {};
    EventKind event = EventKind::None;
    TextStore texts = {};
};

using ToMqtt = std::variant<MqttMessage, Unmapped>;

/// What is published for a message of `batch`, as if it were sent now.
ToMqtt toMqtt(const Batch &batch, const MessageView &message, const MqttSettings &settings,
              const Clock &clock);

} // namespace core::mapping
