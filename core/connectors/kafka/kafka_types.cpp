// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_decoding.h"
#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/connectors/kafka/kafka_groups.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/connectors/kafka/kafka_test.h"
#include "core/connectors/registry.h"
#include "core/schema/binding.h"

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
    const auto &source = config.as<KafkaSourceConfig>();
    QByteArray message;
    testConnection({.connection = source.connection(run.end().entry, run.baseFolder()),
                    .reach = Reach(source),
                    .reads = true,
                    .group = source.group,
                    .keys = sourceKeys(),
                    .keep = &message},
                   run);
    testRegistry(source, message, run);
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
                    .reach = Reach(run.end().target),
                    .keys = endpointKeys()},
                   run);
}

Result<BrowseListing> browseEndpoint(const ConfigBox &config, const QString &baseFolder,
                                     std::chrono::milliseconds deadline)
{
    const auto &endpoint = config.as<KafkaEndpointConfig>();
    return browseTopics(endpoint.connection(QStringLiteral("browse"), baseFolder), deadline);
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
    });
}

} // namespace core::kafka
