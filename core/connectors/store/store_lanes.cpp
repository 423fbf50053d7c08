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
    of(lane).refused.add(position, now);
}

std::optional<std::int64_t> StoreLanes::keepable(const LanePtr &lane, std::int64_t last,
                                                 TimePoint now)
{
    return of(lane).refused.keepable(last, now);
}

} // namespace core::store
