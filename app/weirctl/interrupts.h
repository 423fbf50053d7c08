// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <thread>

namespace weirctl {

/// Waits for SIGINT and SIGTERM on a thread of its own, fed by the handler through a pipe. The
/// first one calls `first` in `context`'s thread; the second one calls `lastWords` and ends the
/// process at once, whatever else hangs. One object at a time.
class Interrupts final
{
public:
    Interrupts(
        QObject *context, std::function<void()> first, std::function<void()> lastWords = [] {});
    ~Interrupts(); ///< signals have their usual effect again
    Interrupts(const Interrupts &) = delete;
    Interrupts &operator=(const Interrupts &) = delete;

private:
    void watch(int readEnd) const;

    QObject *m_context;
    std::function<void()> m_first;
    std::function<void()> m_lastWords;
    std::thread m_thread;
};

} // namespace weirctl
