// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_runner.h"

#include "core/support/logging.h"

#include <QSocketNotifier>

#include <algorithm>

using namespace std::chrono_literals;

namespace core {
namespace {

constexpr auto kCloseLimit = 3s;
/// So long may answers still come after an end failed, before what is open goes back.
constexpr auto kBreakLimit = 5s; // so that what failed is shown as failed within ten
constexpr auto kFlushLimit = 500ms;

/// A permanent error of something that had worked may be mended at the other side.
std::optional<std::chrono::milliseconds> slowRetry(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound: return 5s;
    case ErrorCode::Storage: return 10s;
    case ErrorCode::Auth: return 60s;
    default: return std::nullopt;
    }
}

std::uint64_t seedOf(const FlowDefinition &flow)
{
    return qHash(flow.id) | 1U;
}

} // namespace

FlowRunner::FlowRunner(FlowSetup setup)
    : m_setup(std::move(setup)),
      m_letters(m_setup.flow, m_setup.shared, m_setup.problems, m_setup.sendsDeadLetters),
      m_reopen(500ms, 60s, seedOf(m_setup.flow))
{
    const FlowSnapshot before = m_setup.record->snapshot();
    m_counters = before.counters;
    m_endpointCounters.clear();
    for (const FlowEnd &end : m_setup.flow.to) {
        const auto known = std::ranges::find(before.endpoints, end.entry, &EndpointCounters::name);
        m_endpointCounters.push_back(
            known == before.endpoints.end() ? EndpointCounters{.name = end.entry} : *known);
    }
    const std::uint64_t fates[kFates] = {m_counters.delivered, m_counters.deadLettered,
                                         m_counters.skipped, m_counters.expired,
                                         m_counters.filtered};
    std::ranges::copy(fates, m_earlierFates);
    m_earlierRetries = m_counters.retries;
    m_earlierReconnects = m_counters.reconnects;
    m_earlierLost = m_counters.lost.value_or(0);
    m_rates.begin(m_counters, m_endpointCounters);
    if (!m_setup.sendsDeadLetters) { // else the flow's own problems are not of its runs
        m_reported = QStringLiteral("#");
    }
}

FlowRunner::~FlowRunner()
{
    tearDown();
}

