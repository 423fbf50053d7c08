// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_runner.h"
#include "core/support/memory_return.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

constexpr auto kIdleAfter = 30s;
constexpr auto kPauseAfter = 30s;
/// A window that is full for a moment is back-pressure at work, not trouble.
constexpr auto kFullFor = 5s;
constexpr double kDegradedFill = 0.85;
constexpr double kResumeFill = 0.40;

float rateOf(std::uint64_t now, std::uint64_t before, double seconds)
{
    return static_cast<float>(static_cast<double>(now - before) / std::max(seconds, 0.001));
}

std::uint64_t refusedOf(const FlowCounters &counters)
{
    return counters.deadLettered + counters.skipped;
}

} // namespace

QString FlowRunner::sourcePath() const
{
    return "sources."_L1 + m_setup.flow.from.entry;
}

QString FlowRunner::endpointPath(const EndpointLine &line)
{
    return "endpoints."_L1 + line.end().entry;
}

void FlowRunner::tick()
{
    if (m_phase == Phase::Ended) {
        return;
    }
    m_setup.clock.callAfter(1s, this, [this] { tick(); });
    watchWindow();
    if (m_phase == Phase::Running) {
        publishStatus(judge());
    }
    publishSecond();
    turn();
}

double FlowRunner::windowFill() const
{
    const Window &window = m_setup.flow.delivery.window;
    return std::max(
        static_cast<double>(m_tracker.heldMessages()) / static_cast<double>(window.messages),
        static_cast<double>(m_tracker.heldBytes()) / static_cast<double>(window.bytes.value));
}

void FlowRunner::watchWindow()
{
    if (m_phase != Phase::Running || !m_source) {
        return;
    }
    const TimePoint now = m_setup.clock.now();
    if (m_paused && windowFill() <= kResumeFill) {
        m_paused = m_windowFull = false;
        m_source->resume();
    } else if (!m_paused && m_windowFull && now - m_fullSince >= kPauseAfter) {
        m_paused = true;
        m_source->pause();
    }
    if (m_windowFull || m_paused) {
        m_pausedSeconds += std::chrono::duration<double>(now - m_lastTick).count();
    }
    if (!m_paused) {
        return;
    }
    // Only to stay a member: what is paused gives nothing, and events are served.
    if (Result<Polled> polled = m_source->poll(1, 1); polled) {
        accept(*std::move(polled));
    } else {
        breakDown(polled.error(), sourcePath());
    }
}

