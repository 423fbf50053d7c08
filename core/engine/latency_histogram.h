// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/metrics_snapshot.h"

#include <array>
#include <chrono>
#include <optional>

namespace core {

/// Counts of times from arrival to confirmed in buckets that grow by a quarter, from 1 µs to about
/// an hour; percentiles are right within a bucket. One thread.
class LatencyHistogram final
{
public:
    void add(std::chrono::nanoseconds took, std::uint64_t messages);
    /// Percentiles since the last call; none when nothing was added.
    std::optional<Latency> take();

private:
    double percentile(double share) const;

    static constexpr std::size_t kBuckets = 100;
    std::array<std::uint64_t, kBuckets> m_counts{};
    std::uint64_t m_total = 0;
};

} // namespace core
