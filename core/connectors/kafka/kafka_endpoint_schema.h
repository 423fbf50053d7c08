// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_security.h"
#include "core/mapping/to_kafka.h"

namespace core::kafka {

/// What stands behind the host: the ones of Azure have rules of their own.
enum class HostType
{
    CustomKafka,
    Eventhub,
    FabricRT
};

enum class Acks
{
    All,
    One,
    Zero
};

enum class Compression
{
    None,
    Gzip,
    Snappy,
    Lz4
};

enum class Idempotence
{
    Auto,
    On,
    Off
};

enum class KeyFrom
{
    Source,
    None
};

enum class Partitioner
{
    ConsistentRandom,
    Murmur2Random
};

enum class CloudEventPrefix
{
    Underscore,
    Dash
};

struct Batching
{
    Switch mode = Switch::Enabled;
    std::int64_t latencyMs = 5;
    std::int64_t maxMessages = 100'000;
    std::int64_t maxBytes = 1'000'000;

    static const Schema &schema();
    bool operator==(const Batching &) const = default;
};

/// A Kafka cluster that is written to, or read; the topics stand in the flow.
struct KafkaEndpointConfig
{
    HostType hostType = HostType::CustomKafka;
    QString host = {};
    QString consumerGroupId = {};
    Authentication authentication = {};
    EndpointTls tls = {};
    Acks acks = Acks::All;
    Compression compression = Compression::None;
    Batching batching = {};
    Idempotence idempotence = Idempotence::Auto;
    mapping::PartitionStrategy partitionStrategy = mapping::PartitionStrategy::Default;
    QString partitionKeyProperty = {};
    std::int64_t instanceIndex = 0;
    KeyFrom keyFrom = KeyFrom::Source;
    Partitioner partitioner = Partitioner::ConsistentRandom;
    Switch copyMqttProperties = Switch::Enabled;
    mapping::CloudEvents cloudEventAttributes = mapping::CloudEvents::Off;
    CloudEventPrefix cloudEventPrefix = CloudEventPrefix::Underscore;
    std::int64_t messageTimeoutMs = 0;
    bool createTopic = false;
    NamedValues properties = {};

    /// By its kind, or by its name.
    bool isEventHubs() const;
    bool isIdempotent() const;
    /// What the library takes; a record above it is refused.
    std::int64_t largestMessage() const;
    Connection connection(const QString &flowName, const QString &baseFolder) const;
    /// Of a managed identity.
    std::optional<TokenAccess> tokenAccess(const QString &baseFolder) const;
    static const Schema &schema();
    bool operator==(const KafkaEndpointConfig &) const = default;
};

} // namespace core::kafka
