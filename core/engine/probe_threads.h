// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

/// Runs tests, previews and listings, each on a thread of its own. Their work ends by itself at its
/// limit and owns all it touches, so nobody waits for one; but a program must not tear its
/// libraries down under a thread that is about to end. Any thread.
class ProbeThreads final
{
public:
    ProbeThreads() = default;
    ~ProbeThreads(); ///< waits a second at most; what hangs is left behind
    ProbeThreads(const ProbeThreads &) = delete;
    ProbeThreads &operator=(const ProbeThreads &) = delete;

    template <typename Work>
    void start(Work work)
    {
        run(std::packaged_task<void()>(std::move(work)));
    }

private:
    struct Running
    {
        std::thread thread;
        std::future<void> done;
    };

    void run(std::packaged_task<void()> work);
    void joinEnded();

    std::mutex m_mutex;
    std::vector<Running> m_running;
};

} // namespace core
