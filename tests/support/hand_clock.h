// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QPointer>

#include <algorithm>
#include <vector>

namespace support {

/// A clock that moves only when told; due calls run inside advance(), in order of their time. One
/// thread.
class HandClock final : public core::Clock
{
public:
    core::TimePoint now() const override { return m_now; }
    std::int64_t wallMs() const override { return m_wallMs; }
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> call) override
    {
        m_calls.push_back({m_now + delay, ++m_order, context, std::move(call)});
    }

    void advance(std::chrono::nanoseconds span)
    {
        const core::TimePoint target = m_now + span;
        while (Call *next = nextUntil(target)) {
            moveTo(std::max(m_now, next->due));
            const Call due = *next;
            m_calls.erase(m_calls.begin() + (next - m_calls.data()));
            if (due.context) {
                due.call();
            }
        }
        moveTo(target);
    }
    /// The computer's wall clock is set; schedules must not care.
    void setWall(std::int64_t wallMs) { m_wallMs = wallMs; }
    /// Time passes and nobody is called: the computer slept.
    void sleep(std::chrono::nanoseconds span) { moveTo(m_now + span); }
    std::size_t waiting() const { return m_calls.size(); }

private:
    struct Call
    {
        core::TimePoint due;
        std::uint64_t order;
        QPointer<QObject> context;
        std::function<void()> call;
    };
    Call *nextUntil(core::TimePoint target)
    {
        const auto first = std::min_element(
            m_calls.begin(), m_calls.end(), [](const Call &left, const Call &right) {
                return std::pair(left.due, left.order) < std::pair(right.due, right.order);
            });
        return first != m_calls.end() && first->due <= target ? &*first : nullptr;
    }
    void moveTo(core::TimePoint time)
    {
        m_fraction += time - m_now;
        m_now = time;
        const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(m_fraction);
        m_wallMs += whole.count();
        m_fraction -= whole;
    }

    core::TimePoint m_now = core::TimePoint(std::chrono::hours(1));
    std::int64_t m_wallMs = 1'700'000'000'000;
    std::chrono::nanoseconds m_fraction{0};
    std::uint64_t m_order = 0;
    std::vector<Call> m_calls;
};

} // namespace support
