// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/metrics_history.h"
#include "core/engine/sampler.h"

namespace core {

/// What is known of a flow beyond one run of it: written by its worker, read by everybody. The
/// worker's values are copied under one lock.
class FlowRecord final
{
public:
    FlowRecord(QString id, QString name, Clock &clock, std::shared_ptr<SampleTotal> samples);

    FlowSnapshot snapshot() const;
    std::vector<MetricPoint> history(HistoryWindow window) const;
    Sampler &sampler() { return m_sampler; }
    const Sampler &sampler() const { return m_sampler; }

    void publish(const FlowCounters &counters, const std::vector<EndpointCounters> &endpoints);
    void publish(FlowStatus status);
    /// Everything that is looked at once a second; counters and status stay.
    void publishSecond(const FlowSnapshot &figures, const MetricPoint &point);
    void rename(const QString &name);

private:
    mutable std::mutex m_mutex;
    FlowSnapshot m_snapshot;
    MetricsHistory m_history;
    Sampler m_sampler;
};

} // namespace core
