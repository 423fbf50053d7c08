// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/lane_book.h"

#include <algorithm>

namespace core {

void LaneBook::assigned(const LaneEvent &event)
{
    m_lanes[event.lane->id] = Lane{.lane = event.lane, .end = event.end};
}

void LaneBook::revoking(const LaneEvent &event)
{
    m_revoking.push_back({event.lane, event.deadline});
}

void LaneBook::lost(const LaneEvent &event)
{
    m_lanes.erase(event.lane->id);
    std::erase_if(m_revoking, [&](const Revocation &r) { return r.lane->id == event.lane->id; });
}

void LaneBook::drained(const LaneEvent &event)
{
    const auto found = m_lanes.find(event.lane->id);
    if (found != m_lanes.end() && found->second.end) {
        found->second.end = std::min(*found->second.end, *event.end);
    }
}

void LaneBook::clear()
{
    m_lanes.clear();
    m_revoking.clear();
}

std::optional<TimePoint> LaneBook::nextDeadline() const
{
    if (m_revoking.empty()) {
        return std::nullopt;
    }
    return std::ranges::min(m_revoking, {}, &Revocation::deadline).deadline;
}

std::vector<LanePtr> LaneBook::takeReleased(const AckTracker &tracker, TimePoint now)
{
    // All at once: a source hands a whole assignment back, not single lanes of it.
    const bool allDone = std::ranges::all_of(m_revoking, [&](const Revocation &revocation) {
        return now >= revocation.deadline || tracker.openIn(revocation.lane->id) == 0;
    });
    std::vector<LanePtr> released;
    if (allDone) {
        for (const Revocation &revocation : m_revoking) {
            released.push_back(revocation.lane);
            m_lanes.erase(revocation.lane->id);
        }
        m_revoking.clear();
    }
    return released;
}

bool LaneBook::isCaughtUp(const AckTracker &tracker) const
{
    return !m_lanes.empty() && std::ranges::all_of(m_lanes, [&](const auto &item) {
        const Lane &lane = item.second;
        if (!lane.end) {
            return false;
        }
        const std::optional<Position> mark = tracker.mark(lane.lane->id);
        return lane.end->value < 0 || (mark && *mark >= *lane.end);
    });
}

} // namespace core
