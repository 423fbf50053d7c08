// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

#include <QObject>

#include <memory>

namespace core::websocket {

/// One call later, by the flow's clock; can be taken back. One thread.
class Alarm final
{
public:
    explicit Alarm(Clock &clock) : m_clock(clock) { }

    void start(std::chrono::milliseconds delay, std::function<void()> call)
    {
        m_context = std::make_unique<QObject>(); // what was set before is taken back
        m_clock.callAfter(delay, m_context.get(), std::move(call));
    }
    void stop() { m_context.reset(); }
    bool isRunning() const { return m_context != nullptr; }

private:
    Clock &m_clock;
    std::unique_ptr<QObject> m_context;
};

} // namespace core::websocket
