// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/metrics_snapshot.h"

#include <deque>

namespace core {

/// The rings behind the charts: one point a second, and means of it for longer windows. Not
/// locked: the flow's record guards it.
class MetricsHistory final
{
public:
    void add(const MetricPoint &second);
    std::vector<MetricPoint> points(HistoryWindow window) const;

private:
    struct Ring
    {
        std::size_t seconds;
        std::size_t capacity;
        std::deque<MetricPoint> points = {};
        std::vector<MetricPoint> open = {}; ///< seconds of the point in the making
    };
    static void add(Ring &ring, const MetricPoint &second);

    Ring m_rings[3] = {{1, 300}, {5, 720}, {60, 1440}};
};

} // namespace core
