// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/slow_call.h"

#include "core/support/logging.h"

#include <pthread.h>

#include <atomic>
#include <future>
#include <thread>

namespace core {
namespace {

std::atomic<int> &alive()
{
    static std::atomic<int> count = 0;
    return count;
}

} // namespace

bool runSlowCall(const char *name, std::function<void()> call, std::chrono::milliseconds deadline)
{
    std::promise<void> done;
    std::future<void> finished = done.get_future();
    ++alive();
    std::thread worker([call = std::move(call), done = std::move(done)]() mutable {
        call();
        call = nullptr; // what it owned goes before the caller is told
        --alive();
        done.set_value();
    });
    pthread_setname_np(worker.native_handle(), "weir-slow-call");
    if (finished.wait_for(deadline) == std::future_status::ready) {
        worker.join();
        return true;
    }
    worker.detach(); // joined by nobody when it hangs: that is its purpose
    qCWarning(logConnector, "%s did not end in time and is left behind", name);
    return false;
}

int slowCallsAlive()
{
    return alive();
}

} // namespace core
