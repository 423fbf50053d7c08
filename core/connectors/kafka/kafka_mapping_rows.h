// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_rows.h"

/// The rows of an endpoint that change what a record holds and which partition it goes to.
namespace core::kafka {

constexpr Choice kKeys[] = {
    {static_cast<int>(KeyFrom::Source), "source", WEIR_TEXT("Of the source"),
     WEIR_TEXT("The message keeps its key.")},
    {static_cast<int>(KeyFrom::None), "none", WEIR_TEXT("None"),
     WEIR_TEXT("Messages are written keyless.")},
};

constexpr Choice kPartitioners[] = {
    {static_cast<int>(Partitioner::ConsistentRandom), "consistent_random",
     WEIR_TEXT("CRC32 of the key"),
     WEIR_TEXT("As librdkafka's own producers do; keyless messages are spread.")},
    {static_cast<int>(Partitioner::Murmur2Random), "murmur2_random",
     WEIR_TEXT("Murmur2 of the key"),
     WEIR_TEXT("As Java producers do; keyless messages are spread.")},
};

constexpr Choice kStrategies[] = {
    {static_cast<int>(mapping::PartitionStrategy::Default), "Default", WEIR_TEXT("By key"),
     WEIR_TEXT("Equal keys share a partition; messages without a key are spread.")},
    {static_cast<int>(mapping::PartitionStrategy::Static), "Static", WEIR_TEXT("One partition"),
     WEIR_TEXT("All messages, without a key, go to one partition; the instance's number says "
               "which.")},
    {static_cast<int>(mapping::PartitionStrategy::Topic), "Topic", WEIR_TEXT("By topic"),
     WEIR_TEXT("The topic a message came from becomes its key.")},
    {static_cast<int>(mapping::PartitionStrategy::Property), "Property", WEIR_TEXT("By property"),
     WEIR_TEXT("The value of one property or header becomes the key.")},
};

constexpr Choice kCopies[] = {
    {static_cast<int>(Switch::Enabled), "Enabled", WEIR_TEXT("On"),
     WEIR_TEXT("The properties of an MQTT message become headers.")},
    {static_cast<int>(Switch::Disabled), "Disabled", WEIR_TEXT("Off"),
     WEIR_TEXT("A message that came by MQTT is written without them.")},
};

constexpr Choice kCloudEvents[] = {
    {static_cast<int>(mapping::CloudEvents::Off), "Unset", WEIR_TEXT("Leave as they are"),
     WEIR_TEXT("Messages are not looked at.")},
    {static_cast<int>(mapping::CloudEvents::Propagate), "Propagate", WEIR_TEXT("Pass on"),
     WEIR_TEXT("Attributes are passed on where all required ones are there.")},
    {static_cast<int>(mapping::CloudEvents::CreateOrRemap), "CreateOrRemap", WEIR_TEXT("Complete"),
     WEIR_TEXT("Attributes are passed on and missing ones are made.")},
};

constexpr Choice kPrefixes[] = {
    {static_cast<int>(CloudEventPrefix::Underscore), "ce_", WEIR_TEXT("ce_"),
     WEIR_TEXT("As the CloudEvents binding for Kafka says.")},
    {static_cast<int>(CloudEventPrefix::Dash), "ce-", WEIR_TEXT("ce-"),
     WEIR_TEXT("As the HTTP binding and some readers spell it.")},
};

constexpr FieldSpec mappingRow(FieldSpec row)
{
    row.tab = Tab::Advanced;
    row.heading = Heading::Delivery;
    row.role = Role::Destination;
    return row;
}

constexpr std::array kMappingRows{
    mappingRow({.key = "partitionStrategy",
                .member = bind<&KafkaEndpointConfig::partitionStrategy>(),
                .label = WEIR_TEXT("Partition handling"),
                .help = WEIR_TEXT("What decides the partition of a message."),
                .choices = kStrategies}),
    mappingRow({.key = "partitionKeyProperty",
                .member = bind<&KafkaEndpointConfig::partitionKeyProperty>(),
                .label = WEIR_TEXT("Partition key property"),
                .help = WEIR_TEXT("The property or header whose value becomes the key; messages "
                                  "without it are written by their own key."),
                .example = "device",
                .range = {1, 65'535},
                .requiredWhen = {"partitionStrategy", {"Property"}},
                .visibleWhen = {"partitionStrategy", {"Property"}}}),
    mappingRow({.key = "instanceIndex",
                .member = bind<&KafkaEndpointConfig::instanceIndex>(),
                .label = WEIR_TEXT("Instance number"),
                .help = WEIR_TEXT("The partition, counted from 0 and round again past the last."),
                .range = {0, 2'147'483'647},
                .visibleWhen = {"partitionStrategy", {"Static"}}}),
    mappingRow({.key = "keyFrom",
                .member = bind<&KafkaEndpointConfig::keyFrom>(),
                .label = WEIR_TEXT("Message key"),
                .help = WEIR_TEXT("Where the key of a written message comes from."),
                .choices = kKeys,
                .visibleWhen = {"partitionStrategy", {"Default", "Property"}}}),
    mappingRow({.key = "partitioner",
                .member = bind<&KafkaEndpointConfig::partitioner>(),
                .label = WEIR_TEXT("Partition by"),
                .help = WEIR_TEXT("How a key chooses its partition."),
                .choices = kPartitioners,
                .native = "partitioner",
                .visibleWhen = {"partitionStrategy", {"Default", "Topic", "Property"}}}),
    mappingRow({.key = "copyMqttProperties",
                .member = bind<&KafkaEndpointConfig::copyMqttProperties>(),
                .label = WEIR_TEXT("Copy MQTT properties"),
                .help = WEIR_TEXT("Whether the properties of messages that came by MQTT become "
                                  "headers; others always keep their headers."),
                .choices = kCopies}),
    mappingRow({.key = "cloudEventAttributes",
                .member = bind<&KafkaEndpointConfig::cloudEventAttributes>(),
                .label = WEIR_TEXT("Cloud event attributes"),
                .help = WEIR_TEXT("What is done about the attributes of CloudEvents."),
                .choices = kCloudEvents}),
    mappingRow({.key = "cloudEventPrefix",
                .member = bind<&KafkaEndpointConfig::cloudEventPrefix>(),
                .label = WEIR_TEXT("Cloud event prefix"),
                .help = WEIR_TEXT("What stands before an attribute's name in a header."),
                .choices = kPrefixes,
                .visibleWhen = {"cloudEventAttributes", {"Propagate", "CreateOrRemap"}}}),
};

} // namespace core::kafka
