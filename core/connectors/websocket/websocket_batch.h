// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <QByteArray>

namespace core::websocket {

/// Keeps the library's own byte arrays alive; nothing is copied.
class WebSocketBatch final : public Batch
{
public:
    void add(QByteArray message) { m_messages.push_back(std::move(message)); }
    std::size_t count() const { return m_messages.size(); }

    void finish(LanePtr lane, std::int64_t firstNumber, TimePoint arrival, std::int64_t receivedMs)
    {
        std::vector<MessageView> views;
        views.reserve(m_messages.size());
        for (const QByteArray &message : m_messages) {
            views.push_back(
                {.payload = bytesOf(message.constData(), static_cast<std::size_t>(message.size())),
                 .key = {},
                 .headers = {},
                 .timestampMs = -1,
                 .position = {.value = firstNumber++, .stable = false},
                 .lane = 0});
        }
        seal({std::move(lane)}, std::move(views), arrival, receivedMs);
    }

private:
    std::vector<QByteArray> m_messages;
};

} // namespace core::websocket
