// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_thread.h"

#include "core/support/logging.h"

namespace core {

FlowThread::FlowThread(FlowSetup setup)
{
    setObjectName(setup.flow.name.left(15)); // as much as the system keeps of a thread's name
    m_next.emplace(std::move(setup));
}

FlowThread::~FlowThread()
{
    stop(std::chrono::seconds(5));
    wait();
}

void FlowThread::run()
{
    while (true) {
        std::unique_ptr<FlowRunner> runner;
        std::optional<std::chrono::milliseconds> stopAtOnce;
        QString name;
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_next) {
                return;
            }
            name = m_next->flow.name;
            runner = std::make_unique<FlowRunner>(*std::exchange(m_next, std::nullopt));
            m_runner = runner.get();
            stopAtOnce = std::exchange(m_stop, std::nullopt);
        }
        const LogScope scope(name);
        connect(runner.get(), &FlowRunner::ended, runner.get(), [this] { quit(); });
        // From within the loop, so that a run that ends at once can end it.
        QMetaObject::invokeMethod(
            runner.get(),
            [&runner, stopAtOnce] {
                if (stopAtOnce) {
                    runner->stop(*stopAtOnce);
                } else {
                    runner->begin();
                }
            },
            Qt::QueuedConnection);
        exec();
        const std::scoped_lock lock(m_mutex);
        m_runner = nullptr;
    }
}

void FlowThread::stop(std::chrono::milliseconds deadline)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_runner) {
        m_stop = deadline;
        return;
    }
    m_next.reset();
    stopRunner(deadline);
}

void FlowThread::stopRunner(std::chrono::milliseconds deadline)
{
    QMetaObject::invokeMethod(
        m_runner, [runner = m_runner, deadline] { runner->stop(deadline); }, Qt::QueuedConnection);
}

void FlowThread::restart(FlowSetup setup, std::chrono::milliseconds deadline)
{
    const std::scoped_lock lock(m_mutex);
    m_next.emplace(std::move(setup)); // a run that has not begun is replaced
    if (m_runner) {
        stopRunner(deadline);
    }
}

} // namespace core
