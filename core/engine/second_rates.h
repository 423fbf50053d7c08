// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/metrics_snapshot.h"

namespace core {

/// Rates over the last second, out of counters that only grow. Thread: the flow's.
class SecondRates
{
public:
    /// What earlier runs counted belongs to no second of this one.
    void begin(const FlowCounters &counters, const std::vector<EndpointCounters> &endpoints);

    /// Fills the rates in; `figures` has all else already.
    /// \param seconds since the last call
    /// \return the second's slot in the curves, at `nowMs` of the wall clock
    MetricPoint take(FlowSnapshot &figures, const FlowCounters &counters,
                     const std::vector<EndpointCounters> &endpoints, double seconds,
                     std::int64_t nowMs);

private:
    FlowCounters m_last;
    std::uint64_t m_lastOutBytes = 0;
};

} // namespace core
