// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_table.h"
#include "core/connectors/unsettled_refusals.h"
#include "core/flow/lane.h"
#include "core/support/clock.h"

#include <map>
#include <optional>
#include <vector>

namespace core::store {

/// A flow's lanes as the writer sees them: their texts, and how far their kept position may go.
class StoreLanes final
{
public:
    const LaneTexts &textsOf(const LanePtr &lane);
    void noteRefused(const LanePtr &lane, std::int64_t position, TimePoint now);
    std::optional<std::int64_t> keepable(const LanePtr &lane, std::int64_t last, TimePoint now);

private:
    struct Known
    {
        LanePtr lane;
        LaneTexts texts;
        UnsettledRefusals refused;
    };
    Known &of(const LanePtr &lane);

    std::map<const LaneInfo *, Known> m_lanes;
    std::uint64_t m_serial = 0;
};

} // namespace core::store
