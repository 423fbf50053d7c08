// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_lookup.h"

namespace core::kafka {

/// What a partition holds: the first offset, and one past the last that may be read.
struct PartitionMarks
{
    TopicPartition partition = {};
    std::int64_t low = 0;
    std::int64_t high = 0;

    /// Offsets that are taken; where a topic is compacted or written in transactions, fewer
    /// messages.
    std::int64_t held() const { return high > low ? high - low : 0; }
};
using Marks = std::vector<PartitionMarks>;

/// In the order of `partitions`; those that do not answer in time are left out. A few questions for
/// all of them; blocks at most `limit`.
Marks marksOf(rd_kafka_t *client, const TopicPartitions &partitions,
              std::chrono::milliseconds limit);

} // namespace core::kafka
