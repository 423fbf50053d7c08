// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_runner.h"
#include "core/support/memory_return.h"
#include "core/support/process_memory.h"
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

} // namespace

QString FlowRunner::sourcePath() const
{
    const FlowDefinition &flow = m_setup.flow;
    return flow.from.readsEndpoint() ? QString("flows."_L1 + flow.name + ".from"_L1)
                                     : QString("sources."_L1 + flow.from.entry);
}

/// An endpoint that is read has the other part of the settings.
QString FlowRunner::fieldPath(const Fault &fault) const
{
    const FlowEnd &from = m_setup.flow.from;
    const QString &field = fault.error.field;
    const bool isOfEndpoint = from.readsEndpoint() && fault.path == sourcePath()
        && findField(from.endpoint.schema(), field);
    const QString path = isOfEndpoint ? QString("endpoints."_L1 + from.entry) : fault.path;
    return field.isEmpty() ? path : QString(path + u'.' + field);
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
    watchSleep();
    watchMemory();
    watchWindow();
    if (m_phase == Phase::Running) {
        publishStatus(judge());
    }
    publishSecond();
    m_letters.review(m_setup.clock.now());
    turn();
}

double FlowRunner::windowFill() const
{
    const Window &window = m_setup.flow.delivery.window;
    return std::max(
        static_cast<double>(m_tracker.heldMessages()) / static_cast<double>(window.messages),
        static_cast<double>(m_tracker.heldBytes()) / static_cast<double>(window.bytes.value));
}

/// A sleeping computer's own timers may stand still, so both clocks count. Whoever sets the clock
/// makes us look once for nothing.
void FlowRunner::watchSleep()
{
    constexpr auto kLongest = 10s; // between two looks of somebody awake
    const std::int64_t wallMs = m_setup.clock.wallMs();
    const auto passed = std::chrono::milliseconds(wallMs - std::exchange(m_lastTickMs, wallMs));
    if (std::max<std::chrono::nanoseconds>(passed, m_setup.clock.now() - m_lastTick) < kLongest) {
        return;
    }
    if (m_phase == Phase::Waiting) {
        reopenNow();
    } else if (m_source) {
        m_source->sawSleep();
    }
    for (const auto &line : m_lines) {
        line->endpoint().sawSleep();
    }
}

/// What client libraries unpack is bounded by nothing else.
void FlowRunner::watchMemory()
{
    const std::int64_t limit =
        m_setup.limits.memoryBytes > 0 ? m_setup.limits.memoryBytes : usualMemoryLimit();
    const std::int64_t resident = residentBytes();
    m_memoryFull = m_memoryFull ? resident > limit / 10 * 9 : resident > limit;
}

void FlowRunner::watchWindow()
{
    if (m_phase != Phase::Running || !m_source) {
        return;
    }
    const TimePoint now = m_setup.clock.now();
    if (m_paused && !m_memoryFull && windowFill() <= kResumeFill) {
        m_paused = m_windowFull = false;
        m_source->resume();
    } else if (!m_paused && (m_memoryFull || (m_windowFull && now - m_fullSince >= kPauseAfter))) {
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
    countFates(); // what came in since the last turn is on its way
    FlowSnapshot figures;
    describeSource(figures);
    describeReach(figures);
    figures.latency = m_latency.take();
    figures.windowFill = windowFill();
    figures.elapsedSeconds = std::chrono::duration<double>(now - m_began).count();
    figures.pausedSeconds = m_pausedSeconds;
    figures.lastMessageMs = m_lastMessageMs;
    const MetricPoint point = m_rates.take(figures, m_counters, m_endpointCounters,
                                           std::chrono::duration<double>(now - m_lastTick).count(),
                                           m_setup.clock.wallMs());
    m_lastTick = now;
    m_setup.record->publish(m_counters, m_endpointCounters);
    m_setup.record->publishSecond(figures, point);
    returnUnusedMemory(now, figures.inPerSecond > kBusy);
}

void FlowRunner::describeSource(FlowSnapshot &figures)
{
    if (!m_source) {
        if (m_counters.lost) {
            m_counters.lost = m_earlierLost;
        }
        return;
    }
    const Health health = m_source->health();
    figures.isSourceReady = health.ready;
    figures.attempt = health.ready ? 0 : health.attempt;
    figures.lanes = health.lanes;
    figures.lag = health.lag;
    m_counters.reconnects = m_earlierReconnects + health.reconnects;
    m_counters.lost = health.lost ? std::optional(m_earlierLost + *health.lost) : std::nullopt;
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
                      .field = fieldPath(fault),
                      .fix = fault.error.fix,
                      .stuckAt = fault.stuckAt};
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
    const Health source = m_source->health();
    if (auto status = judgeEnd(source, sourcePath())) {
        return *status;
    }
    std::optional<Error> notice = source.notice;
    for (const auto &line : m_lines) {
        Health health = line->endpoint().health();
        if (auto status = judgeEnd(health, endpointPath(*line))) {
            return *status;
        }
        notice = notice ? std::move(notice) : std::move(health.notice);
        if (line->retryReason()) {
            return faultStatus(FlowState::Degraded, {*line->retryReason(), endpointPath(*line)});
        }
    }
    m_hasWorked = true;
    m_reopen.reset();
    return judgeEase(notice);
}

/// Nothing is wrong with either end.
FlowStatus FlowRunner::judgeEase(const std::optional<Error> &notice) const
{
    const TimePoint now = m_setup.clock.now();
    FlowStatus status{.state =
                          now - m_lastMessage > kIdleAfter ? FlowState::Idle : FlowState::Running};
    if (notice) {
        status.code = QString::fromLatin1(notice->id);
        status.message = notice->message;
        status.fix = notice->fix;
    }
    if (m_memoryFull) {
        status.state = FlowState::Degraded;
        status.code = u"flow.memory_full"_s;
        status.message = text(WEIR_TEXT("The program holds more memory than it should: intake "
                                        "pauses until it is less, nothing is lost"));
        return status;
    }
    if (m_windowFull && windowFill() > kDegradedFill && now - m_fullSince > kFullFor) {
        status.state = FlowState::Degraded;
        status.code = u"flow.window_full"_s;
        status.message = text(WEIR_TEXT("The endpoint is slower than the source: intake pauses, "
                                        "nothing is lost"));
        status.message += notice ? QString(u". "_s + notice->message) : QString();
    }
    return status;
}

void FlowRunner::publishStatus(FlowStatus status)
{
    const FlowDefinition &flow = m_setup.flow;
    const int attempt = m_source ? m_source->health().attempt : m_reopen.attempt();
    const QString kind = status.code + u'#' + QString::number(attempt);
    const bool isAtEase = status.state == FlowState::Running || status.state == FlowState::Idle;
    if (status.code.isEmpty() || isAtEase) { // with a code it is a notice
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
            isFailure ? Severity::Error : Severity::Warning, status.stuckAt);
    }
    m_setup.record->publish(std::move(status));
}

} // namespace core
