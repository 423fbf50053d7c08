// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/expiry.h"

#include <algorithm>

namespace core::mapping {

using namespace std::chrono;

nanoseconds waitedSince(const Batch &batch, const Clock &clock)
{
    const nanoseconds steady = clock.now() - batch.arrival();
    const bool hasWallTime = batch.receivedMs() > 0;
    const nanoseconds wall = hasWallTime
        ? nanoseconds(milliseconds(clock.wallMs() - batch.receivedMs()))
        : nanoseconds(0);
    return std::max({steady, wall, nanoseconds(0)});
}

ExpiryLeft expiryLeft(std::optional<std::uint32_t> interval, nanoseconds waited)
{
    if (!interval) {
        return {};
    }
    const std::int64_t left = *interval - duration_cast<seconds>(waited).count();
    return left > 0 ? ExpiryLeft{.seconds = static_cast<std::uint32_t>(left)}
                    : ExpiryLeft{.isOver = true};
}

} // namespace core::mapping
