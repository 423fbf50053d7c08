// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/health.h"
#include "core/connectors/polled.h"
#include "core/connectors/shared_resources.h"
#include "core/flow/flow_definition.h"
#include "core/support/result.h"
#include "core/support/wakeup.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace core {

class RowDecoder;

/// Why a source is opened: a preview reads first messages and moves no position of any group.
enum class Purpose
{
    Flow,
    Preview
};

/// How an earlier source of the same run ended.
struct SourceEnding
{
    const char *id = ""; ///< of its error, static
    TimePoint at = {};
};

/// What the engine lends a source; outlives it.
struct SourceContext
{
    const FlowDefinition &flow;
    Wakeup &wakeup; ///< notify when poll() would have something
    Clock &clock;
    Purpose purpose = Purpose::Flow;
    /// Kept by the flow's only endpoint: go on behind these rather than at the peer's own position.
    std::vector<StoredPosition> startAt = {};
    /// What this flow had read was seen to be gone since: what is there now may be another of that
    /// name, whose positions begin anew.
    bool wasMissing = false;
    std::vector<SourceEnding> endings = {}; ///< of those before it, the last few, newest last
    SharedResources *shared = nullptr; ///< what several flows use together
    std::optional<LanePlace> skipPast = {}; ///< what cannot be read there may be gone past, once
};

/// Where messages come from: protocol only. Retry, backoff, counting and sampling are the engine's.
/// All calls come from the flow's worker thread, none may block beyond the given deadline; objects
/// may use that thread's Qt event loop. An Error from open() or poll() ends this object: the engine
/// closes it and, when the error is retryable, makes a new one.
class Source
{
public:
    virtual ~Source() = default;

    /// Starts; connecting goes on behind and shows in health().
    virtual Result<void> open(const SourceContext &context) = 0;
    /// At most this many messages, and about so many bytes; fewer is fine. Never waits.
    virtual Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) = 0;
    /// Everything in the lane up to here is delivered or safely kept.
    virtual void acknowledge(const LaneInfo &lane, Position position) = 0;
    /// The answer to Revoking: nothing of these lanes is in flight any more, or time is up.
    virtual void lanesReleased(std::span<const LanePtr> lanes);
    /// The window stays full: keep the membership, take no messages; resume() undoes exactly this.
    virtual void pause();
    virtual void resume();
    virtual Health health() const = 0;
    /// After an error: the place that it cannot read on from, but go past if skipPast says so.
    virtual std::optional<LanePlace> stuckAt() const;
    /// The computer slept: what was connected may be no more, and is to be looked at now rather
    /// than when time-outs find it.
    virtual void sawSleep();
    /// Stop taking messages; acknowledgements still come.
    virtual void stopIntake();
    /// Sends pending acknowledgements, then lets go. Callable twice and without open().
    virtual void close(std::chrono::milliseconds deadline) = 0;
};

/// What the engine lends an endpoint; outlives it.
struct EndpointContext
{
    const FlowDefinition &flow;
    const FlowEnd &end; ///< this endpoint's part: target topic or table
    Wakeup &wakeup; ///< notify when collect() has something; any thread
    Clock &clock;
    SharedResources &shared; ///< writers that several flows use together
    bool isOnlyEndpoint = true;
    std::function<std::unique_ptr<RowDecoder>()> makeDecoder; ///< of the source's data type
};

/// Where messages go. Calls come from the flow's worker thread and do not block beyond the
/// deadline; own writer threads are the endpoint's business. Submissions of one lane are finished
/// in order.
class Endpoint
{
public:
    virtual ~Endpoint() = default;

    virtual Result<void> open(const EndpointContext &context) = 0;
    /// Positions kept for this flow, after open() and before the source is opened; may take
    /// seconds.
    virtual Result<std::vector<StoredPosition>> storedPositions();
    /// Always taken; the flow's window bounds it. The batch is kept alive until the completion.
    virtual void submit(Submission submission) = 0;
    /// Moves out what was finished since the last call.
    virtual std::vector<Completion> collect() = 0;
    virtual Health health() const = 0;
    virtual void sawSleep(); ///< as of a source
    /// An Error here means that the endpoint cannot go on (disk full, signed out for good).
    virtual std::optional<Error> failure() const;
    /// Finishes what was submitted, as far as the time allows; completions are collected as usual.
    virtual void flush(std::chrono::milliseconds deadline) = 0;
    /// Drops what is unfinished. Callable twice and without open().
    virtual void close(std::chrono::milliseconds deadline) = 0;
};

} // namespace core
