// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/interrupts.h"
#include "core/engine/engine.h"

#include <QEventLoop>
#include <QFutureWatcher>

#include <functional>

namespace weirctl {

/// Asks servers without running a flow, and waits for the answers; an interrupt cancels what is
/// under way. Main thread.
class ProbeSession final
{
public:
    explicit ProbeSession(const core::Registry &registry) : m_engine(registry, m_clock) { }

    core::Engine &engine() { return m_engine; }
    bool wasInterrupted() const { return m_isInterrupted; }

    /// Calls `done` in this thread when the future has ended, inside wait().
    template <typename T>
    void watch(QFuture<T> future, std::function<void(const QFuture<T> &)> done)
    {
        ++m_open;
        m_cancels.emplace_back([future]() mutable { future.cancel(); });
        auto *watcher = new QFutureWatcher<T>(&m_owner);
        QObject::connect(watcher, &QFutureWatcher<T>::finished, &m_owner,
                         [this, future, done = std::move(done)] {
                             done(future);
                             if (--m_open == 0) {
                                 m_loop.quit();
                             }
                         });
        watcher->setFuture(future);
    }

    /// Until every watched future has ended.
    void wait();

private:
    core::SystemClock m_clock = {};
    core::Engine m_engine;
    QObject m_owner;
    QEventLoop m_loop;
    std::vector<std::function<void()>> m_cancels = {};
    int m_open = 0;
    bool m_isInterrupted = false;
};

} // namespace weirctl
