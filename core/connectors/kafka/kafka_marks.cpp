// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_marks.h"

#include <algorithm>
#include <map>

namespace core::kafka {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::chrono::milliseconds leftUntil(SteadyClock::time_point until)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
}

} // namespace

Marks marksOf(rd_kafka_t *client, const TopicPartitions &partitions,
              std::chrono::milliseconds limit)
{
    constexpr std::size_t kAtOnce = 1000;
    const auto until = SteadyClock::now() + limit;
    Marks marks;
    for (std::size_t first = 0; first < partitions.size(); first += kAtOnce) {
        const auto begin = partitions.begin() + static_cast<std::ptrdiff_t>(first);
        const auto count = std::min(kAtOnce, partitions.size() - first);
        const TopicPartitions lot(begin, begin + static_cast<std::ptrdiff_t>(count));
        const Ends highs = endsOf(client, lot, RD_KAFKA_OFFSET_END, leftUntil(until));
        const Ends lows = endsOf(client, lot, RD_KAFKA_OFFSET_BEGINNING, leftUntil(until));
        const std::map<TopicPartition, std::int64_t> lowOf(lows.begin(), lows.end());
        for (const auto &[partition, high] : highs) {
            const auto low = lowOf.find(partition);
            if (low != lowOf.end()) {
                marks.push_back({.partition = partition, .low = low->second, .high = high});
            }
        }
    }
    return marks;
}

} // namespace core::kafka
