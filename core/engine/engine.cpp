// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/connectors/slow_call.h"
#include "core/engine/dead_letter_run.h"
#include "core/engine/dead_letter_source.h"
#include "core/engine/flow_thread.h"
#include "core/engine/letter_keeper.h"
#include "core/engine/probes.h"
#include "core/formats/row_decoder.h"
#include "core/support/text.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace core {
namespace {

/// A flow as the engine keeps it: its record outlives its runs.
struct Slot
{
    std::shared_ptr<FlowRecord> record;
    std::unique_ptr<FlowThread> thread;

    bool isRunning() const { return thread && thread->isRunning(); }
};

Error unknownType(const FlowEnd &end)
{
    return Error{
        .code = ErrorCode::Config,
        .id = "flow.type.unknown",
        .message = text(WEIR_TEXT("This version knows no type \"%1\"")).arg(visibleText(end.type)),
        .field = QStringLiteral("type")};
}

Error alreadyRunning()
{
    return Error{.code = ErrorCode::Config,
                 .id = "flow.running",
                 .message = text(WEIR_TEXT("The flow is running already"))};
}

} // namespace

struct Engine::Impl
{
    Impl(const Registry &types, Clock &time) : registry(types), clock(time), problems(time) { }

    Result<FlowSetup> setup(FlowDefinition flow, RunLimits limits,
                            std::shared_ptr<FlowRecord> record);
    Slot *find(const QString &id);
    Slot &slotOf(const QString &id, const QString &name);
    static void run(Slot &slot, FlowSetup setup);
    void watchSlowCalls();

    const Registry &registry;
    Clock &clock;
    SharedResources shared;
    std::shared_ptr<SampleTotal> samples = std::make_shared<SampleTotal>();
    ProblemList problems;
    std::atomic<bool> hasSlowCalls = false; ///< too many of them, and the list says so
    mutable std::mutex mutex; ///< guards the slots; never held while waiting for a thread
    std::vector<std::pair<QString, Slot>> slots_;
    Probes probes{registry};
};

/// Each is a library's call that hangs and was left behind, with a thread and a connection.
void Engine::Impl::watchSlowCalls()
{
    constexpr int kMostSlowCalls = 8;
    constexpr const char *kCode = "engine.slow_calls";
    const bool areTooMany = slowCallsAlive() > kMostSlowCalls;
    if (hasSlowCalls.exchange(areTooMany) == areTooMany) {
        return;
    }
    if (!areTooMany) {
        problems.solve({}, QString::fromLatin1(kCode));
        return;
    }
    problems.report({}, text(WEIR_TEXT("Client libraries")),
                    {.id = kCode,
                     .message = text(WEIR_TEXT("More than %1 calls of client libraries hang and "
                                               "were left behind"))
                                    .arg(kMostSlowCalls),
                     .fix = text(WEIR_TEXT("Look at the connections that are in trouble; a new "
                                           "start of Weir ends the calls"))},
                    {}, Severity::Warning);
}

Result<FlowSetup> Engine::Impl::setup(FlowDefinition flow, RunLimits limits,
                                      std::shared_ptr<FlowRecord> record)
{
    const FlowEnd from = registry.asSource(flow.from);
    const SourceType *source = registry.source(from.type);
    if (!source) {
        return unknownType(from);
    }
    FlowSetup setup{
        .flow = flow,
        .limits = limits,
        .makeSource = [source, config = from.config] { return source->make(config); },
        .makeDecoder =
            [source, config = from.config, &shared = shared, folder = flow.baseFolder()] {
                return source->makeDecoder(config, {.shared = shared, .baseFolder = folder});
            },
        .makeEndpoints = {},
        .record = std::move(record),
        .clock = clock,
        .shared = shared,
        .problems = problems};
    for (const FlowEnd &end : flow.to) {
        const EndpointType *endpoint = registry.endpoint(end.type);
        if (!endpoint) {
            return unknownType(end);
        }
        setup.makeEndpoints.push_back(
            [endpoint, config = end.config] { return endpoint->make(config); });
    }
    return setup;
}

Slot *Engine::Impl::find(const QString &id)
{
    const auto found = std::ranges::find(slots_, id, [](const auto &item) { return item.first; });
    return found == slots_.end() ? nullptr : &found->second;
}

Slot &Engine::Impl::slotOf(const QString &id, const QString &name)
{
    if (Slot *known = find(id)) {
        known->record->rename(name);
        return *known;
    }
    slots_.emplace_back(id, Slot{std::make_shared<FlowRecord>(id, name, clock, samples), nullptr});
    return slots_.back().second;
}

void Engine::Impl::run(Slot &slot, FlowSetup setup)
{
    slot.record->publish(FlowStatus{.state = FlowState::Starting});
    slot.thread = std::make_unique<FlowThread>(std::move(setup));
    slot.thread->start();
}

Engine::Engine(const Registry &registry, Clock &clock, std::int64_t sampleBytes)
    : m_impl(std::make_unique<Impl>(registry, clock))
{
    m_impl->samples->cap = sampleBytes;
}

Engine::~Engine()
{
    stopAll();
    waitUntilStopped(std::chrono::seconds(10));
}

Result<void> Engine::start(FlowDefinition flow, RunLimits limits)
{
    const std::scoped_lock lock(m_impl->mutex);
    Slot &slot = m_impl->slotOf(flow.id, flow.name);
    if (slot.isRunning()) {
        return alreadyRunning();
    }
    Result<FlowSetup> setup = m_impl->setup(std::move(flow), limits, slot.record);
    if (!setup) {
        return setup.error();
    }
    Impl::run(slot, *std::move(setup));
    return {};
}

