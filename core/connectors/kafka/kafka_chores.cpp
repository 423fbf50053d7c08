// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_chores.h"

#include <pthread.h>

namespace core::kafka {

Chores::Chores(Wakeup &wakeup) : m_wakeup(&wakeup), m_thread([this] { work(); }) { }

Chores::~Chores()
{
    stop();
    m_thread.join();
}

void Chores::post(Job job)
{
    const std::scoped_lock lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_changed.notify_one();
}

void Chores::deliver()
{
    std::vector<Continuation> done;
    {
        const std::scoped_lock lock(m_mutex);
        done.swap(m_done);
    }
    for (const Continuation &next : done) {
        if (next) {
            next();
        }
    }
}

void Chores::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_stop = true;
    m_jobs.clear();
    m_done.clear();
    m_wakeup = nullptr;
    m_changed.notify_one();
}

void Chores::work()
{
    pthread_setname_np(pthread_self(), "kafka-chores");
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        if (m_jobs.empty()) {
            m_changed.wait(lock);
            continue;
        }
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        Continuation next = job(m_stop);
        lock.lock();
        if (!m_stop) {
            m_done.push_back(std::move(next));
            m_wakeup->notify();
        }
    }
}

} // namespace core::kafka
