// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_chores.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/flow/lane.h"

#include <chrono>

namespace core::kafka {

using Partitions = std::vector<std::int32_t>;

/// The partitions of a topic. Blocks until the broker says something definite, `stop` is set
/// (Cancelled) or the limit is over (Timeout).
Result<Partitions> partitionsOf(rd_kafka_t *client, const QByteArray &topic,
                                const Chores::Stop &stop,
                                std::chrono::milliseconds limit = std::chrono::hours(24 * 365));

/// Where partitions end for a reader of this isolation: one past the last it could be handed.
using Ends = std::vector<std::pair<std::int32_t, std::int64_t>>;
/// Of those that answer in time; blocks up to two seconds.
Ends endsOf(rd_kafka_t *client, const QByteArray &topic, const Partitions &partitions);

/// Where to begin with newly assigned partitions.
struct StartRequest
{
    QByteArray topic = {};
    Partitions partitions = {};
    StartAt offset = StartAt::Latest;
    OnLostPosition onLost = OnLostPosition::Stop;
    std::vector<StoredPosition> kept = {}; ///< by the flow's endpoint; go before the group's own
    std::chrono::milliseconds limit = std::chrono::hours(24 * 365); ///< for each question
    bool wasMissing = false; ///< a partition without a position in the group is then another one
    std::int64_t preview = 0; ///< so many messages before the end, whatever is stored
};

struct LaneStart
{
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

/// The decision for one partition; `stored` is the next offset to read.
Result<LaneStart> startOf(const StartRequest &request, LaneStart watermarks,
                          std::optional<std::int64_t> stored, std::int32_t storedEpoch);

QString laneName(const QByteArray &topic, std::int32_t partition);

} // namespace core::kafka
