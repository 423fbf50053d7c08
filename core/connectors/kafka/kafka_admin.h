// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_lookup.h"
#include "core/connectors/kafka/kafka_probe.h"
#include "core/connectors/reader_group.h"

#include <map>

/// What is asked of the coordinator of a group, and topics made; all of it blocks, up to the limit.
namespace core::kafka {

/// State and members; the lanes are those that members hold now, without positions.
Result<ReaderGroup> describeGroup(Probe &probe, const QString &name,
                                  std::chrono::milliseconds limit);

/// All positions that the group has stored.
Result<std::map<TopicPartition, std::int64_t>> positionsOf(Probe &probe, const QString &name,
                                                           std::chrono::milliseconds limit);

/// The broker refuses it while the group has members.
Result<void> movePositions(Probe &probe, const QString &name,
                           const std::map<TopicPartition, std::int64_t> &positions,
                           std::chrono::milliseconds limit);

/// With as many partitions and replicas as the broker's own settings say. One that is there by now
/// is fine.
Result<void> createTopic(rd_kafka_t *client, const QByteArray &name,
                         std::chrono::milliseconds limit);

/// Like partitionsOf(); a topic that does not exist is created first.
Result<Partitions> partitionsOrCreated(rd_kafka_t *client, const QByteArray &topic,
                                       const Chores::Stop &stop);

} // namespace core::kafka
