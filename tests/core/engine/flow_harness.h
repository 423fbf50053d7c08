// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/loopback/loopback_channel.h"
#include "core/connectors/loopback/loopback_schema.h"
#include "core/engine/engine.h"
#include "tests/support/all_types.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <numeric>

/// An engine with one flow between loopback channels of its own.
class FlowHarness
{
public:
    explicit FlowHarness(int endpoints = 1) : m_engine(support::allTypes(), m_clock)
    {
        const QString unique = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_source = channelNamed(unique + QStringLiteral("-in"));
        core::ConfigBox from(core::loopback::LoopbackSourceConfig::schema());
        from.as<core::loopback::LoopbackSourceConfig>().channel = unique + QStringLiteral("-in");
        flow = {.id = unique,
                .name = QStringLiteral("flow"),
                .from = {.entry = QStringLiteral("in"),
                         .type = QStringLiteral("loopback"),
                         .config = from},
                .workspaceFile = m_folder.filePath(QStringLiteral("w.weir.yaml"))};
        flow.delivery.retry.min = std::chrono::milliseconds(5);
        flow.delivery.retry.max = std::chrono::milliseconds(20);
        for (int i = 0; i < endpoints; ++i) {
            const QString name = unique + QStringLiteral("-out%1").arg(i);
            m_targets.push_back(channelNamed(name));
            core::ConfigBox to(core::loopback::LoopbackEndpointConfig::schema());
            to.as<core::loopback::LoopbackEndpointConfig>().channel = name;
            flow.to.push_back({.entry = QStringLiteral("out%1").arg(i),
                               .type = QStringLiteral("loopback"),
                               .config = to});
        }
    }

    core::loopback::LoopbackChannel &source() { return *m_source; }
    core::loopback::LoopbackChannel &target(std::size_t i = 0) { return *m_targets[i]; }
    core::loopback::LoopbackEndpointConfig &endpoint(std::size_t i = 0)
    {
        return flow.to[i].config.as<core::loopback::LoopbackEndpointConfig>();
    }
    core::Engine &engine() { return m_engine; }
    core::FlowSnapshot now() const { return m_engine.snapshot().front(); }
    core::FlowCounters counters() const { return now().counters; }
    core::FlowState state() const { return now().status.state; }

    void push(int count)
    {
        for (int i = 0; i < count; ++i) {
            m_source->push(QByteArray::number(m_pushed++));
        }
    }
    QList<QByteArray> taken(std::size_t i = 0)
    {
        QList<QByteArray> all;
        for (const auto &message : m_targets[i]->take()) {
            all.push_back(message.payload);
        }
        return all;
    }
    /// Holds at every reading.
    static bool isBalanced(const core::FlowCounters &c)
    {
        return c.inMessages
            == c.delivered + c.deadLettered + c.skipped + c.expired + c.filtered + c.returned
            + c.inFlight;
    }
    static QList<QByteArray> numbers(int from, int to)
    {
        QList<QByteArray> all;
        for (int i = from; i < to; ++i) {
            all.push_back(QByteArray::number(i));
        }
        return all;
    }

    core::FlowDefinition flow;

private:
    static std::shared_ptr<core::loopback::LoopbackChannel> channelNamed(const QString &name)
    {
        return core::loopback::LoopbackChannel::named(name);
    }

    QTemporaryDir m_folder;
    core::SystemClock m_clock;
    std::shared_ptr<core::loopback::LoopbackChannel> m_source;
    std::vector<std::shared_ptr<core::loopback::LoopbackChannel>> m_targets;
    core::Engine m_engine;
    int m_pushed = 0;
};
