// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/metrics_snapshot.h"
#include "core/support/clock.h"
#include "core/support/error.h"

#include <optional>
#include <vector>

namespace core {

/// How a source or endpoint stands with its peer. `trouble` is passing: the object goes on by
/// itself.
struct Health
{
    bool ready = false; ///< reached, signed in, subscribed; derived from a round trip
    std::optional<TimePoint> lastRoundTrip = {};
    std::optional<Error> trouble = {};
    int attempt = 0; ///< connection attempts since it was last ready
    std::uint64_t reconnects = 0;
    std::optional<Error> notice = {}; ///< no trouble, but it explains what is seen: a quota, say
    std::optional<std::int64_t> lag = {}; ///< sources
    std::vector<LaneFigures> lanes = {}; ///< sources
    std::optional<std::uint64_t> lost =
        0; ///< sources: gaps and local drops; none = cannot be known
};

} // namespace core
