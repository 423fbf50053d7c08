// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_lookup.h"

#include <set>

namespace core::kafka {

/// Where to begin with newly assigned partitions.
struct StartRequest
{
    Topics topics = {}; ///< all that is read: the positions of all tell what has begun
    TopicPartitions partitions = {}; ///< those to begin with
    StartAt offset = StartAt::Latest;
    std::int64_t timeMs = 0; ///< StartAt::ByTime
    std::vector<StartOffset> offsets = {}; ///< StartAt::ByOffset
    OnLostPosition onLost = OnLostPosition::Stop;
    std::vector<StoredPosition> kept = {}; ///< by the flow's endpoint; go before the group's own
    /// Lanes whose kept position is of this source: the group may have gone on since.
    std::set<QString> released = {};
    std::chrono::milliseconds limit = std::chrono::hours(24 * 365); ///< for each question
    bool wasMissing = false; ///< a partition without a position in the group is then another one
    std::set<QByteArray> appeared = {}; ///< made while the source looked on: nothing was read
    std::int64_t preview = 0; ///< so many messages before the end, whatever is stored
};

struct LaneStart
{
    QByteArray topic = {};
    std::int32_t partition = 0;
    std::int32_t epoch = 0;
    std::int64_t offset = 0; ///< the first to read
    std::int64_t low = 0;
    std::int64_t high = 0; ///< one past the last that exists
    std::int64_t lost = 0; ///< messages between the stored position and `offset` that are gone
};

/// Asks the group and the brokers; blocks like partitionsOf(). Errors: kafka.position.lost, and
/// what the group's coordinator refuses.
Result<std::vector<LaneStart>> startPositions(rd_kafka_t *client, const StartRequest &request,
                                              const Chores::Stop &stop);

/// The first offset of each partition whose message is so old or younger, in the given order; in
/// place of a time, RD_KAFKA_OFFSET_BEGINNING or _END. Blocks like partitionsOf(). None = no such
/// message.
using TimeOffsets = std::vector<std::pair<TopicPartition, std::optional<std::int64_t>>>;
Result<TimeOffsets> offsetsAt(rd_kafka_t *client, const TopicPartitions &partitions,
                              std::int64_t timeMs, const Chores::Stop &stop,
                              std::chrono::milliseconds limit);

} // namespace core::kafka
