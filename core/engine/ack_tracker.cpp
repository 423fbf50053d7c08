// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ack_tracker.h"

#include <algorithm>

namespace core {

FlightId AckTracker::open(BatchPtr batch, std::size_t endpoints)
{
    const FlightId id = m_next++;
    auto flight = std::make_unique<Flight>();
    flight->forAll = static_cast<std::uint8_t>(endpoints);
    flight->openMessages = batch->size();
    for (const LaneRun &run : batch->runs()) {
        const LanePtr &lane = batch->lanes()[run.lane];
        LaneQueue &queue = m_lanes.try_emplace(lane->id, LaneQueue{.lane = lane}).first->second;
        queue.entries.push_back({flight.get(), run.first, run.first + run.count, run.last});
        queue.open += run.count;
    }
    m_open += batch->size();
    m_heldMessages += batch->size();
    m_heldBytes += batch->bytes();
    flight->batch = std::move(batch);
    m_flights.emplace(id, std::move(flight));
    return id;
}

void AckTracker::Flight::countByMessage()
{
    if (open.empty()) {
        open.assign(batch->size(), forAll);
    }
}

void AckTracker::settleAll(Flight &flight)
{
    const Batch &batch = *flight.batch;
    for (const LaneRun &run : batch.runs()) {
        m_lanes.at(batch.lanes()[run.lane]->id).open -= run.count;
    }
    m_finished[static_cast<std::size_t>(Fate::Delivered)] += flight.openMessages;
    m_open -= flight.openMessages;
    flight.openMessages = 0;
}

void AckTracker::settle(Flight &flight, std::uint32_t index)
{
    if (flight.open[index] == 0 || --flight.open[index] > 0) {
        return;
    }
    const Fate fate = flight.fates.empty() ? Fate::Delivered : flight.fates[index];
    ++m_finished[static_cast<std::size_t>(fate)];
    --flight.openMessages;
    --m_open;
    const MessageView &message = flight.batch->messages()[index];
    --m_lanes.at(flight.batch->laneOf(message).id).open;
}

void AckTracker::finish(FlightId id, std::span<const std::uint32_t> only,
                        std::span<const std::uint32_t> except)
{
    const auto found = m_flights.find(id);
    if (found == m_flights.end()) {
        return;
    }
    Flight &flight = *found->second;
    if (flight.open.empty() && only.empty() && except.empty()) {
        if (--flight.forAll > 0) {
            return;
        }
        settleAll(flight);
        close(id, flight);
        return;
    }
    flight.countByMessage();
    auto skip = except.begin();
    const auto one = [&](std::uint32_t index) {
        if (skip != except.end() && *skip == index) {
            ++skip;
        } else {
            settle(flight, index);
        }
    };
    if (only.empty()) {
        for (std::uint32_t i = 0; i < flight.open.size(); ++i) {
            one(i);
        }
    } else {
        std::ranges::for_each(only, one);
    }
    close(id, flight);
}

void AckTracker::finishOne(FlightId id, std::uint32_t index, Fate fate)
{
    const auto found = m_flights.find(id);
    if (found == m_flights.end()) {
        return;
    }
    Flight &flight = *found->second;
    flight.countByMessage();
    if (flight.fates.empty()) {
        flight.fates.assign(flight.open.size(), Fate::Delivered);
    }
    if (flight.fates[index] == Fate::Delivered) {
        flight.fates[index] = fate;
    }
    settle(flight, index);
    close(id, flight);
}

void AckTracker::advanceLanesOf(const Batch &batch)
{
    for (const LanePtr &lane : batch.lanes()) {
        if (const auto found = m_lanes.find(lane->id); found != m_lanes.end()) {
            advance(found->second);
        }
    }
}

void AckTracker::close(FlightId id, Flight &flight)
{
    const BatchPtr batch = flight.batch; // keeps the lanes' names for the walk below
    if (flight.openMessages == 0) {
        for (const LanePtr &lane : batch->lanes()) {
            for (Entry &entry : m_lanes.at(lane->id).entries) {
                if (entry.flight == &flight) {
                    entry.flight = nullptr; // its bytes go now, its place in the lane stays
                }
            }
        }
        m_heldMessages -= batch->size();
        m_heldBytes -= batch->bytes();
        m_done.push_back({batch->arrival(), batch->size()});
        m_flights.erase(id);
    }
    advanceLanesOf(*batch);
}

void AckTracker::advance(LaneQueue &queue)
{
    bool moved = false;
    while (!queue.entries.empty()) {
        Entry &entry = queue.entries.front();
        if (!entry.flight) {
            queue.mark = entry.last;
            moved = true;
            queue.entries.pop_front();
            continue;
        }
        while (entry.next < entry.end && !entry.flight->isOpen(entry.next)) {
            queue.mark = entry.flight->batch->messages()[entry.next].position;
            moved = true;
            ++entry.next;
        }
        if (entry.next < entry.end) {
            break;
        }
        queue.entries.pop_front();
    }
    if (moved && !queue.moved && !queue.dropped) {
        queue.moved = true;
        m_moved.push_back(queue.lane->id);
    }
    if (queue.dropped && queue.entries.empty()) {
        m_lanes.erase(queue.lane->id);
    }
}

std::vector<LaneMark> AckTracker::takeMarks()
{
    std::vector<LaneMark> marks;
    for (const std::uint64_t id : m_moved) {
        if (const auto found = m_lanes.find(id); found != m_lanes.end()) {
            found->second.moved = false;
            if (!found->second.dropped) {
                marks.push_back({found->second.lane, *found->second.mark});
            }
        }
    }
    m_moved.clear();
    return marks;
}

std::optional<Position> AckTracker::mark(std::uint64_t lane) const
{
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? std::nullopt : found->second.mark;
}

std::size_t AckTracker::openIn(std::uint64_t lane) const
{
    const auto found = m_lanes.find(lane);
    return found == m_lanes.end() ? 0 : found->second.open;
}

void AckTracker::dropLane(std::uint64_t lane)
{
    const auto found = m_lanes.find(lane);
    if (found == m_lanes.end()) {
        return;
    }
    found->second.dropped = true;
    if (found->second.entries.empty()) {
        m_lanes.erase(found);
    }
}

AckTracker::Abandoned AckTracker::abandonAll()
{
    Abandoned all{.messages = m_open};
    for (const auto &[id, flight] : m_flights) {
        const auto messages = flight->batch->messages();
        for (std::size_t i = 0; i < messages.size(); ++i) {
            all.unstable += flight->isOpen(i) && !messages[i].position.stable ? 1 : 0;
        }
    }
    m_flights.clear();
    m_lanes.clear();
    m_moved.clear();
    m_open = m_heldMessages = m_heldBytes = 0;
    return all;
}

std::vector<AckTracker::Finished> AckTracker::takeFinished()
{
    return std::exchange(m_done, {});
}

} // namespace core
