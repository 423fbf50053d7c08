// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace core {

/// How a message ended. Delivered only when every endpoint confirmed it, otherwise the first other
/// fate that any endpoint reported.
enum class Fate : std::uint8_t
{
    Delivered,
    DeadLettered,
    Skipped,
    Expired,
    Filtered
};
inline constexpr std::size_t kFates = 5;

using FlightId = std::uint64_t;

/// A lane and the end of its longest finished prefix.
struct LaneMark
{
    LanePtr lane;
    Position position;
};

/// What every batch on its way still waits for, and how far each lane is finished without a hole:
/// only that may be acknowledged. One thread.
class AckTracker final
{
public:
    /// The batch goes to so many endpoints (1 to 255).
    FlightId open(BatchPtr batch, std::size_t endpoints);

    /// One endpoint is done with the messages `only` (empty = all) but for `except`; both
    /// ascending.
    void finish(FlightId flight, std::span<const std::uint32_t> only,
                std::span<const std::uint32_t> except);
    /// One endpoint is done with one message, in another way than delivering it.
    void finishOne(FlightId flight, std::uint32_t index, Fate fate);

    /// Lanes whose finished prefix grew since the last call.
    std::vector<LaneMark> takeMarks();
    /// Where the lane's finished prefix ends now.
    std::optional<Position> mark(std::uint64_t lane) const;
    std::size_t openIn(std::uint64_t lane) const;
    /// The lane is gone: its messages go on, but nothing of it is acknowledged any more.
    void dropLane(std::uint64_t lane);

    std::size_t openMessages() const { return m_open; }
    std::size_t heldMessages() const { return m_heldMessages; } ///< of batches still alive
    std::size_t heldBytes() const { return m_heldBytes; }
    std::uint64_t finished(Fate fate) const { return m_finished[static_cast<std::size_t>(fate)]; }

    struct Abandoned
    {
        std::uint64_t messages = 0;
        std::uint64_t unstable = 0; ///< their source cannot give them again
    };
    /// Lets go of every batch; what was open is handed back to its source.
    Abandoned abandonAll();

    /// Batches that became finished since the last call: arrival and number of messages.
    struct Finished
    {
        TimePoint arrival;
        std::size_t messages;
    };
    std::vector<Finished> takeFinished();

private:
    struct Flight
    {
        BatchPtr batch;
        /// Endpoints that have not answered: the same number for all messages, until an answer
        /// names single ones; then counted by message in `open`.
        std::uint8_t forAll = 0;
        std::vector<std::uint8_t> open = {};
        std::vector<Fate> fates = {}; ///< empty while all were delivered
        std::size_t openMessages = 0;

        bool isOpen(std::size_t index) const { return open.empty() || open[index] > 0; }
        void countByMessage();
    };
    struct Entry
    {
        Flight *flight; ///< null once the whole flight is finished
        std::uint32_t next;
        std::uint32_t end;
        Position last;
    };
    struct LaneQueue
    {
        LanePtr lane;
        std::deque<Entry> entries = {};
        std::optional<Position> mark = {};
        std::size_t open = 0;
        bool moved = false;
        bool dropped = false;
    };

    void settle(Flight &flight, std::uint32_t index);
    void settleAll(Flight &flight);
    void close(FlightId id, Flight &flight);
    void advance(LaneQueue &queue);
    void advanceLanesOf(const Batch &batch);

    std::unordered_map<FlightId, std::unique_ptr<Flight>> m_flights;
    std::unordered_map<std::uint64_t, LaneQueue> m_lanes;
    std::vector<std::uint64_t> m_moved;
    std::vector<Finished> m_done;
    std::array<std::uint64_t, kFates> m_finished{};
    FlightId m_next = 1;
    std::size_t m_open = 0;
    std::size_t m_heldMessages = 0;
    std::size_t m_heldBytes = 0;
};

} // namespace core
