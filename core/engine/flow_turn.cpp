// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_runner.h"
#include "core/engine/sampler.h"
#include "core/support/logging.h"

namespace core {
namespace {

/// Enough for a source to be quick, little enough for a turn to be short.
constexpr std::size_t kMostAtOnce = 10'000;

DeadLetter letterOf(const FlowDefinition &flow, const EndpointLine &line, const Settled &settled,
                    const Settled::Refusal &refusal, std::int64_t nowMs)
{
    DeadLetter letter =
        core::letterOf(flow, *settled.batch, settled.batch->messages()[refusal.index]);
    letter.endpoint = line.end().entry;
    letter.storedMs = nowMs;
    letter.code = QString::fromLatin1(refusal.error.id);
    letter.reason = refusal.error.message;
    letter.tries = refusal.tries;
    return letter;
}

} // namespace

void FlowRunner::handleWakeup()
{
    m_wakeup.clear();
    turn();
}

void FlowRunner::queueTurn()
{
    if (m_turnQueued) {
        return;
    }
    m_turnQueued = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_turnQueued = false;
            turn();
        },
        Qt::QueuedConnection);
}

void FlowRunner::turn()
{
    if (m_phase == Phase::Waiting || m_phase == Phase::Ended) {
        return;
    }
    collectAnswers();
    checkEndpoints();
    if (m_source) {
        acknowledge();
        releaseLanes();
    }
    if (m_phase == Phase::Running) {
        takeIn();
    }
    if (m_phase == Phase::Running && !m_hasWorked) {
        publishStatus(judge()); // a start is not kept waiting for the next second
    }
    publishCounters();
    checkEnd();
}

void FlowRunner::collectAnswers()
{
    NewLetters letters;
    for (const auto &line : m_lines) {
        line->retryDue();
        for (Settled &settled : line->collect()) {
            m_tracker.finish(settled.flight, settled.only, settled.notDelivered);
            settle(*line, settled, letters);
        }
        wakeAt(line->nextRetry());
    }
    if (!storeDeadLetters(letters)) {
        return;
    }
    const TimePoint now = m_setup.clock.now();
    for (const AckTracker::Finished &done : m_tracker.takeFinished()) {
        m_latency.add(now - done.arrival, done.messages);
    }
}

void FlowRunner::settle(EndpointLine &line, Settled &settled, NewLetters &letters)
{
    for (Settled::Refusal &refusal : settled.refusals) {
        if (refusal.verdict == Verdict::Expired) {
            ++line.counters().expired;
            m_tracker.finishOne(settled.flight, refusal.index, Fate::Expired);
        } else if (refusal.verdict == Verdict::Filtered) {
            m_tracker.finishOne(settled.flight, refusal.index, Fate::Filtered);
        } else if (m_setup.flow.onError == OnError::Skip) {
            ++line.counters().skipped;
            m_tracker.finishOne(settled.flight, refusal.index, Fate::Skipped);
        } else if (m_setup.flow.onError == OnError::Stop && !refusal.isDecided) {
            // Left open, so that neither it nor anything behind it is acknowledged.
            Error error = refusal.error;
            error.code = ErrorCode::Rejected;
            breakDown(std::move(error), endpointPath(line));
        } else {
            ++line.counters().deadLettered;
            letters.letters.push_back(
                letterOf(m_setup.flow, line, settled, refusal, m_setup.clock.wallMs()));
            letters.open.emplace_back(settled.flight, refusal.index);
        }
    }
}

/// What the source does not let through is refused in the name of every endpoint.
void FlowRunner::refuse(FlightId flight, const BatchPtr &batch, std::vector<MessageOutcome> refused)
{
    NewLetters letters;
    for (const auto &line : m_lines) {
        Settled settled{.flight = flight, .batch = batch};
        for (const MessageOutcome &outcome : refused) {
            settled.refusals.push_back({.index = outcome.index,
                                        .verdict = outcome.verdict,
                                        .error = outcome.error,
                                        .isDecided = outcome.isDecided});
        }
        settle(*line, settled, letters);
    }
    storeDeadLetters(letters);
}

bool FlowRunner::storeDeadLetters(NewLetters &letters)
{
    if (letters.letters.empty()) {
        return true;
    }
    const Result<void> stored = m_letters.keep(std::move(letters.letters));
    if (!stored) {
        breakDown(stored.error(), QStringLiteral("flows.") + m_setup.flow.name);
        return false;
    }
    for (const auto &[flight, index] : letters.open) {
        m_tracker.finishOne(flight, index, Fate::DeadLettered);
    }
    return true;
}

void FlowRunner::acknowledge()
{
    for (const LaneMark &mark : m_tracker.takeMarks()) {
        m_source->acknowledge(*mark.lane, mark.position);
    }
}

void FlowRunner::releaseLanes()
{
    if (!m_lanes.isRevoking()) {
        return;
    }
    const std::vector<LanePtr> released = m_lanes.takeReleased(m_tracker, m_setup.clock.now());
    if (released.empty()) {
        wakeAt(m_lanes.nextDeadline());
        return;
    }
    for (const LanePtr &lane : released) {
        m_tracker.dropLane(lane->id);
    }
    m_source->lanesReleased(released);
}

