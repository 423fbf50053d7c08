// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/store/store_lanes.h"

namespace core::store {

StoreLanes::Known &StoreLanes::of(const LanePtr &lane)
{
    constexpr std::size_t kMost = 10'000; // every new connection may bring a new one
    if (const auto known = m_lanes.find(lane.get()); known != m_lanes.end()) {
        return known->second;
    }
    if (m_lanes.size() >= kMost) {
        m_lanes.clear();
    }
    Known &made = m_lanes[lane.get()];
    made.lane = lane;
    made.texts = {.serial = ++m_serial,
                  .lane = lane->positionKey().toStdString(),
                  .topic = lane->topic.toStdString(),
                  .partition = lane->partition};
    return made;
}

const LaneTexts &StoreLanes::textsOf(const LanePtr &lane)
{
    return of(lane).texts;
}

void StoreLanes::noteRefused(const LanePtr &lane, std::int64_t position, TimePoint now)
{
    constexpr std::size_t kMost = 100'000;
    auto &refused = of(lane).refused;
    if (refused.size() < kMost) { // the oldest ones hold the position anyway
        refused.emplace_back(position, now);
    }
}

std::optional<std::int64_t> StoreLanes::keepable(const LanePtr &lane, std::int64_t last,
                                                 TimePoint now)
{
    auto &refused = of(lane).refused;
    while (!refused.empty() && now - refused.front().second > kUnsettled) {
        refused.pop_front();
    }
    if (refused.empty() || refused.front().first > last) {
        return last;
    }
    const std::int64_t before = refused.front().first - 1;
    return before >= 0 ? std::optional(before) : std::nullopt;
}

} // namespace core::store
