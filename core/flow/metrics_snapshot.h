// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_status.h"
#include "core/flow/note.h"

#include <QString>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace core {

/// Exact totals since the flow was first started. At every reading
/// in = delivered + deadLettered + skipped + expired + filtered + returned + inFlight.
struct FlowCounters
{
    std::uint64_t inMessages = 0;
    std::uint64_t inBytes = 0;
    std::uint64_t delivered = 0; ///< every endpoint confirmed
    std::uint64_t deadLettered = 0;
    std::uint64_t skipped = 0;
    std::uint64_t expired = 0;
    std::uint64_t filtered = 0;
    std::uint64_t returned = 0; ///< left unacknowledged at stop or revoke
    std::uint64_t inFlight = 0;
    std::uint64_t inFlightBytes = 0;
    std::optional<std::uint64_t> lost = 0; ///< known gaps and drops; none = cannot be known
    std::uint64_t retries = 0;
    std::uint64_t reconnects = 0;
};

struct EndpointCounters
{
    QString name = {};
    std::uint64_t outMessages = 0;
    std::uint64_t outBytes = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t skipped = 0;
    std::uint64_t expired = 0;
    std::uint64_t retries = 0;
    std::uint64_t inFlight = 0;
    Notes notes = {}; ///< what this kind of endpoint counts besides
};

/// Arrival to confirmed, of the last second that had any. Milliseconds.
struct Latency
{
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
};

struct LaneFigures
{
    QString name = {};
    std::optional<std::int64_t> position = {};
    std::optional<std::int64_t> end = {};
    std::optional<std::int64_t> lag = {};
};

/// Everything the screen and `--stats json` know of a flow at one moment. A value.
struct FlowSnapshot
{
    QString id = {};
    QString name = {};
    FlowStatus status = {};
    FlowCounters counters = {};
    std::vector<EndpointCounters> endpoints = {};
    std::vector<LaneFigures> lanes = {};
    std::optional<std::int64_t> lag = {};
    std::optional<Latency> latency = {};
    double inPerSecond = 0; ///< over the last full second
    double outPerSecond = 0;
    double inBytesPerSecond = 0;
    double outBytesPerSecond = 0;
    double windowFill = 0; ///< 0..1
    double elapsedSeconds = 0;
    double pausedSeconds = 0; ///< intake held by a full window
    std::int64_t lastMessageMs = 0; ///< wall clock; 0 = none yet
    bool isSourceReady = false; ///< reached, signed in, subscribed
    int readyEndpoints = 0;
    int attempt = 0; ///< tries since it was last ready
    std::int64_t nextTryMs = 0; ///< wall clock; 0 = not waiting for a try
};

/// One slot of a ring; a slot without data is a gap, not zero.
struct MetricPoint
{
    static constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

    std::int64_t atMs = 0;
    float inPerSecond = kGap;
    float outPerSecond = kGap;
    float refusedPerSecond = kGap;
    float inBytesPerSecond = kGap;
    float outBytesPerSecond = kGap;
    float latencyP50 = kGap;
    float latencyP95 = kGap;
    float latencyP99 = kGap;
    float lag = kGap;
    float windowFill = kGap;
};

enum class HistoryWindow
{
    Minutes5,
    Hour,
    Day
}; ///< 1 s × 300, 5 s × 720, 60 s × 1440

} // namespace core
