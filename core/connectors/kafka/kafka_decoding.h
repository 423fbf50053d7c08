// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_schema.h"
#include "core/connectors/kafka/kafka_test.h"
#include "core/connectors/registry.h"
#include "core/connectors/schema_registry.h"

namespace core::kafka {

/// The schema registry that a source's messages refer to; null for data types without one.
std::shared_ptr<SchemaRegistry> registryOf(const KafkaSourceConfig &config,
                                           const DecoderContext &context);

/// Null where the data type says it all.
std::unique_ptr<RowDecoder> makeSourceDecoder(const ConfigBox &config,
                                              const DecoderContext &context);

/// For a test of messages that tell all by themselves; null where they name schemas of a registry,
/// which testRegistry() reads.
std::unique_ptr<RowDecoder> makeTestDecoder(const KafkaSourceConfig &config);

/// The test's last stage: reaches the registry, signs in, and reads the message that was seen, or
/// without one the topic's newest schema. Nothing for data types without a registry.
void testRegistry(const KafkaSourceConfig &config, const SeenMessage &seen, TestRun &run,
                  TestEnd end);

} // namespace core::kafka
