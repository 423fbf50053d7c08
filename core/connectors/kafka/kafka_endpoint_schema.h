// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_identity_schema.h"
#include "core/mapping/to_kafka.h"

namespace core::kafka {

enum class AuthMethod
{
    Anonymous,
    Sasl,
    X509Certificate,
    SystemAssignedManagedIdentity,
    UserAssignedManagedIdentity
};

enum class Switch
{
    Enabled,
    Disabled
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

struct SaslSettings
{
    Mechanism saslType = Mechanism::Plain;
    QString username = {};
    Secret password = {};

    static const Schema &schema();
    bool operator==(const SaslSettings &) const = default;
};

struct Authentication
{
    AuthMethod method = AuthMethod::Anonymous;
    SaslSettings sasl = {};
    SystemIdentity systemIdentity = {};
    UserIdentity userIdentity = {};

    bool usesIdentity() const;
    static const Schema &schema();
    bool operator==(const Authentication &) const = default;
};

struct EndpointTls
{
    Switch mode = Switch::Enabled;
    bool skipVerifyServer = false;
    Pem rootCas = {};
    Pem clientCert = {};
    Secret clientKey = {};
    Secret clientKeyPassword = {};

    /// The same in the words of every other connector.
    TlsConfig common() const;
    static const Schema &schema();
    bool operator==(const EndpointTls &) const = default;
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

/// A Kafka cluster that is written to; the topic stands in the flow.
struct KafkaEndpointConfig
{
    QString host = {};
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
    NamedValues properties = {};

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
