// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_oauth_schema.h"
#include "core/connectors/kafka/kafka_reach_fields.h"
#include "core/formats/avro/record_reader.h"
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/shaping/row_shape.h"
#include "core/schema/common_fields.h"

namespace core::kafka {

enum class StartAt
{
    Latest,
    Earliest,
    ByTime,
    ByOffset
};

enum class OnLostPosition
{
    Stop,
    Earliest,
    Latest
};

enum class OnUnreadable
{
    Stop,
    Skip
};

enum class Isolation
{
    Committed,
    Uncommitted
};

/// What stands around a message whose data type does not say it already.
enum class Framing
{
    Usual, ///< that of a registry for Avro, none for all else
    None,
    Confluent ///< the marker of a schema registry
};

/// That an endpoint is read, whose connection stands in a source's fields.
struct OfEndpoint
{
    std::optional<TokenAccess> identity = {}; ///< the managed one, in place of `oauth`

    bool operator==(const OfEndpoint &) const = default;
};

/// Topics read in a consumer group.
struct KafkaSourceConfig
{
    QString brokers = {};
    QString topic = {};
    StartAt offset = StartAt::Latest;
    QString startTime = {};
    NamedValues startOffsets = {};
    DataType dataType = DataType::Json;
    QString group = {};
    Mechanism sasl = Mechanism::None;
    QString username = {};
    Secret password = {};
    OAuthConfig oauth = {};
    TlsConfig tls = {};
    Framing framing = Framing::Usual;
    debezium::Deletes deleteMode = debezium::Deletes::Skip;
    QString registryAddress = {};
    QString registryKey = {};
    Secret registrySecret = {};
    bool autoFieldExtraction = false;
    avro::Unions avroUnions = avro::Unions::Plain;
    QString avroSchema = {};
    QString protobufMessage = {};
    QString protobufSchema = {};
    RowShape shape = {};
    QStringList topics = {};
    QStringList partitions = {};
    OnLostPosition onLostPosition = OnLostPosition::Stop;
    OnUnreadable onUnreadable = OnUnreadable::Stop;
    Isolation isolation = Isolation::Committed;
    ByteSize fetchMaxBytes = 8 * kMiB;
    ByteSize queueSize = 0; ///< 0 = what suits the library version
    Duration sessionTimeout = std::chrono::seconds(45);
    QString clientId = {};
    QString instanceId = {};
    ByteSize maxMessageBytes = 16 * kMiB;
    NamedValues properties = {};
    std::optional<OfEndpoint> endpoint = {}; ///< none of the table's fields

    static const Schema &schema();
    bool operator==(const KafkaSourceConfig &) const = default;

    /// Messages name schemas of a registry.
    bool usesRegistry() const;
    /// A record's fields are columns: asked for, or because columns are declared that name them.
    bool readsFields() const { return autoFieldExtraction || !shape.columns.empty(); }
    /// With the defaults that depend on the flow filled in.
    QString groupFor(const QString &flowId) const;
    QString instanceFor(const QString &flowId) const;
    Connection connection(const QString &flowName, const QString &baseFolder) const;
    std::optional<TokenAccess> tokenAccess(const QString &baseFolder) const;
};

/// "host:port[,…]" in `field`: finds entries without port and with a scheme.
void checkBrokers(const QString &brokers, const char *field, RuleReport &report);

/// A name that a broker accepts for a topic.
bool isTopicName(const QString &name);

} // namespace core::kafka
