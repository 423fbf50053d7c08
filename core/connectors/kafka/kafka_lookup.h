// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_chores.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/flow/lane.h"

#include <chrono>
#include <span>
#include <tuple>

namespace core::kafka {

using Partitions = std::vector<std::int32_t>;

struct TopicPartition
{
    QByteArray topic = {};
    std::int32_t partition = 0;

    bool operator==(const TopicPartition &) const = default;
    bool operator<(const TopicPartition &other) const
    {
        return std::tie(topic, partition) < std::tie(other.topic, other.partition);
    }
};
using TopicPartitions = std::vector<TopicPartition>;

/// A topic as the broker has it.
struct TopicParts
{
    QByteArray topic = {};
    Partitions partitions = {};
    bool isNamed = true; ///< by itself; otherwise a pattern matched it

    bool operator==(const TopicParts &) const = default;
};
using Topics = std::vector<TopicParts>;

/// The partitions of a topic. Blocks until the broker says something definite, `stop` is set
/// (Cancelled) or the limit is over (Timeout).
Result<Partitions> partitionsOf(rd_kafka_t *client, const QByteArray &topic,
                                const Chores::Stop &stop,
                                std::chrono::milliseconds limit = std::chrono::hours(24 * 365));

/// Where partitions end for a reader of this isolation: one past the last it could be handed.
using Ends = std::vector<std::pair<TopicPartition, std::int64_t>>;
/// Of those that answer in time. `which` may be the beginning, too.
Ends endsOf(rd_kafka_t *client, const TopicPartitions &partitions,
            std::int64_t which = RD_KAFKA_OFFSET_END,
            std::chrono::milliseconds limit = std::chrono::seconds(2));

PartitionsHandle listOf(std::span<const TopicPartition> partitions);

/// Repeats the question until the answer is definite: success, or an error that stays. Each time
/// `ask` may block for so many ms, a slice or what is left of the time.
rd_kafka_resp_err_t askUntilSettled(const Chores::Stop &stop,
                                    std::chrono::steady_clock::time_point until,
                                    std::chrono::milliseconds slice,
                                    const std::function<rd_kafka_resp_err_t(int ms)> &ask);
Error cancelled();

QString laneName(const QByteArray &topic, std::int32_t partition);

} // namespace core::kafka
