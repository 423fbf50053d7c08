// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_table.h"
#include "core/flow/lane.h"
#include "core/support/clock.h"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace core::store {

/// A flow's lanes as the writer sees them: their texts, and how far their kept position may go.
/// A refused message is not settled when its rows' transaction is: the dead-letter store follows,
/// or the flow stops at it. So the kept position stays in front of it for a while; what is read
/// again meanwhile is stored already and falls to the unique key.
class StoreLanes final
{
public:
    static constexpr std::chrono::seconds kUnsettled{10};

    const LaneTexts &textsOf(const LanePtr &lane);
    void noteRefused(const LanePtr &lane, std::int64_t position, TimePoint now);
    /// `last` or the place in front of the oldest unsettled refusal; none when that is before all.
    std::optional<std::int64_t> keepable(const LanePtr &lane, std::int64_t last, TimePoint now);

private:
    struct Known
    {
        LanePtr lane;
        LaneTexts texts;
        std::deque<std::pair<std::int64_t, TimePoint>> refused;
    };
    Known &of(const LanePtr &lane);

    std::map<const LaneInfo *, Known> m_lanes;
    std::uint64_t m_serial = 0;
};

} // namespace core::store
