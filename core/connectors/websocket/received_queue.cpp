// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/received_queue.h"

#include "core/connectors/websocket/websocket_batch.h"

#include <algorithm>

namespace core::websocket {
namespace {

constexpr std::size_t kSmallChunk = 4 * kKiB;
constexpr std::size_t kLargeChunk = 64 * kKiB;

} // namespace

ReceivedChunk &ReceivedQueue::openChunk(Clock &clock)
{
    m_capacity = m_chunks.empty() ? kSmallChunk : std::min(m_capacity * 2, kLargeChunk);
    m_chunks.push_back(std::make_shared<ReceivedChunk>(clock.now(), m_capacity));
    return *m_chunks.back();
}

bool ReceivedQueue::add(Bytes message, Clock &clock)
{
    // others may be reading what a chunk has handed over: it takes nothing more
    const bool isOpen = !m_chunks.empty() && (m_chunks.size() > 1 || m_taken == 0);
    if (!isOpen || !m_chunks.back()->add(message)) {
        openChunk(clock).add(message);
    }
    m_bytes += message.size();
    return ++m_count == 1;
}

BatchPtr ReceivedQueue::take(std::size_t maxMessages, std::size_t maxBytes, const LanePtr &lane,
                             Clock &clock)
{
    if (isEmpty() || maxMessages == 0) {
        return nullptr;
    }
    const std::shared_ptr<ReceivedChunk> chunk = m_chunks.front();
    const std::size_t first = m_taken;
    std::size_t bytes = 0;
    while (m_taken < chunk->count() && m_taken - first < maxMessages && bytes < maxBytes) {
        bytes += chunk->at(m_taken).size();
        ++m_taken;
    }
    const std::size_t count = m_taken - first;
    if (m_taken == chunk->count()) {
        m_chunks.pop_front();
        m_taken = 0;
    }
    m_bytes -= bytes;
    m_count -= count;
    const std::int64_t number = std::exchange(m_number, m_number + std::int64_t(count));
    return std::make_shared<WebSocketBatch>(chunk, first, count, lane, number, clock.wallMs());
}

void ReceivedQueue::clear()
{
    m_chunks.clear();
    m_taken = 0;
    m_count = 0;
    m_bytes = 0;
}

} // namespace core::websocket
