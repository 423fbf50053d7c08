// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/message_view.h"
#include "core/support/clock.h"

#include <memory>
#include <vector>

namespace core::websocket {

/// Messages that arrived one after the other, in one piece of memory. Filled by one thread, then
/// read by any.
class ReceivedChunk final
{
public:
    /// `capacity` in bytes; a longer first message gets the room it needs.
    ReceivedChunk(TimePoint arrival, std::size_t capacity);

    /// False when it has no room for this one.
    bool add(Bytes message);

    TimePoint arrival() const { return m_arrival; } ///< of the first message
    std::size_t count() const { return m_pieces.size(); }
    Bytes at(std::size_t index) const { return m_pieces[index]; }

private:
    TimePoint m_arrival;
    std::size_t m_capacity;
    std::size_t m_used = 0;
    std::unique_ptr<char[]> m_memory;
    std::vector<Bytes> m_pieces;
};

} // namespace core::websocket
