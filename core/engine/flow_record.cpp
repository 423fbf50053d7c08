// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/flow_record.h"

#include "core/support/logging.h"
#include "core/support/text.h"

namespace core {
namespace {

void logState(const QString &name, const FlowStatus &status)
{
    const LogScope scope(name); // the first states come from outside the flow's thread
    const QString why =
        status.message.isEmpty() ? QString() : QStringLiteral(" - ") + status.message;
    qCInfo(logEngine, "%s: %s%s", qUtf8Printable(visibleText(name, 64)), stateKey(status.state),
           qUtf8Printable(visibleText(redacted(why))));
}

} // namespace

FlowRecord::FlowRecord(QString id, QString name, Clock &clock, std::shared_ptr<SampleTotal> samples)
    : m_sampler(clock, std::move(samples))
{
    m_snapshot.id = std::move(id);
    m_snapshot.name = std::move(name);
}

FlowSnapshot FlowRecord::snapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_snapshot;
}

std::vector<MetricPoint> FlowRecord::history(HistoryWindow window) const
{
    const std::scoped_lock lock(m_mutex);
    return m_history.points(window);
}

void FlowRecord::publish(const FlowCounters &counters,
                         const std::vector<EndpointCounters> &endpoints)
{
    const std::scoped_lock lock(m_mutex);
    m_snapshot.counters = counters;
    m_snapshot.endpoints = endpoints;
}

void FlowRecord::publish(FlowStatus status)
{
    QString changedName;
    const FlowStatus now = status;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_snapshot.status.state != status.state) {
            changedName = m_snapshot.name;
        }
        m_snapshot.status = std::move(status);
    }
    if (!changedName.isNull()) {
        logState(changedName, now); // outside the lock: a log handler may take its time
    }
}

void FlowRecord::publishSecond(const FlowSnapshot &figures, const MetricPoint &point)
{
    const std::scoped_lock lock(m_mutex);
    m_snapshot.lanes = figures.lanes;
    m_snapshot.lag = figures.lag;
    m_snapshot.latency = figures.latency;
    m_snapshot.inPerSecond = figures.inPerSecond;
    m_snapshot.outPerSecond = figures.outPerSecond;
    m_snapshot.inBytesPerSecond = figures.inBytesPerSecond;
    m_snapshot.outBytesPerSecond = figures.outBytesPerSecond;
    m_snapshot.windowFill = figures.windowFill;
    m_snapshot.elapsedSeconds = figures.elapsedSeconds;
    m_snapshot.pausedSeconds = figures.pausedSeconds;
    m_snapshot.lastMessageMs = figures.lastMessageMs;
    m_snapshot.isSourceReady = figures.isSourceReady;
    m_snapshot.readyEndpoints = figures.readyEndpoints;
    m_snapshot.attempt = figures.attempt;
    m_snapshot.nextTryMs = figures.nextTryMs;
    m_history.add(point);
}

void FlowRecord::rename(const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    m_snapshot.name = name;
}

} // namespace core
