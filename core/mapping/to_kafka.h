// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mapping/cloud_events.h"
#include "core/mapping/limits.h"
#include "core/mapping/mqtt_properties.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace core::mapping {

enum class PartitionStrategy
{
    Default, ///< the source's key, if there is one
    Static, ///< one partition by the instance's number
    Topic, ///< equal topics of the source share a partition
    Property ///< equal values of one property do
};

struct KafkaSettings
{
    PartitionStrategy strategy = PartitionStrategy::Default;
    std::string keyProperty = {};
    bool keepsSourceKey = true;
    std::int64_t instance = 0;
    bool copiesMqttProperties = true;
    CloudEvents cloudEvents = CloudEvents::Off;
    std::string prefix = "ce_";
    std::string endpoint = {};
    std::string topic = {};
    std::string contentType = {}; ///< of payloads that do not say it themselves; empty = unknown
    QByteArray flowId = {};
    std::size_t mostBytes = 0; ///< key, value and headers of a record; 0 = not checked
};

/// A record to produce. Views into the message, the settings, and the texts made for it; movable.
struct KafkaRecord
{
    Bytes key = {};
    Bytes value = {};
    std::int64_t timestampMs = -1;
    std::vector<HeaderView> headers = {};
    std::optional<std::int64_t> instance = {}; ///< Static: modulo the number of partitions
    EventKind event = EventKind::None;
    bool isKeyMissing = false; ///< no such property, or no topic: treated as Default
    TextStore texts = {};
};

using ToKafka = std::variant<KafkaRecord, Unmapped>;

/// The record of a message of `batch`, as if it were sent now.
ToKafka toKafka(const Batch &batch, const MessageView &message, const KafkaSettings &settings,
                const Clock &clock);

/// Whether toKafka() may give anything but the message as it is.
inline bool needsMapping(const KafkaSettings &settings, const MessageView &message)
{
    return settings.strategy != PartitionStrategy::Default
        || settings.cloudEvents != CloudEvents::Off || mqttPropertiesOf(message.headers);
}

} // namespace core::mapping