void FlowRunner::begin()
{
    m_began = m_lastTick = m_lastMessage = m_setup.clock.now();
    m_lastTickMs = m_setup.clock.wallMs();
    m_notifier = new QSocketNotifier(m_wakeup.fd(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &FlowRunner::handleWakeup);
    publishStatus({.state = FlowState::Starting});
    m_setup.clock.callAfter(1s, this, [this] { tick(); });
    open();
}

void FlowRunner::open()
{
    m_phase = Phase::Opening;
    m_fault.reset();
    if (const Result<void> claimed = claim(); !claimed) {
        breakDown(claimed.error(), QStringLiteral("flows.") + m_setup.flow.name);
        return;
    }
    if (const Result<void> opened = openEndpoints(); !opened) {
        return; // breakDown() was called with the entry's name
    }
    if (const Result<void> opened = openSource(); !opened) {
        breakDown(opened.error(), sourcePath());
        return;
    }
    m_phase = Phase::Running;
    queueTurn();
}

/// Dead letters go out beside their flow.
Result<void> FlowRunner::claim()
{
    return m_setup.sendsDeadLetters ? Result<void>() : m_claim.take(m_setup.flow);
}

Result<void> FlowRunner::openEndpoints()
{
    const FlowDefinition &flow = m_setup.flow;
    for (std::size_t i = 0; i < flow.to.size(); ++i) {
        m_lines.push_back(std::make_unique<EndpointLine>(flow.to[i], m_setup.makeEndpoints[i](),
                                                         flow.delivery.retry, m_setup.clock,
                                                         seedOf(flow) + i));
        EndpointLine &line = *m_lines.back();
        line.counters() = m_endpointCounters[i];
        m_endpointContexts.push_back(EndpointContext{.flow = flow,
                                                     .end = line.end(),
                                                     .wakeup = m_wakeup,
                                                     .clock = m_setup.clock,
                                                     .shared = m_setup.shared,
                                                     .isOnlyEndpoint = flow.to.size() == 1,
                                                     .makeDecoder = m_setup.makeDecoder});
        if (Result<void> opened = line.endpoint().open(m_endpointContexts.back()); !opened) {
            breakDown(opened.error(), endpointPath(line));
            return opened;
        }
    }
    return {};
}

Result<void> FlowRunner::openSource()
{
    m_sourceContext.emplace(
        SourceContext{.flow = m_setup.flow,
                      .wakeup = m_wakeup,
                      .clock = m_setup.clock,
                      .startAt = {},
                      .wasMissing = m_sourceWasMissing,
                      .endings = {m_sourceEndings.begin(), m_sourceEndings.end()},
                      .shared = &m_setup.shared,
                      .skipPast = m_setup.limits.skipPast});
    if (m_lines.size() == 1) {
        Result<std::vector<StoredPosition>> stored = m_lines.front()->endpoint().storedPositions();
        if (!stored) {
            return stored.error();
        }
        m_sourceContext->startAt = *std::move(stored);
    }
    m_source = m_setup.makeSource();
    return m_source->open(*m_sourceContext);
}

void FlowRunner::breakDown(Error error, const QString &path)
{
    if (m_phase == Phase::Stopping || m_phase == Phase::Ended || m_phase == Phase::Breaking) {
        return;
    }
    m_fault = Fault{std::move(error), path};
    if (path == sourcePath()) {
        noteSourceEnding(m_fault->error);
        m_fault->stuckAt = m_source ? m_source->stuckAt() : std::nullopt;
    }
    m_phase = Phase::Breaking;
    m_breakUntil = m_setup.clock.now() + kBreakLimit;
    if (m_source) {
        m_source->stopIntake();
    }
    publishStatus(faultStatus(m_hasWorked ? FlowState::Degraded : FlowState::Starting, *m_fault));
    wakeAt(m_breakUntil);
    queueTurn();
}

void FlowRunner::noteSourceEnding(const Error &error)
{
    constexpr std::size_t kKept = 8;
    m_sourceWasMissing |= m_hasWorked && error.code == ErrorCode::NotFound;
    m_sourceEndings.push_back({.id = error.id, .at = m_setup.clock.now()});
    if (m_sourceEndings.size() > kKept) {
        m_sourceEndings.pop_front();
    }
}

bool FlowRunner::hasDrained() const
{
    return m_tracker.openMessages() == 0;
}

void FlowRunner::finishBreaking()
{
    const Fault fault = *m_fault;
    tearDown();
    publishCounters();
    if (fault.error.isRetryable()) {
        publishStatus(faultStatus(m_hasWorked ? FlowState::Degraded : FlowState::Starting, fault));
        waitAndReopen(m_reopen.next());
        return;
    }
    const auto slow = m_hasWorked ? slowRetry(fault.error.code) : std::nullopt;
    FlowStatus failed = faultStatus(FlowState::Failed, fault);
    failed.willRetry = slow.has_value();
    if (!slow) {
        finish(std::move(failed));
        return;
    }
    publishStatus(std::move(failed));
    waitAndReopen(*slow);
}

void FlowRunner::waitAndReopen(std::chrono::milliseconds delay)
{
    m_phase = Phase::Waiting;
    m_nextTryMs = m_setup.clock.wallMs() + delay.count();
    m_setup.clock.callAfter(delay, this, [this, wait = ++m_wait] {
        if (m_phase == Phase::Waiting && wait == m_wait) {
            open();
        }
    });
}

void FlowRunner::reopenNow()
{
    if (m_phase == Phase::Waiting) {
        m_reopen.reset();
        waitAndReopen(0ms);
    }
}

void FlowRunner::tearDown()
{
    if (m_source) {
        acknowledge();
        const Health health = m_source->health();
        m_earlierReconnects += health.reconnects;
        m_earlierLost += health.lost.value_or(0);
    }
    const AckTracker::Abandoned given = m_tracker.abandonAll();
    m_counters.returned += given.messages;
    m_earlierLost += given.unstable;
    if (m_counters.lost) {
        m_counters.lost = m_earlierLost;
    }
    const auto closeEndpoints = [this] {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            m_lines[i]->abandon();
            m_lines[i]->endpoint().close(kCloseLimit);
            m_endpointCounters[i] = m_lines[i]->counters();
        }
        m_lines.clear();
    };
    // Every batch is gone before its source closes; when all are, the source's last
    // acknowledgements go out first.
    if (given.messages > 0) {
        closeEndpoints();
    }
    if (m_source) {
        m_source->close(kCloseLimit);
        m_source.reset();
    }
    closeEndpoints();
    m_endpointContexts.clear();
    m_sourceContext.reset();
    m_lanes.clear();
    m_windowFull = m_paused = false;
}

void FlowRunner::stop(std::chrono::milliseconds deadline)
{
    if (m_phase == Phase::Ended || m_phase == Phase::Stopping) {
        return;
    }
    const bool isIdle = !m_source || m_phase == Phase::Waiting || m_phase == Phase::Opening;
    m_phase = Phase::Stopping;
    publishStatus({.state = FlowState::Stopping});
    if (isIdle) {
        finish({.state = FlowState::Stopped});
        return;
    }
    m_breakUntil = m_setup.clock.now() + deadline;
    m_source->stopIntake();
    for (const auto &line : m_lines) {
        line->endpoint().flush(std::min<std::chrono::milliseconds>(kFlushLimit, deadline));
    }
    wakeAt(m_breakUntil);
    queueTurn();
}

void FlowRunner::finish(FlowStatus status)
{
    m_phase = Phase::Ended;
    publishSecond(); // while the source can still tell its lag
    tearDown();
    m_letters.review(m_setup.clock.now());
    m_claim.release(); // whoever sees that it has stopped may start it
    publishCounters();
    publishStatus(std::move(status));
    Q_EMIT ended();
}

} // namespace core
