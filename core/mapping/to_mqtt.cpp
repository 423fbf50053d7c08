// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/to_mqtt.h"

#include "core/mapping/amqp_value.h"
#include "core/mapping/built_in_headers.h"
#include "core/mapping/event_identity.h"
#include "core/mapping/expiry.h"
#include "core/mapping/topic_template.h"

namespace core::mapping {
namespace {

/// One that fits neither here nor there is dropped: empty texts crash libmosquitto 2.0.11.
std::optional<std::string_view> unlessEmpty(std::optional<std::string_view> text)
{
    return text && text->empty() ? std::nullopt : text;
}

void addOwnProperties(const MessageView &message, MqttMessage &out, std::vector<HeaderView> &user)
{
    if (!isNull(message.key)) {
        user.push_back({"Key", message.key});
    }
    if (message.timestampMs >= 0) {
        user.push_back({"Timestamp", valueOf(out.texts.keep(std::to_string(message.timestampMs)))});
    }
}

void decodeValue(HeaderView &header, TextStore &texts)
{
    if (isPlainAmqpName(header.name)) {
        return;
    }
    if (std::optional<std::string> text = decodeAmqp(header.value)) {
        header.value = valueOf(texts.keep(*std::move(text)));
    }
}

/// Headers of Kafka and others: what the settings want of them becomes native.
void restore(std::vector<HeaderView> &headers, const MqttSettings &settings, MqttMessage &out)
{
    std::size_t kept = 0;
    for (HeaderView &header : headers) {
        if (settings.decodesAmqp) {
            decodeValue(header, out.texts);
        }
        if (!settings.restoresProperties || !restoreBuiltIn(header, out.properties)) {
            headers[kept++] = header;
        }
    }
    headers.resize(kept);
}

void copyNative(const MqttProperties &from, MqttProperties &to)
{
    to.payloadFormat = from.payloadFormat;
    to.responseTopic = unlessEmpty(from.responseTopic);
    to.correlationData = from.correlationData;
    to.contentType = unlessEmpty(from.contentType);
}

void addPassing(const std::vector<HeaderView> &headers, ControlCharacters control, MqttMessage &out)
{
    for (const HeaderView &header : headers) {
        std::optional<Removal> reason = removalOf(header.name, control);
        if (!reason) {
            reason = removalOf(textOf(header.value), control);
        }
        if (reason) {
            out.removed.push_back({header, *reason});
        } else {
            out.properties.user.push_back({header.name, valueOf(textOf(header.value))});
        }
    }
}

MappedEvent mapEvent(const Batch &batch, const MessageView &message, const MqttSettings &settings,
                     std::vector<HeaderView> &headers, MqttMessage &out)
{
    const bool isMqtt = mqttPropertiesOf(message.headers);
    return mapCloudEvent(settings.cloudEvents,
                         isMqtt ? AttributeNames::Bare : AttributeNames::Prefixed, "",
                         {.endpoint = settings.endpoint,
                          .topic = out.topic,
                          .contentType = out.properties.contentType.value_or(std::string_view()),
                          .makeId = [&] { return eventId(settings.flowId, batch, message); },
                          .timeMs = batch.receivedMs()},
                         headers, out.texts);
}

} // namespace

ToMqtt toMqtt(const Batch &batch, const MessageView &message, const MqttSettings &settings,
              const Clock &clock)
{
    std::vector<HeaderView> headers;
    if (!readAllHeaders(message.headers, headers)) {
        return tooManyHeaders();
    }
    Result<std::string> topic =
        outputTopic(settings.topic, batch.originLaneOf(message)->topic.toStdString());
    if (!topic) {
        return Unmapped{.verdict = Verdict::Refuse, .error = topic.error()};
    }
    MqttMessage out{.topic = *std::move(topic), .payload = valueOf(textOf(message.payload))};
    std::vector<HeaderView> own;
    if (const MqttProperties *mqtt = mqttPropertiesOf(message.headers)) {
        const ExpiryLeft left = expiryLeft(mqtt->expirySeconds, waitedSince(batch, clock));
        if (left.isOver) {
            return expired();
        }
        copyNative(*mqtt, out.properties);
        out.properties.expirySeconds = left.seconds;
        out.properties.retain = mqtt->retain && settings.retain == Retain::Keep;
    } else {
        addOwnProperties(message, out, own);
        restore(headers, settings, out);
    }
    MappedEvent event = mapEvent(batch, message, settings, headers, out);
    out.event = event.kind;
    addPassing(own, settings.control, out);
    addPassing(headers, settings.control, out);
    addPassing(event.attributes, settings.control, out);
    return out;
}

} // namespace core::mapping
