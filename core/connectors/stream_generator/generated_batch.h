// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <string>

namespace core::stream_generator {

/// Events written straight behind each other into one buffer: no copy and no allocation for each.
class GeneratedBatch final : public Batch
{
public:
    explicit GeneratedBatch(std::size_t bytesExpected) { m_bytes.reserve(bytesExpected); }

    std::string &buffer() { return m_bytes; }
    /// What was appended since the last call is one event.
    void endEvent(std::int64_t number, std::int64_t timestampMs)
    {
        m_ends.push_back({m_bytes.size(), number, timestampMs});
    }
    std::size_t count() const { return m_ends.size(); }

    void finish(LanePtr lane, TimePoint arrival, std::int64_t receivedMs)
    {
        std::vector<MessageView> views;
        views.reserve(m_ends.size());
        std::size_t start = 0;
        for (const End &end : m_ends) {
            views.push_back({.payload = bytesOf(m_bytes.data() + start, end.at - start),
                             .key = {},
                             .headers = {},
                             .timestampMs = end.timestampMs,
                             .position = {.value = end.number, .stable = false},
                             .lane = 0});
            start = end.at;
        }
        m_ends = {};
        seal({std::move(lane)}, std::move(views), arrival, receivedMs);
    }

private:
    struct End
    {
        std::size_t at;
        std::int64_t number;
        std::int64_t timestampMs;
    };
    std::string m_bytes;
    std::vector<End> m_ends;
};

} // namespace core::stream_generator