bool FlowRunner::isWindowFull()
{
    const Window &window = m_setup.flow.delivery.window;
    const auto messages = static_cast<std::size_t>(window.messages);
    const auto bytes = static_cast<std::size_t>(window.bytes.value);
    const bool isOver = m_tracker.heldMessages() >= messages || m_tracker.heldBytes() >= bytes;
    // Once full, a good part must be free again: tiny batches would cost more than they bring.
    const bool isNearlyFull = m_tracker.heldMessages() > messages - messages / 4
        || m_tracker.heldBytes() > bytes - bytes / 4;
    const bool isFull = m_windowFull ? isNearlyFull : isOver;
    if (isFull && !m_windowFull) {
        m_fullSince = m_setup.clock.now();
    }
    m_windowFull = isFull && m_tracker.heldMessages() > 0;
    return m_windowFull;
}

std::size_t FlowRunner::roomInMessages() const
{
    const auto window = static_cast<std::size_t>(m_setup.flow.delivery.window.messages);
    std::size_t room = std::min(kMostAtOnce, window - std::min(window, m_tracker.heldMessages()));
    if (m_setup.limits.maxMessages) {
        room = std::min<std::size_t>(room, *m_setup.limits.maxMessages - m_takenIn);
    }
    return room;
}

void FlowRunner::takeIn()
{
    if (m_intakeEnded || m_lanes.isRevoking() || m_paused || isWindowFull()) {
        return;
    }
    const auto bytes = static_cast<std::size_t>(m_setup.flow.delivery.window.bytes.value);
    Result<Polled> polled =
        m_source->poll(roomInMessages(), bytes - std::min(bytes, m_tracker.heldBytes()));
    if (!polled) {
        breakDown(polled.error(), sourcePath());
        return;
    }
    accept(*std::move(polled));
}

void FlowRunner::accept(Polled polled)
{
    noteLaneEvents(polled.laneEvents);
    if (polled.batch && !polled.batch->isEmpty()) {
        m_lastMessage = m_setup.clock.now();
        m_lastMessageMs = polled.batch->receivedMs();
        m_counters.inMessages += polled.batch->size();
        m_counters.inBytes += polled.batch->bytes();
        m_takenIn += polled.batch->size();
        m_setup.record->sampler().offer(*polled.batch);
        const FlightId flight = m_tracker.open(polled.batch, m_lines.size());
        for (const auto &line : m_lines) {
            line->send(flight, polled.batch, polled.refused);
        }
        if (!polled.refused.empty()) {
            refuse(flight, polled.batch, std::move(polled.refused));
        }
    }
    if (polled.ended || (m_setup.limits.maxMessages && m_takenIn >= *m_setup.limits.maxMessages)) {
        m_intakeEnded = true;
        m_source->stopIntake();
        queueTurn();
    } else if (polled.more) {
        queueTurn();
    }
}

void FlowRunner::noteLaneEvents(const std::vector<LaneEvent> &events)
{
    for (const LaneEvent &event : events) {
        switch (event.kind) {
        case LaneEvent::Kind::Assigned:
            m_lanes.assigned(event);
            m_sourceWasMissing = false;
            break;
        case LaneEvent::Kind::Revoking: m_lanes.revoking(event); break;
        case LaneEvent::Kind::Drained: m_lanes.drained(event); break;
        case LaneEvent::Kind::Lost:
            m_lanes.lost(event);
            m_tracker.dropLane(event.lane->id);
            break;
        }
    }
    if (m_lanes.isRevoking()) {
        queueTurn();
    }
}

void FlowRunner::checkEndpoints()
{
    if (m_phase != Phase::Running) {
        return;
    }
    for (const auto &line : m_lines) {
        if (std::optional<Error> failed = line->endpoint().failure()) {
            breakDown(*std::move(failed), endpointPath(*line));
            return;
        }
    }
}

void FlowRunner::checkEnd()
{
    const bool isOver = hasDrained() || m_setup.clock.now() >= m_breakUntil;
    if (m_phase == Phase::Stopping && isOver) {
        finish({.state = FlowState::Stopped});
    } else if (m_phase == Phase::Breaking) {
        // An endpoint that cannot go on will not answer; a message left open on purpose neither.
        const bool waits = m_fault->path == sourcePath();
        if (isOver || !waits) {
            finishBreaking();
        }
    } else if (m_phase == Phase::Running) {
        const bool isCaughtUp = m_setup.limits.untilCaughtUp && m_lanes.isCaughtUp(m_tracker);
        if (isCaughtUp || (m_intakeEnded && hasDrained())) {
            finish({.state = FlowState::Completed});
        }
    }
}

void FlowRunner::wakeAt(std::optional<TimePoint> when)
{
    if (!when || (m_wakeAt && *m_wakeAt <= *when)) {
        return;
    }
    m_wakeAt = when;
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(*when - m_setup.clock.now());
    m_setup.clock.callAfter(std::max(delay, std::chrono::milliseconds(0)), this, [this] {
        m_wakeAt.reset();
        turn();
    });
}

void FlowRunner::publishCounters()
{
    countFates();
    m_setup.record->publish(m_counters, m_endpointCounters);
}

void FlowRunner::countFates()
{
    const auto fate = [this](Fate f) {
        return m_earlierFates[static_cast<std::size_t>(f)] + m_tracker.finished(f);
    };
    m_counters.delivered = fate(Fate::Delivered);
    m_counters.deadLettered = fate(Fate::DeadLettered);
    m_counters.skipped = fate(Fate::Skipped);
    m_counters.expired = fate(Fate::Expired);
    m_counters.filtered = fate(Fate::Filtered);
    m_counters.inFlight = m_tracker.openMessages();
    m_counters.inFlightBytes = m_tracker.heldBytes();
    std::uint64_t retries = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_endpointCounters[i] = m_lines[i]->counters();
    }
    for (const EndpointCounters &endpoint : m_endpointCounters) {
        retries += endpoint.retries;
    }
    m_counters.retries = std::max(retries, m_earlierRetries);
}

} // namespace core
