// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/to_kafka.h"

#include "core/mapping/built_in_headers.h"
#include "core/mapping/event_identity.h"
#include "core/mapping/expiry.h"

#include <algorithm>

namespace core::mapping {
namespace {

Bytes firstOf(const std::vector<HeaderView> &headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const HeaderView &h) { return h.name == name; });
    return found == headers.end() ? Bytes() : found->value;
}

/// The property that is to be the key: a user's before a built-in one of the same name.
Bytes keyProperty(const std::string &name, const std::vector<HeaderView> &user,
                  const std::vector<HeaderView> &builtIn)
{
    const Bytes value = firstOf(user, name);
    return value.empty() ? firstOf(builtIn, name) : value;
}

struct Source
{
    const Batch &batch;
    const MessageView &message;
    const MqttProperties *mqtt;
    std::vector<HeaderView> user;
    std::vector<HeaderView> builtIn;
};

void chooseKey(const Source &source, const KafkaSettings &settings, KafkaRecord &record)
{
    switch (settings.strategy) {
    case PartitionStrategy::Static: record.instance = settings.instance; return;
    case PartitionStrategy::Topic:
        record.key = valueOf(
            record.texts.keep(source.batch.originLaneOf(source.message)->topic.toStdString()));
        record.isKeyMissing = record.key.empty();
        break;
    case PartitionStrategy::Property:
        record.key = keyProperty(settings.keyProperty, source.user, source.builtIn);
        record.isKeyMissing = record.key.empty();
        break;
    case PartitionStrategy::Default: break;
    }
    if (record.key.empty()) {
        record.key = settings.keepsSourceKey ? source.message.key : Bytes();
    }
}

MappedEvent mapEvent(Source &source, const KafkaSettings &settings, TextStore &texts)
{
    const auto contentType = source.mqtt ? source.mqtt->contentType : std::nullopt;
    return mapCloudEvent(
        settings.cloudEvents, source.mqtt ? AttributeNames::Bare : AttributeNames::Prefixed,
        settings.prefix,
        {.endpoint = settings.endpoint,
         .topic = settings.topic,
         .contentType = contentType.value_or(settings.contentType),
         .makeId = [&] { return eventId(settings.flowId, source.batch, source.message); },
         .timeMs = source.batch.receivedMs()},
        source.user, texts);
}

void joinHeaders(Source &source, const KafkaSettings &settings, KafkaRecord &record)
{
    MappedEvent event = mapEvent(source, settings, record.texts);
    record.event = event.kind;
    if (!source.mqtt || settings.copiesMqttProperties) {
        record.headers = std::move(source.builtIn);
        record.headers.insert(record.headers.end(), source.user.begin(), source.user.end());
    }
    record.headers.insert(record.headers.end(), event.attributes.begin(), event.attributes.end());
}

std::size_t sizeOf(const KafkaRecord &record)
{
    std::size_t size = record.key.size() + record.value.size();
    for (const HeaderView &header : record.headers) {
        size += header.name.size() + header.value.size();
    }
    return size;
}

} // namespace

ToKafka toKafka(const Batch &batch, const MessageView &message, const KafkaSettings &settings,
                const Clock &clock)
{
    Source source{.batch = batch,
                  .message = message,
                  .mqtt = mqttPropertiesOf(message.headers),
                  .user = {},
                  .builtIn = {}};
    if (!readAllHeaders(message.headers, source.user)) {
        return tooManyHeaders();
    }
    KafkaRecord record{.value = message.payload, .timestampMs = message.timestampMs};
    if (source.mqtt) {
        const auto left = expiryLeft(source.mqtt->expirySeconds, waitedSince(batch, clock));
        if (left.isOver) {
            return expired();
        }
        source.builtIn = builtInHeaders(*source.mqtt, left.seconds, record.texts);
        record.value = isNull(message.payload) ? valueOf({}) : message.payload;
        record.timestampMs = message.timestampMs >= 0 ? message.timestampMs : batch.receivedMs();
    }
    chooseKey(source, settings, record);
    joinHeaders(source, settings, record);
    const std::size_t size = sizeOf(record);
    if (settings.mostBytes > 0 && size > settings.mostBytes) {
        return tooLarge(size, settings.mostBytes);
    }
    return record;
}

} // namespace core::mapping
