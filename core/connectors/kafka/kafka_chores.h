// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/wakeup.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace core::kafka {

/// One named thread for look-ups that block; what follows from them runs on the flow's worker, in
/// deliver(). The destructor joins, which waits for the look-up in hand.
class Chores final
{
public:
    using Stop = std::atomic<bool>;
    using Continuation = std::function<void()>;
    /// Looks at `stop` at least every few seconds.
    using Job = std::function<Continuation(const Stop &stop)>;

    explicit Chores(Wakeup &wakeup);
    ~Chores();
    Chores(const Chores &) = delete;
    Chores &operator=(const Chores &) = delete;

    void post(Job job);
    /// Runs what finished jobs left to do.
    void deliver();
    /// Drops all that is left; the wake-up and continuations are not touched after it.
    void stop();

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    std::vector<Continuation> m_done;
    Wakeup *m_wakeup;
    Stop m_stop = false;
    std::thread m_thread;
};

} // namespace core::kafka
