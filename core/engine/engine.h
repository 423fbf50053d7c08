// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/engine/dead_letters.h"
#include "core/engine/problem.h"
#include "core/engine/sample.h"
#include "core/flow/flow_definition.h"
#include "core/flow/metrics_snapshot.h"

#include <QFuture>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace core {

/// What is special about one run of a flow: when it ends by itself, and what it may do.
struct RunLimits
{
    std::optional<std::uint64_t> maxMessages = {}; ///< at most so many enter
    bool untilCaughtUp = false; ///< ends when each lane's end at first assignment is acknowledged
    /// Somebody decided to go past what cannot be read at this place: FlowStatus::stuckAt. It is
    /// kept as a refused message; what else cannot be read stops the flow as before.
    std::optional<LanePlace> skipPast = {};
    /// Intake pauses while the program holds more; 0 = usualMemoryLimit().
    std::int64_t memoryBytes = 0;
};

enum class EndKind
{
    Source,
    Endpoint
};

/// Runs flows, each on a worker thread of its own, and is all that the window and weirctl know of
/// the core's work. Thread-safe; no call waits unless it says so.
class Engine final
{
public:
    /// Samples of all flows together take at most `sampleBytes`; 0 = none are kept.
    Engine(const Registry &registry, Clock &clock, std::int64_t sampleBytes = kUsualSampleBytes);
    ~Engine(); ///< stops what still runs, in order, at most 10 s
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Fails at once for unknown types or a flow that runs already; later trouble is in snapshot().
    Result<void> start(FlowDefinition flow, RunLimits limits = {});
    /// Drains up to `deadline` and hands the rest back to the source; state Stopping, then Stopped.
    void stop(const QString &flowId, std::chrono::milliseconds deadline = std::chrono::seconds(5));
    /// The new definition takes over once the old one drained; counters go on.
    Result<void> restart(FlowDefinition flow, RunLimits limits = {});
    void stopAll(std::chrono::milliseconds deadline = std::chrono::seconds(5));
    /// Sends letters of the flow's dead-letter store to the endpoint they are meant for, as a run
    /// of its own that ends by itself; what is delivered leaves the store, what is refused again is
    /// kept anew. Returns the id under which snapshot() shows the run.
    Result<QString> retryDeadLetters(FlowDefinition flow, const QString &endpoint,
                                     std::vector<std::int64_t> ids);
    /// Forgets a stopped flow with its figures and samples.
    void remove(const QString &flowId);
    /// Waits until no flow runs; false when time ran out.
    bool waitUntilStopped(std::chrono::milliseconds limit);

    /// All flows that were started, in that order.
    std::vector<FlowSnapshot> snapshot() const;
    std::vector<MetricPoint> history(const QString &flowId, HistoryWindow window) const;
    /// Samples numbered above `after`, at most `most` of the newest.
    SampleSlice samples(const QString &flowId, std::uint64_t after, std::size_t most) const;
    /// Of all flows together.
    SampleMemory sampleMemory() const;
    std::vector<Problem> problems() const;
    /// What the store of dead letters holds, by whoever just looked: problems say so.
    void noteDeadLetters(const std::vector<DeadLetterTally> &tallies);

    /// Results arrive one by one; cancel() ends it. Nothing is stored, no position moves, and only
    /// a scope that says so has anything written.
    QFuture<TestStage> test(EndKind kind, FlowEnd end, QString baseFolder, TestScope scope = {});
    QFuture<Result<BrowseListing>> browse(EndKind kind, FlowEnd end, QString baseFolder);
    /// The group of a source that has such: only a reset that asks for it moves positions.
    QFuture<Result<ReaderGroup>> group(FlowEnd source, GroupQuestion question);
    QFuture<PreviewMessage> preview(FlowEnd source, QString baseFolder, int count,
                                    std::chrono::milliseconds timeout);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace core
