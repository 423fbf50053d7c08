// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_writer_settings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

const char *acksText(Acks acks)
{
    switch (acks) {
    case Acks::One: return "1";
    case Acks::Zero: return "0";
    case Acks::All: break;
    }
    return "-1";
}

const char *codecText(Compression compression)
{
    switch (compression) {
    case Compression::Gzip: return "gzip";
    case Compression::Snappy: return "snappy";
    case Compression::Lz4: return "lz4";
    case Compression::None: break;
    }
    return "none";
}

/// Of the properties that somebody gave beside the form.
std::optional<QByteArray> givenValue(const NamedValues &properties, QLatin1StringView name)
{
    const auto found = std::ranges::find(properties, name, &NamedValue::name);
    return found == properties.end() ? std::nullopt : std::optional(found->value.reveal());
}

constexpr auto kInFlight = "max.in.flight.requests.per.connection"_L1;

bool sendsAgain(const KafkaEndpointConfig &config)
{
    return givenValue(config.properties, "message.send.max.retries"_L1) != "0";
}

/// Without idempotence a batch that is sent again would land behind those that were under way with
/// it: one request at a time keeps the order of each key.
void setRequests(const KafkaEndpointConfig &config, ConfBuilder &conf)
{
    constexpr auto kTimeout = "request.timeout.ms"_L1;
    const bool isIdempotent = config.isIdempotent();
    const NamedValues &given = config.properties;
    conf.set("enable.idempotence", isIdempotent);
    if (!isIdempotent && sendsAgain(config) && !givenValue(given, kInFlight)) {
        conf.set(kInFlight.data(), 1);
    }
    if (config.isEventHubs() && !givenValue(given, kTimeout)) {
        conf.set(kTimeout.data(), 60'000); // Event Hubs may take its time
    }
}

} // namespace

bool keepsOrder(const KafkaEndpointConfig &config)
{
    const auto given = givenValue(config.properties, kInFlight);
    return config.isIdempotent() || !sendsAgain(config) || !given || given->trimmed() == "1";
}

ConfBuilder writerSettings(const KafkaEndpointConfig &config, const Connection &connection,
                           const Window &window)
{
    const bool isBatching = config.batching.mode == Switch::Enabled;
    ConfBuilder conf;
    conf.connectTo(connection);
    conf.set("acks", acksText(config.acks));
    setRequests(config, conf);
    conf.set("compression.codec", codecText(config.compression));
    conf.set("linger.ms", isBatching ? config.batching.latencyMs : 0);
    conf.set("batch.num.messages", isBatching ? config.batching.maxMessages : 1);
    conf.set("batch.size", config.batching.maxBytes);
    conf.set("message.timeout.ms", config.messageTimeoutMs);
    conf.set("partitioner",
             config.partitioner == Partitioner::Murmur2Random ? "murmur2_random"
                                                              : "consistent_random");
    // the flow's window is the bound; an outage never makes the library drop
    conf.set("queue.buffering.max.messages",
             std::clamp<std::int64_t>(window.messages, 1, 10'000'000));
    conf.set("queue.buffering.max.kbytes",
             std::clamp<std::int64_t>(2 * window.bytes.value / kKiB, 1024, 2'097'151));
    conf.set("message.max.bytes", config.largestMessage());
    conf.set("allow.auto.create.topics", false); // a producer that looks at one would make it
    conf.set("statistics.interval.ms", 1'500); // a silent broker is found by it
    return conf;
}

} // namespace core::kafka
