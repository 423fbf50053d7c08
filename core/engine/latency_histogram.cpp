// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/latency_histogram.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr double kGrowth = 1.25;

double upperBoundMs(std::size_t bucket)
{
    return std::pow(kGrowth, static_cast<double>(bucket)) / 1000.0;
}

} // namespace

void LatencyHistogram::add(std::chrono::nanoseconds took, std::uint64_t messages)
{
    const double us = std::max(1.0, static_cast<double>(took.count()) / 1000.0);
    const double bucket = std::ceil(std::log(us) / std::log(kGrowth));
    m_counts[std::min(static_cast<std::size_t>(bucket), kBuckets - 1)] += messages;
    m_total += messages;
}

double LatencyHistogram::percentile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_total)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += m_counts[i];
        if (seen >= wanted) {
            return upperBoundMs(i);
        }
    }
    return upperBoundMs(kBuckets - 1);
}

std::optional<Latency> LatencyHistogram::take()
{
    if (m_total == 0) {
        return std::nullopt;
    }
    const Latency latency{.p50 = percentile(0.5), .p95 = percentile(0.95), .p99 = percentile(0.99)};
    m_counts.fill(0);
    m_total = 0;
    return latency;
}

} // namespace core
