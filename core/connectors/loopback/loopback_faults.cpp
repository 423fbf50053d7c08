// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_channel.h"
#include "core/support/text.h"

/// The part of a channel by which tests let it misbehave.
namespace core::loopback {

std::int64_t LoopbackChannel::acknowledged(int lane) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? -1 : found->second.acknowledged;
}

void LoopbackChannel::assign(int lane)
{
    const std::scoped_lock lock(m_mutex);
    for (LoopbackReader *reader : m_readers) {
        assignTo(*reader, lane);
    }
    wakeReaders();
}

void LoopbackChannel::revoke(int lane, TimePoint deadline)
{
    withdraw(lane, LaneEvent::Kind::Revoking, deadline);
}

void LoopbackChannel::lose(int lane)
{
    withdraw(lane, LaneEvent::Kind::Lost, {});
}

void LoopbackChannel::withdraw(int lane, LaneEvent::Kind kind, TimePoint deadline)
{
    const std::scoped_lock lock(m_mutex);
    m_lanes[lane].released = kind == LaneEvent::Kind::Lost;
    for (LoopbackReader *reader : m_readers) {
        const auto found = reader->lanes.find(lane);
        if (found == reader->lanes.end() || !found->second.assigned) {
            continue;
        }
        found->second.assigned = false;
        reader->events.push_back(
            LaneEvent{.kind = kind, .lane = found->second.info, .deadline = deadline, .end = {}});
        if (kind == LaneEvent::Kind::Lost) {
            reader->lanes.erase(found); // its acknowledgements come too late from here on
        }
    }
    wakeReaders();
}

bool LoopbackChannel::isReleased(int lane) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() || found->second.released;
}

int LoopbackChannel::opened() const
{
    const std::scoped_lock lock(m_mutex);
    return m_opened;
}

bool LoopbackChannel::wasMissing() const
{
    const std::scoped_lock lock(m_mutex);
    return m_wasMissing;
}

std::vector<SourceEnding> LoopbackChannel::endings() const
{
    const std::scoped_lock lock(m_mutex);
    return m_endings;
}

void LoopbackChannel::failOpen(Error error)
{
    const std::scoped_lock lock(m_mutex);
    m_openError = std::move(error);
}

void LoopbackChannel::failPoll(Error error)
{
    const std::scoped_lock lock(m_mutex);
    m_pollError = std::move(error);
    wakeReaders();
}

void LoopbackChannel::failEndpoint(std::optional<Error> error)
{
    const std::scoped_lock lock(m_mutex);
    m_endpointError = std::move(error);
    wakeWriters();
}

std::optional<Error> LoopbackChannel::endpointFailure() const
{
    const std::scoped_lock lock(m_mutex);
    return m_endpointError;
}

void LoopbackChannel::setSilent(bool silent)
{
    const std::scoped_lock lock(m_mutex);
    m_silent = silent;
    wakeReaders();
    wakeWriters();
}

Health LoopbackChannel::health(const Clock &clock) const
{
    Health health;
    health.ready = !isSilent();
    if (health.ready) {
        health.lastRoundTrip = clock.now();
    } else {
        health.trouble = Error{.code = ErrorCode::Timeout,
                               .id = "loopback.silent",
                               .message = text(WEIR_TEXT("The channel does not answer"))};
    }
    return health;
}

bool LoopbackChannel::isSilent() const
{
    const std::scoped_lock lock(m_mutex);
    return m_silent;
}

void LoopbackChannel::setEnded()
{
    const std::scoped_lock lock(m_mutex);
    m_ended = true;
    wakeReaders();
}

void LoopbackChannel::setJudge(Judge judge)
{
    const std::scoped_lock lock(m_mutex);
    m_judge = std::move(judge);
}

std::optional<MessageOutcome> LoopbackChannel::judge(const LoopbackMessage &message) const
{
    Judge ask;
    {
        const std::scoped_lock lock(m_mutex);
        ask = m_judge; // called without the lock: it may push or take
    }
    return ask ? ask(message) : std::nullopt;
}

void LoopbackChannel::setStored(std::vector<StoredPosition> positions)
{
    const std::scoped_lock lock(m_mutex);
    m_stored = std::move(positions);
}

std::vector<StoredPosition> LoopbackChannel::stored() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stored;
}

} // namespace core::loopback
