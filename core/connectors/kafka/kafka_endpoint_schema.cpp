// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"

#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_mapping_rows.h"
#include "core/connectors/kafka/kafka_properties.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/schema/certificate_rows.h"

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

template <typename T>
constexpr int number(T value)
{
    return static_cast<int>(value);
}

constexpr Choice kHostTypes[] = {
    {number(HostType::CustomKafka), "CustomKafka", WEIR_TEXT("Kafka"),
     WEIR_TEXT("A broker of your own, or of any other provider.")},
    {number(HostType::Eventhub), "Eventhub", WEIR_TEXT("Azure Event Hubs"),
     WEIR_TEXT("Each event hub is one topic; encryption, port 9093.")},
    {number(HostType::FabricRT), "FabricRT", WEIR_TEXT("Fabric Real-Time Intelligence"),
     WEIR_TEXT("An event stream of Microsoft Fabric; encryption, port 9093.")},
};

constexpr Choice kAcks[] = {
    {number(Acks::All), "All", WEIR_TEXT("All"),
     WEIR_TEXT("Delivered once all in-sync replicas hold the message."), "-1"},
    {number(Acks::One), "One", WEIR_TEXT("Leader only"),
     WEIR_TEXT("Delivered once the partition's leader holds it; lost if that fails then."), "1"},
    {number(Acks::Zero), "Zero", WEIR_TEXT("None"),
     WEIR_TEXT("Counts as delivered when sent; nothing tells whether it arrived."), "0"},
};

constexpr Choice kCompressions[] = {
    {number(Compression::None), "None", WEIR_TEXT("None"), WEIR_TEXT("Sent as it is.")},
    {number(Compression::Gzip), "Gzip", WEIR_TEXT("gzip"), WEIR_TEXT("Small and slow.")},
    {number(Compression::Snappy), "Snappy", WEIR_TEXT("Snappy"), WEIR_TEXT("Fast.")},
    {number(Compression::Lz4), "Lz4", WEIR_TEXT("LZ4"), WEIR_TEXT("Fast and fairly small.")},
};

constexpr Choice kIdempotence[] = {
    {number(Idempotence::Auto), "auto", WEIR_TEXT("Automatic"),
     WEIR_TEXT("On with acks All, except towards Event Hubs.")},
    {number(Idempotence::On), "on", WEIR_TEXT("On"),
     WEIR_TEXT("The broker drops repeats of the library's own retries.")},
    {number(Idempotence::Off), "off", WEIR_TEXT("Off"),
     WEIR_TEXT("Retries of the library may repeat messages; one request at a time to each broker "
               "keeps their order.")},
};

constexpr Condition kWithBatches{"mode", {"Enabled"}};

