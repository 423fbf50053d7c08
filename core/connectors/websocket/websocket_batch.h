// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/websocket/received_chunk.h"
#include "core/flow/batch.h"

namespace core::websocket {

/// Some messages of a chunk, which it keeps alive; nothing is copied.
class WebSocketBatch final : public Batch
{
public:
    WebSocketBatch(std::shared_ptr<const ReceivedChunk> chunk, std::size_t first, std::size_t count,
                   LanePtr lane, std::int64_t firstNumber, std::int64_t receivedMs)
        : m_chunk(std::move(chunk))
    {
        std::vector<MessageView> views(count);
        for (std::size_t i = 0; i < count; ++i) {
            views[i].payload = m_chunk->at(first + i);
            views[i].position = {.value = firstNumber++, .stable = false};
        }
        seal({std::move(lane)}, std::move(views), m_chunk->arrival(), receivedMs);
    }

private:
    const std::shared_ptr<const ReceivedChunk> m_chunk;
};

} // namespace core::websocket
