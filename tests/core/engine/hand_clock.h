// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

/// Time that moves when the test says so; nothing is called back.
class HandClock final : public core::Clock
{
public:
    core::TimePoint now() const override { return m_now; }
    std::int64_t wallMs() const override
    {
        return m_now.time_since_epoch() / std::chrono::milliseconds(1);
    }
    void callAfter(std::chrono::milliseconds, QObject *, std::function<void()>) override { }
    void advance(std::chrono::nanoseconds by) { m_now += by; }

private:
    core::TimePoint m_now{std::chrono::hours(1)};
};
