// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/second_rates.h"

#include <algorithm>

namespace core {
namespace {

double rateOf(std::uint64_t now, std::uint64_t before, double seconds)
{
    return static_cast<double>(now - before) / std::max(seconds, 0.001);
}

std::uint64_t refusedOf(const FlowCounters &counters)
{
    return counters.deadLettered + counters.skipped;
}

std::uint64_t outBytesOf(const std::vector<EndpointCounters> &endpoints)
{
    std::uint64_t bytes = 0;
    for (const EndpointCounters &endpoint : endpoints) {
        bytes += endpoint.outBytes;
    }
    return bytes;
}

MetricPoint pointOf(const FlowSnapshot &figures)
{
    MetricPoint point{.inPerSecond = static_cast<float>(figures.inPerSecond),
                      .outPerSecond = static_cast<float>(figures.outPerSecond),
                      .inBytesPerSecond = static_cast<float>(figures.inBytesPerSecond),
                      .outBytesPerSecond = static_cast<float>(figures.outBytesPerSecond),
                      .windowFill = static_cast<float>(figures.windowFill)};
    if (figures.latency) {
        point.latencyP50 = static_cast<float>(figures.latency->p50);
        point.latencyP95 = static_cast<float>(figures.latency->p95);
        point.latencyP99 = static_cast<float>(figures.latency->p99);
    }
    if (figures.lag) {
        point.lag = static_cast<float>(*figures.lag);
    }
    return point;
}

} // namespace

void SecondRates::begin(const FlowCounters &counters,
                        const std::vector<EndpointCounters> &endpoints)
{
    m_last = counters;
    m_lastOutBytes = outBytesOf(endpoints);
}

MetricPoint SecondRates::take(FlowSnapshot &figures, const FlowCounters &counters,
                              const std::vector<EndpointCounters> &endpoints, double seconds,
                              std::int64_t nowMs)
{
    figures.inPerSecond = rateOf(counters.inMessages, m_last.inMessages, seconds);
    figures.outPerSecond = rateOf(counters.delivered, m_last.delivered, seconds);
    figures.inBytesPerSecond = rateOf(counters.inBytes, m_last.inBytes, seconds);
    figures.outBytesPerSecond = rateOf(outBytesOf(endpoints), m_lastOutBytes, seconds);
    MetricPoint point = pointOf(figures);
    point.atMs = nowMs;
    point.refusedPerSecond =
        static_cast<float>(rateOf(refusedOf(counters), refusedOf(m_last), seconds));
    begin(counters, endpoints);
    return point;
}

} // namespace core
