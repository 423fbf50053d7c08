// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/received_chunk.h"
#include "core/flow/batch.h"
#include "core/support/units.h"

#include <deque>

namespace core::websocket {

/// What arrived and was not handed over yet, at most 10,000 messages or 4 MiB and one message. One
/// thread.
class ReceivedQueue final
{
public:
    /// True for the first one since it was empty.
    bool add(Bytes message, Clock &clock);
    /// The oldest messages of one arrival; null when there are none.
    BatchPtr take(std::size_t maxMessages, std::size_t maxBytes, const LanePtr &lane, Clock &clock);
    void clear();

    std::size_t count() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }
    bool isFull() const { return m_count >= kMostMessages || m_bytes >= kMostBytes; }
    bool hasRoom() const { return m_count <= kMostMessages / 2 && m_bytes <= kMostBytes / 2; }

private:
    static constexpr std::size_t kMostMessages = 10'000;
    static constexpr std::size_t kMostBytes = 4 * kMiB;

    ReceivedChunk &openChunk(Clock &clock);

    std::deque<std::shared_ptr<ReceivedChunk>> m_chunks;
    std::size_t m_taken = 0; ///< messages of the first chunk that are gone
    std::size_t m_count = 0;
    std::size_t m_bytes = 0;
    std::size_t m_capacity = 0; ///< of the next chunk: much where much arrives
    std::int64_t m_number = 0; ///< of the message to hand over
};

} // namespace core::websocket
