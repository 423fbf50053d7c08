// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/support/clock.h"

#include <memory>
#include <span>
#include <vector>

namespace core {

/// A run of messages of one lane inside a batch.
struct LaneRun
{
    std::uint32_t lane = 0; ///< index into lanes()
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    Position last = {};
};

/// Where a message was first read, when it was kept and is sent once more.
struct MessageOrigin
{
    LanePtr lane = {};
    Position position = {};
};

/// Messages in arrival order together with whatever keeps their bytes alive; sources derive from it
/// to own the client library's objects. Immutable once sealed, read from several threads; every
/// batch is gone before its source closes.
class Batch
{
public:
    virtual ~Batch() = default;
    Batch(const Batch &) = delete;
    Batch &operator=(const Batch &) = delete;

    std::span<const MessageView> messages() const { return m_messages; }
    std::span<const LanePtr> lanes() const { return m_lanes; }
    std::span<const LaneRun> runs() const { return m_runs; }
    const LaneInfo &laneOf(const MessageView &message) const { return *m_lanes[message.lane]; }
    /// What is told of a message's topic and place; its lane and position but for dead letters,
    /// which are acknowledged by others. `message` is one of messages(), no copy.
    const LanePtr &originLaneOf(const MessageView &message) const
    {
        return m_origins.empty() ? m_lanes[message.lane] : m_origins[indexOf(message)].lane;
    }
    Position originPositionOf(const MessageView &message) const
    {
        return m_origins.empty() ? message.position : m_origins[indexOf(message)].position;
    }

    std::size_t size() const { return m_messages.size(); }
    bool isEmpty() const { return m_messages.empty(); }
    /// Payloads and keys, plus what the library holds for each message.
    std::size_t bytes() const { return m_bytes; }
    TimePoint arrival() const { return m_arrival; }
    std::int64_t receivedMs() const { return m_receivedMs; }

protected:
    Batch() = default;

    /// Called once by the source, before anybody else sees the batch.
    void seal(std::vector<LanePtr> lanes, std::vector<MessageView> messages, TimePoint arrival,
              std::int64_t receivedMs);
    /// One for each message; before or after seal(), not at all where they say nothing new.
    void setOrigins(std::vector<MessageOrigin> origins) { m_origins = std::move(origins); }

private:
    std::size_t indexOf(const MessageView &message) const
    {
        return static_cast<std::size_t>(&message - m_messages.data());
    }

    std::vector<LanePtr> m_lanes;
    std::vector<MessageView> m_messages;
    std::vector<LaneRun> m_runs;
    std::vector<MessageOrigin> m_origins;
    std::size_t m_bytes = 0;
    TimePoint m_arrival = {};
    std::int64_t m_receivedMs = 0;
};

using BatchPtr = std::shared_ptr<const Batch>;

} // namespace core
