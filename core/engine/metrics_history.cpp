// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/metrics_history.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using Field = float MetricPoint::*;

constexpr Field kMeans[] = {&MetricPoint::inPerSecond,       &MetricPoint::outPerSecond,
                            &MetricPoint::refusedPerSecond,  &MetricPoint::inBytesPerSecond,
                            &MetricPoint::outBytesPerSecond, &MetricPoint::lag,
                            &MetricPoint::windowFill};
/// A mean of percentiles hides what they are for: the worst second stands for the span.
constexpr Field kWorst[] = {&MetricPoint::latencyP50, &MetricPoint::latencyP95,
                            &MetricPoint::latencyP99};

float meanOf(const std::vector<MetricPoint> &points, Field field)
{
    float sum = 0;
    int count = 0;
    for (const MetricPoint &point : points) {
        if (!std::isnan(point.*field)) {
            sum += point.*field;
            ++count;
        }
    }
    return count == 0 ? MetricPoint::kGap : sum / static_cast<float>(count);
}

float worstOf(const std::vector<MetricPoint> &points, Field field)
{
    float worst = MetricPoint::kGap;
    for (const MetricPoint &point : points) {
        worst = std::fmax(worst, point.*field); // fmax prefers the number
    }
    return worst;
}

} // namespace

void MetricsHistory::add(Ring &ring, const MetricPoint &second)
{
    ring.open.push_back(second);
    if (ring.open.size() < ring.seconds) {
        return;
    }
    MetricPoint point{.atMs = second.atMs};
    for (const Field field : kMeans) {
        point.*field = meanOf(ring.open, field);
    }
    for (const Field field : kWorst) {
        point.*field = worstOf(ring.open, field);
    }
    ring.open.clear();
    ring.points.push_back(point);
    if (ring.points.size() > ring.capacity) {
        ring.points.pop_front();
    }
}

void MetricsHistory::add(const MetricPoint &second)
{
    for (Ring &ring : m_rings) {
        add(ring, second);
    }
}

std::vector<MetricPoint> MetricsHistory::points(HistoryWindow window) const
{
    const Ring &ring = m_rings[static_cast<std::size_t>(window)];
    return {ring.points.begin(), ring.points.end()};
}

} // namespace core
