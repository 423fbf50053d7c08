// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/engine/ack_tracker.h"

#include <map>

namespace core {

/// The lanes that a source has now: which are being taken away, and which reached their end. One
/// thread.
class LaneBook final
{
public:
    void assigned(const LaneEvent &event);
    void revoking(const LaneEvent &event);
    void lost(const LaneEvent &event);
    void drained(const LaneEvent &event);
    void clear();

    bool isRevoking() const { return !m_revoking.empty(); }
    /// The earliest deadline of a revocation.
    std::optional<TimePoint> nextDeadline() const;
    /// Lanes being revoked of which nothing is open any more, or whose time is up; they are gone
    /// from the book.
    std::vector<LanePtr> takeReleased(const AckTracker &tracker, TimePoint now);

    /// Every lane's end at its assignment is acknowledged; false before the first assignment.
    bool isCaughtUp(const AckTracker &tracker) const;

private:
    struct Lane
    {
        LanePtr lane;
        std::optional<Position> end = {};
    };
    struct Revocation
    {
        LanePtr lane;
        TimePoint deadline;
    };
    std::map<std::uint64_t, Lane> m_lanes;
    std::vector<Revocation> m_revoking;
};

} // namespace core