Result<QString> Engine::retryDeadLetters(FlowDefinition flow, const QString &endpoint,
                                         std::vector<std::int64_t> ids)
{
    const QString id = flow.id + kDeadLetterRun + endpoint;
    std::erase_if(flow.to, [&](const FlowEnd &end) { return end.entry != endpoint; });
    if (flow.to.empty()) {
        return Error{.code = ErrorCode::Config,
                     .id = "dead_letter.endpoint",
                     .message = text(WEIR_TEXT("The flow has no endpoint \"%1\" any more"))
                                    .arg(visibleText(endpoint))};
    }
    const std::scoped_lock lock(m_impl->mutex);
    Slot &slot = m_impl->slotOf(id, flow.name);
    if (slot.isRunning()) {
        return alreadyRunning();
    }
    const QString file = flow.deadLetterFile();
    Result<FlowSetup> setup = m_impl->setup(std::move(flow), {}, slot.record);
    if (!setup) {
        return setup.error();
    }
    setup->sendsDeadLetters = true;
    setup->makeSource = [file, ids = std::move(ids)] {
        return std::make_unique<DeadLetterSource>(file, ids);
    };
    Impl::run(slot, *std::move(setup));
    return id;
}

void Engine::stop(const QString &flowId, std::chrono::milliseconds deadline)
{
    const std::scoped_lock lock(m_impl->mutex);
    if (Slot *slot = m_impl->find(flowId); slot && slot->isRunning()) {
        slot->thread->stop(deadline);
    }
}

Result<void> Engine::restart(FlowDefinition flow, RunLimits limits)
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        Slot *slot = m_impl->find(flow.id);
        if (slot && slot->isRunning()) {
            slot->record->rename(flow.name);
            Result<FlowSetup> setup = m_impl->setup(std::move(flow), limits, slot->record);
            if (!setup) {
                return setup.error();
            }
            slot->thread->restart(*std::move(setup), std::chrono::seconds(5));
            return {};
        }
    }
    return start(std::move(flow), limits);
}

void Engine::stopAll(std::chrono::milliseconds deadline)
{
    const std::scoped_lock lock(m_impl->mutex);
    for (auto &[id, slot] : m_impl->slots_) {
        if (slot.isRunning()) {
            slot.thread->stop(deadline);
        }
    }
}

void Engine::remove(const QString &flowId)
{
    const std::scoped_lock lock(m_impl->mutex);
    std::erase_if(m_impl->slots_, [&](const auto &item) {
        return item.first == flowId && !item.second.isRunning();
    });
    m_impl->problems.remove(flowId);
}

bool Engine::waitUntilStopped(std::chrono::milliseconds limit)
{
    const auto until = std::chrono::steady_clock::now() + limit;
    while (true) {
        {
            const std::scoped_lock lock(m_impl->mutex);
            const auto runs = [](const auto &item) { return item.second.isRunning(); };
            if (std::ranges::none_of(m_impl->slots_, runs)) {
                return true;
            }
        }
        if (std::chrono::steady_clock::now() >= until) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

std::vector<FlowSnapshot> Engine::snapshot() const
{
    const std::scoped_lock lock(m_impl->mutex);
    std::vector<FlowSnapshot> all;
    for (const auto &[id, slot] : m_impl->slots_) {
        all.push_back(slot.record->snapshot());
    }
    return all;
}

std::vector<MetricPoint> Engine::history(const QString &flowId, HistoryWindow window) const
{
    const std::scoped_lock lock(m_impl->mutex);
    const Slot *slot = m_impl->find(flowId);
    return slot ? slot->record->history(window) : std::vector<MetricPoint>{};
}

SampleSlice Engine::samples(const QString &flowId, std::uint64_t after, std::size_t most) const
{
    const std::scoped_lock lock(m_impl->mutex);
    const Slot *slot = m_impl->find(flowId);
    return slot ? slot->record->sampler().slice(after, most) : SampleSlice{};
}

SampleMemory Engine::sampleMemory() const
{
    return {.bytes = m_impl->samples->bytes.load(std::memory_order_relaxed),
            .cap = m_impl->samples->cap};
}

std::vector<Problem> Engine::problems() const
{
    m_impl->watchSlowCalls();
    return m_impl->problems.all();
}

void Engine::noteDeadLetters(const std::vector<DeadLetterTally> &tallies)
{
    tellLetters(m_impl->problems, tallies);
}

QFuture<TestStage> Engine::test(EndKind kind, FlowEnd end, QString baseFolder, TestScope scope)
{
    return m_impl->probes.test(kind, std::move(end), std::move(baseFolder), std::move(scope));
}

QFuture<Result<BrowseListing>> Engine::browse(EndKind kind, FlowEnd end, QString baseFolder)
{
    return m_impl->probes.browse(kind, std::move(end), std::move(baseFolder));
}

QFuture<Result<ReaderGroup>> Engine::group(FlowEnd source, GroupQuestion question)
{
    return m_impl->probes.group(std::move(source), std::move(question));
}

QFuture<PreviewMessage> Engine::preview(FlowEnd source, QString baseFolder, int count,
                                        std::chrono::milliseconds timeout)
{
    return m_impl->probes.preview(std::move(source), std::move(baseFolder), count, timeout);
}

} // namespace core