void FlowRunner::publishSecond()
{
    constexpr double kBusy = 10'000; // messages a second
    const TimePoint now = m_setup.clock.now();
    const double seconds = std::chrono::duration<double>(now - m_lastTick).count();
    countFates(); // what came in since the last turn is on its way
    FlowSnapshot figures;
    if (m_source) {
        const Health health = m_source->health();
        figures.isSourceReady = health.ready;
        figures.attempt = health.ready ? 0 : health.attempt;
        figures.lanes = health.lanes;
        figures.lag = health.lag;
        m_counters.reconnects = m_earlierReconnects + health.reconnects;
        m_counters.lost = health.lost ? std::optional(m_earlierLost + *health.lost) : std::nullopt;
    } else if (m_counters.lost) {
        m_counters.lost = m_earlierLost;
    }
    describeReach(figures);
    std::uint64_t outBytes = 0;
    for (const EndpointCounters &endpoint : m_endpointCounters) {
        outBytes += endpoint.outBytes;
    }
    figures.latency = m_latency.take();
    figures.inPerSecond = rateOf(m_counters.inMessages, m_lastSecond.inMessages, seconds);
    figures.outPerSecond = rateOf(m_counters.delivered, m_lastSecond.delivered, seconds);
    figures.inBytesPerSecond = rateOf(m_counters.inBytes, m_lastSecond.inBytes, seconds);
    figures.outBytesPerSecond = rateOf(outBytes, m_lastOutBytes, seconds);
    figures.windowFill = windowFill();
    figures.elapsedSeconds = std::chrono::duration<double>(now - m_began).count();
    figures.pausedSeconds = m_pausedSeconds;
    figures.lastMessageMs = m_lastMessageMs;
    MetricPoint point{.atMs = m_setup.clock.wallMs(),
                      .inPerSecond = static_cast<float>(figures.inPerSecond),
                      .outPerSecond = static_cast<float>(figures.outPerSecond),
                      .refusedPerSecond =
                          rateOf(refusedOf(m_counters), refusedOf(m_lastSecond), seconds),
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
    m_lastSecond = m_counters;
    m_lastOutBytes = outBytes;
    m_lastTick = now;
    m_setup.record->publish(m_counters, m_endpointCounters);
    m_setup.record->publishSecond(figures, point);
    returnUnusedMemory(now, figures.inPerSecond > kBusy);
}

void FlowRunner::describeReach(FlowSnapshot &figures) const
{
    for (const auto &line : m_lines) {
        figures.readyEndpoints += line->endpoint().health().ready ? 1 : 0;
    }
    if (m_phase == Phase::Waiting) {
        figures.attempt = m_reopen.attempt();
        figures.nextTryMs = m_nextTryMs;
    }
}

FlowStatus FlowRunner::faultStatus(FlowState state, const Fault &fault) const
{
    return FlowStatus{.state = state,
                      .code = QString::fromLatin1(fault.error.id),
                      .message = fault.error.message,
                      .field = fault.error.field.isEmpty() ? fault.path
                                                           : fault.path + u'.' + fault.error.field,
                      .fix = fault.error.fix};
}

FlowStatus FlowRunner::judge()
{
    const FlowState unready = m_hasWorked ? FlowState::Degraded : FlowState::Starting;
    const auto judgeEnd = [&](const Health &health,
                              const QString &path) -> std::optional<FlowStatus> {
        if (health.trouble) {
            return faultStatus(health.ready ? FlowState::Degraded : unready,
                               {*health.trouble, path});
        }
        return health.ready ? std::nullopt : std::optional(FlowStatus{.state = unready});
    };
    if (auto status = judgeEnd(m_source->health(), sourcePath())) {
        return *status;
    }
    for (const auto &line : m_lines) {
        if (auto status = judgeEnd(line->endpoint().health(), endpointPath(*line))) {
            return *status;
        }
        if (line->retryReason()) {
            return faultStatus(FlowState::Degraded, {*line->retryReason(), endpointPath(*line)});
        }
    }
    m_hasWorked = true;
    m_reopen.reset();
    if (m_windowFull && windowFill() > kDegradedFill
        && m_setup.clock.now() - m_fullSince > kFullFor) {
        return {.state = FlowState::Degraded,
                .code = u"flow.window_full"_s,
                .message = text(WEIR_TEXT("The endpoint is slower than the source: intake pauses, "
                                          "nothing is lost"))};
    }
    const bool isIdle = m_setup.clock.now() - m_lastMessage > kIdleAfter;
    return {.state = isIdle ? FlowState::Idle : FlowState::Running};
}

void FlowRunner::publishStatus(FlowStatus status)
{
    const FlowDefinition &flow = m_setup.flow;
    const int attempt = m_source ? m_source->health().attempt : m_reopen.attempt();
    const QString kind = status.code + u'#' + QString::number(attempt);
    if (status.code.isEmpty()) {
        if (!m_reported.isEmpty() && status.state != FlowState::Starting) {
            m_setup.problems.solve(flow.id);
            m_reported.clear();
        }
    } else if (kind != m_reported) {
        m_reported = kind;
        const QByteArray id = status.code.toLatin1();
        const bool isFailure = status.state == FlowState::Failed;
        m_setup.problems.report(
            flow.id, flow.name,
            {.id = id.constData(), .message = status.message, .fix = status.fix}, status.field,
            isFailure ? Severity::Error : Severity::Warning);
    }
    m_setup.record->publish(std::move(status));
}

} // namespace core
