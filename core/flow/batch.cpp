// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/batch.h"

namespace core {

void Batch::seal(std::vector<LanePtr> lanes, std::vector<MessageView> messages, TimePoint arrival,
                 std::int64_t receivedMs)
{
    m_lanes = std::move(lanes);
    m_messages = std::move(messages);
    m_arrival = arrival;
    m_receivedMs = receivedMs;
    for (std::uint32_t i = 0; i < m_messages.size(); ++i) {
        const MessageView &message = m_messages[i];
        m_bytes += message.size();
        if (m_runs.empty() || m_runs.back().lane != message.lane) {
            m_runs.push_back(LaneRun{.lane = message.lane, .first = i, .count = 0, .last = {}});
        }
        ++m_runs.back().count;
        m_runs.back().last = message.position;
    }
}

} // namespace core
