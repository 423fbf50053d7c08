// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

namespace core {

/// How far the kept position of one lane may go. A refused message is not settled when its
/// endpoint's write is: the dead-letter store follows, or the flow stops at it. So the kept
/// position stays in front of it for a while, and what is read again meanwhile comes twice.
class UnsettledRefusals final
{
public:
    static constexpr std::chrono::seconds kUnsettled{10};

    void add(std::int64_t position, TimePoint now)
    {
        constexpr std::size_t kMost = 100'000;
        if (m_refused.size() < kMost) { // the oldest ones hold the position anyway
            m_refused.emplace_back(position, now);
        }
    }

    /// `last` or the place in front of the oldest unsettled refusal; none when that is before all.
    std::optional<std::int64_t> keepable(std::int64_t last, TimePoint now)
    {
        while (!m_refused.empty() && now - m_refused.front().second > kUnsettled) {
            m_refused.pop_front();
        }
        if (m_refused.empty() || m_refused.front().first > last) {
            return last;
        }
        const std::int64_t before = m_refused.front().first - 1;
        return before >= 0 ? std::optional(before) : std::nullopt;
    }

private:
    std::deque<std::pair<std::int64_t, TimePoint>> m_refused;
};

} // namespace core
