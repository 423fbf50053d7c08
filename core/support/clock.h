// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <cstdint>
#include <functional>

namespace core {

using TimePoint = std::chrono::steady_clock::time_point;

/// Time as the engine sees it; tests put a hand-driven one in its place. Any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Never goes back; all schedules use it.
    virtual TimePoint now() const = 0;
    /// Milliseconds since 1970 UTC, for what people and files see; may jump.
    virtual std::int64_t wallMs() const = 0;
    /// Calls back in `context`'s thread, not at all once it is destroyed.
    virtual void callAfter(std::chrono::milliseconds delay, QObject *context,
                           std::function<void()> call) = 0;
};

/// The computer's clocks.
class SystemClock final : public Clock
{
public:
    TimePoint now() const override;
    std::int64_t wallMs() const override;
    void callAfter(std::chrono::milliseconds delay, QObject *context,
                   std::function<void()> call) override;
};

} // namespace core
