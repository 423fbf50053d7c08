// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_browse.h"
#include "core/connectors/kafka/kafka_decoding.h"
#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_groups.h"
#include "core/connectors/kafka/kafka_reading.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/connectors/kafka/kafka_test.h"
#include "core/connectors/registry.h"
#include "core/schema/binding.h"
#include "core/support/text.h"

namespace core::kafka {
namespace {

std::unique_ptr<Source> makeSource(const ConfigBox &config)
{
    return std::make_unique<KafkaSource>(config.as<KafkaSourceConfig>());
}

DataType dataTypeOf(const ConfigBox &config)
{
    return config.as<KafkaSourceConfig>().dataType;
}

void testSource(const ConfigBox &config, TestRun &run)
{
    const TestEnd end = testEndFromNow();
    const auto &source = config.as<KafkaSourceConfig>();
    const std::unique_ptr<RowDecoder> decoder = makeTestDecoder(source);
    SeenMessage seen;
    testConnection({.connection = source.connection(run.end().entry, run.baseFolder()),
                    .reach = Reach(source),
                    .group = source.group,
                    .keys = keysOf(source),
                    .decoder = decoder.get(),
                    .seen = &seen},
                   run, end);
    testRegistry(source, seen, run, end);
}

Result<BrowseListing> browseSource(const ConfigBox &config, const QString &baseFolder,
                                   std::chrono::milliseconds deadline)
{
    const auto &source = config.as<KafkaSourceConfig>();
    return browseTopics(source.connection(QStringLiteral("browse"), baseFolder), deadline);
}

Result<ReaderGroup> groupOfSource(const ConfigBox &config, const GroupQuestion &question)
{
    return groupOf(config.as<KafkaSourceConfig>(), question);
}

std::unique_ptr<Endpoint> makeEndpoint(const ConfigBox &config)
{
    return std::make_unique<KafkaEndpoint>(config.as<KafkaEndpointConfig>());
}

void testEndpoint(const ConfigBox &config, TestRun &run)
{
    const auto &endpoint = config.as<KafkaEndpointConfig>();
    testConnection({.connection = endpoint.connection(run.end().entry, run.baseFolder()),
                    .reach = Reach(run.scope().targets + QStringList(run.end().target)),
                    .writer = &endpoint,
                    .keys = endpointKeys()},
                   run, testEndFromNow());
}

Result<BrowseListing> browseEndpoint(const ConfigBox &config, const QString &baseFolder,
                                     std::chrono::milliseconds deadline)
{
    const auto &endpoint = config.as<KafkaEndpointConfig>();
    return browseTopics(endpoint.connection(QStringLiteral("browse"), baseFolder), deadline);
}

constexpr EndpointReading kReading{
    .sourceType = "kafka", .schema = &readingSchema, .join = &joinReading, .reads = &readsTopic};

std::optional<Error> checkTopic(const ConfigBox &config, const QString &topic)
{
    if (!isTopicName(topic)) {
        return Error{
            .code = ErrorCode::Config,
            .id = "kafka.topic.invalid",
            .message = text(WEIR_TEXT("A topic name has only letters, digits, '.', '_' and '-', at "
                                      "most 249")),
            .fix = text(WEIR_TEXT("Topics of Kafka are fixed: + # and ${} have no meaning"))};
    }
    const auto &sasl = config.as<KafkaEndpointConfig>().authentication.sasl;
    return otherHub(sasl.password.reveal(), topic);
}

Guarantee guaranteeOf(const ConfigBox &config)
{
    return config.as<KafkaEndpointConfig>().acks == Acks::Zero ? Guarantee::AtMostOnce
                                                               : Guarantee::AtLeastOnce;
}

} // namespace

void registerTypes(Registry &registry)
{
    registry.add(SourceType{
        .type = "kafka",
        .label = WEIR_TEXT("Kafka"),
        .sentence = WEIR_TEXT("Read topics of Kafka, Redpanda, Confluent Cloud or Event Hubs."),
        .schema = KafkaSourceConfig::schema(),
        .guarantee = Guarantee::AtLeastOnce,
        .make = &makeSource,
        .dataType = &dataTypeOf,
        .hasEnd = [](const ConfigBox &) { return true; },
        .test = &testSource,
        .browse = &browseSource,
        .decoder = &makeSourceDecoder,
        .group = &groupOfSource,
        .shape = [](const ConfigBox &config) -> const RowShape & {
            return config.as<KafkaSourceConfig>().shape;
        },
    });
    registry.add(EndpointType{
        .type = "kafka",
        .label = WEIR_TEXT("Kafka"),
        .sentence = WEIR_TEXT("Write every message as one record to a topic."),
        .schema = KafkaEndpointConfig::schema(),
        .guarantee = Guarantee::AtLeastOnce,
        .needsRows = false,
        .make = &makeEndpoint,
        .test = &testEndpoint,
        .browse = &browseEndpoint,
        .reading = &kReading,
        .checkTarget = &checkTopic,
        .weakened = &guaranteeOf,
        .testSends = true,
    });
}

} // namespace core::kafka