constexpr FieldSpec kBatchingFields[] = {
    {.key = "mode",
     .member = bind<&Batching::mode>(),
     .label = WEIR_TEXT("Batching"),
     .help = WEIR_TEXT("Whether several messages share one request."),
     .choices = kSwitch,
     .tab = Tab::Advanced,
     .heading = Heading::Batching},
    {.key = "latencyMs",
     .member = bind<&Batching::latencyMs>(),
     .label = WEIR_TEXT("Batch latency"),
     .help = WEIR_TEXT("The first message of a batch waits at most so long for others."),
     .native = "linger.ms",
     .unit = "ms",
     .range = {0, 65'535},
     .tab = Tab::Advanced,
     .heading = Heading::Batching,
     .visibleWhen = kWithBatches},
    {.key = "maxMessages",
     .member = bind<&Batching::maxMessages>(),
     .label = WEIR_TEXT("Message count"),
     .help = WEIR_TEXT("A batch is sent when it holds so many messages."),
     .native = "batch.num.messages",
     .range = {1, 1'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Batching,
     .visibleWhen = kWithBatches},
    {.key = "maxBytes",
     .member = bind<&Batching::maxBytes>(),
     .label = WEIR_TEXT("Batch size"),
     .help = WEIR_TEXT("A batch is sent when it is so large."),
     .native = "batch.size",
     .unit = "B",
     .range = {1, 2'147'483'647},
     .tab = Tab::Advanced,
     .heading = Heading::Batching,
     .visibleWhen = kWithBatches},
};

constexpr std::array kOwnFields{
    FieldSpec{.key = "hostType",
              .member = bind<&KafkaEndpointConfig::hostType>(),
              .label = WEIR_TEXT("Kind"),
              .help = WEIR_TEXT("What stands behind the host."),
              .choices = kHostTypes},
    brokersRow("host", bind<&KafkaEndpointConfig::host>(), WEIR_TEXT("Host")),
    FieldSpec{.key = "consumerGroupId",
              .member = bind<&KafkaEndpointConfig::consumerGroupId>(),
              .label = WEIR_TEXT("Consumer group ID"),
              .help = WEIR_TEXT("The group in which flows read this endpoint; they share its "
                                "partitions."),
              .native = "group.id",
              .range = {1, 255},
              .role = Role::Source,
              .required = true,
              .sharing = Sharing::Warned},
    FieldSpec{.key = "authentication",
              .member = bind<&KafkaEndpointConfig::authentication>(),
              .label = WEIR_TEXT("Authentication"),
              .help = WEIR_TEXT("How we sign in."),
              .heading = Heading::Security},
    FieldSpec{.key = "tls",
              .member = bind<&KafkaEndpointConfig::tls>(),
              .label = WEIR_TEXT("Encryption"),
              .help = WEIR_TEXT("TLS towards the broker; on unless it is disabled."),
              .tab = Tab::Advanced,
              .heading = Heading::Security},
    FieldSpec{.key = "kafkaAcks",
              .member = bind<&KafkaEndpointConfig::acks>(),
              .label = WEIR_TEXT("Acknowledgement"),
              .help = WEIR_TEXT("When a message counts as delivered. Azure's documentation "
                                "describes these words one step off: a broker knows all in-sync "
                                "replicas, the leader, and nobody."),
              .choices = kAcks,
              .native = "acks",
              .tab = Tab::Advanced,
              .heading = Heading::Delivery,
              .role = Role::Destination},
    FieldSpec{.key = "compression",
              .member = bind<&KafkaEndpointConfig::compression>(),
              .label = WEIR_TEXT("Compression"),
              .help = WEIR_TEXT("How batches are packed."),
              .choices = kCompressions,
              .native = "compression.codec",
              .tab = Tab::Advanced,
              .heading = Heading::Batching,
              .role = Role::Destination},
    FieldSpec{.key = "batching",
              .member = bind<&KafkaEndpointConfig::batching>(),
              .label = WEIR_TEXT("Batching"),
              .help = WEIR_TEXT("What first comes true sends the batch."),
              .tab = Tab::Advanced,
              .heading = Heading::Batching,
              .role = Role::Destination},
    FieldSpec{.key = "idempotence",
              .member = bind<&KafkaEndpointConfig::idempotence>(),
              .label = WEIR_TEXT("Idempotence"),
              .help = WEIR_TEXT("Whether the broker drops repeats of the library's own retries."),
              .choices = kIdempotence,
              .native = "enable.idempotence",
              .tab = Tab::Advanced,
              .heading = Heading::Delivery,
              .role = Role::Destination},
    FieldSpec{
        .key = "messageTimeoutMs",
        .member = bind<&KafkaEndpointConfig::messageTimeoutMs>(),
        .label = WEIR_TEXT("Message time-out"),
        .help = WEIR_TEXT("The library hands a message back after so long; 0 = it never gives up."),
        .native = "message.timeout.ms",
        .unit = "ms",
        .range = {0, 2'147'483'647},
        .tab = Tab::Advanced,
        .heading = Heading::Delivery,
        .role = Role::Destination},
    FieldSpec{.key = "createTopic",
              .member = bind<&KafkaEndpointConfig::createTopic>(),
              .label = WEIR_TEXT("Create the topic if it is missing"),
              .help = WEIR_TEXT("With as many partitions and replicas as the broker's own settings "
                                "say; otherwise a flow to a topic that does not exist fails."),
              .tab = Tab::Advanced,
              .heading = Heading::Delivery,
              .role = Role::Destination},
};

constexpr auto kFields = joinedRows(
    kOwnFields, kMappingRows, std::array{propertiesRow(bind<&KafkaEndpointConfig::properties>())});

constexpr Rule kRules[] = {rule<&checkSignIn>(), rule<&checkDelivery>(),
                           rule<&checkEndpointEventHubs>(), rule<&checkEndpointProperties>()};

} // namespace

const Schema &Batching::schema()
{
    static constexpr Schema kSchema = makeSchema<Batching>(kBatchingFields);
    return kSchema;
}

const Schema &KafkaEndpointConfig::schema()
{
    static constexpr Schema kSchema = makeSchema<KafkaEndpointConfig>(kFields, kRules);
    return kSchema;
}

} // namespace core::kafka
