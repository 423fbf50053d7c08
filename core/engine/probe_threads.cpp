// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe_threads.h"

using namespace std::chrono_literals;

namespace core {

ProbeThreads::~ProbeThreads()
{
    const auto until = std::chrono::steady_clock::now() + 1s;
    for (Running &one : m_running) {
        if (one.done.wait_until(until) == std::future_status::ready) {
            one.thread.join();
        } else {
            one.thread.detach();
        }
    }
}

void ProbeThreads::run(std::packaged_task<void()> work)
{
    const std::scoped_lock lock(m_mutex);
    joinEnded();
    std::future<void> done = work.get_future();
    m_running.push_back({std::thread(std::move(work)), std::move(done)});
}

void ProbeThreads::joinEnded()
{
    std::erase_if(m_running, [](Running &one) {
        const bool hasEnded = one.done.wait_for(0s) == std::future_status::ready;
        if (hasEnded) {
            one.thread.join();
        }
        return hasEnded;
    });
}

} // namespace core
