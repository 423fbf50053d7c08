// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_marks.h"
#include "core/connectors/kafka/kafka_probe.h"

#include <set>

namespace core::kafka {

/// Which messages are read to see what partitions hold.
struct LastRequest
{
    const Marks &marks;
    std::int64_t each = 1; ///< so many offsets before the end of each
    std::chrono::milliseconds limit;
    std::function<bool()> isCancelled;
};

/// How that ended.
struct LastRead
{
    std::set<TopicPartition> open = {}; ///< were not read to their end
    std::optional<Explained> refused = {}; ///< why one of these never will be
};

/// Hands out the newest messages of partitions, in the order in which they come; what is written
/// meanwhile is left alone. No group is joined.
LastRead readLast(Probe &probe, const LastRequest &request,
                  const std::function<void(MessageHandle)> &take);

} // namespace core::kafka
