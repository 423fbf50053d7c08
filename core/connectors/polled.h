// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"
#include "core/flow/outcome.h"
#include "core/support/clock.h"

#include <optional>
#include <vector>

namespace core {

/// What happened to a lane; handed over in order with the batches.
struct LaneEvent
{
    enum class Kind
    {
        Assigned, ///< messages of it may follow
        Revoking, ///< finish what is in flight, then lanesReleased(); at the latest at `deadline`
        Lost, ///< gone already: nothing of it can be acknowledged any more
        Drained ///< nothing was behind `end` when it was read: the lane ends there, for now
    };
    Kind kind = Kind::Assigned;
    LanePtr lane = {};
    TimePoint deadline = {};
    /// Assigned: the last position that exists now, for "until caught up"; value -1 = empty lane.
    /// Drained: the last message handed over, where the peer counts more than messages.
    std::optional<Position> end = {};
};

struct Polled
{
    BatchPtr batch = {}; ///< null when there is none
    bool more = false; ///< call again without waiting for the wake-up
    bool ended = false; ///< nothing will ever follow (a generator's count is reached)
    std::vector<LaneEvent> laneEvents = {}; ///< happened before the batch
    /// Messages of the batch that the source itself does not let through, such as those over its
    /// size limit (ascending): no endpoint sees them, the flow's on_error decides.
    std::vector<MessageOutcome> refused = {};
};

} // namespace core
