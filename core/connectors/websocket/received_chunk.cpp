// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/websocket/received_chunk.h"

#include <cstring>

namespace core::websocket {
namespace {

constexpr std::size_t kMostMessages = 1000;

} // namespace

ReceivedChunk::ReceivedChunk(TimePoint arrival, std::size_t capacity)
    : m_arrival(arrival), m_capacity(capacity)
{ }

bool ReceivedChunk::add(Bytes message)
{
    if (m_pieces.size() >= kMostMessages) {
        return false;
    }
    if (m_capacity - m_used < message.size()) {
        if (!m_pieces.empty()) {
            return false;
        }
        m_capacity = message.size();
    }
    if (!m_memory) {
        m_memory = std::make_unique_for_overwrite<char[]>(m_capacity);
    }
    char *begin = m_memory.get() + m_used;
    if (!message.empty()) {
        std::memcpy(begin, message.data(), message.size());
    }
    m_pieces.push_back(bytesOf(begin, message.size()));
    m_used += message.size();
    return true;
}

} // namespace core::websocket
