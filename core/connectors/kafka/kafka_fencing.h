// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"

#include <span>

namespace core::kafka {

/// What a member knows when its broker has given its instance id to another one.
struct Fenced
{
    TimePoint now = {};
    std::optional<TimePoint> lastTrouble = {}; ///< with the broker, seen by this member
    std::span<const SourceEnding> earlier = {}; ///< of members of the same flow before it
    /// So long an outage has an effect: a broker keeps a member for its session, and a member's
    /// request to join for its poll interval.
    std::chrono::milliseconds echoes = {};
};

/// The other one may be ourselves: a request to join that an outage held up may be handled after
/// the one that followed it, and then fences it. Joining again mends that; where it was of no use a
/// few times there is another Weir. None = this is such a case.
std::optional<Error> passingFence(const Fenced &fenced);

} // namespace core::kafka
