// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/formats/row_decoder.h"
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/support/message_batch.h"

#include <QElapsedTimer>

namespace rig {

inline core::BatchPtr oneMessage()
{
    return support::batchOf(
        std::make_shared<core::LaneInfo>(core::LaneInfo{.id = 1, .name = QStringLiteral("made/0")}),
        {{"k", "a"}}, 0, 0);
}

/// An endpoint of its own, driven by hand.
class EndpointWriter final
{
public:
    EndpointWriter(const QString &topic, const core::kafka::KafkaEndpointConfig &config,
                   const QString &flow = QStringLiteral("test"))
        : m_endpoint(config)
    {
        m_flow.id = Reader::newId();
        m_flow.name = flow;
        m_flow.workspaceFile = address(QStringLiteral("CERTS")) + QStringLiteral("/test.weir.yaml");
        m_end.target = topic;
        const auto opened = m_endpoint.open(core::EndpointContext{.flow = m_flow,
                                                                  .end = m_end,
                                                                  .wakeup = m_wakeup,
                                                                  .clock = m_clock,
                                                                  .shared = m_shared});
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().message));
    }

    ~EndpointWriter() { m_endpoint.close(std::chrono::seconds(10)); }

    static core::kafka::KafkaEndpointConfig config(
        const QString &listener = QStringLiteral("PLAIN"))
    {
        core::kafka::KafkaEndpointConfig config;
        config.host = address(listener);
        config.tls.mode = core::kafka::Switch::Disabled;
        return config;
    }

    void submit(core::BatchPtr batch, std::vector<std::uint32_t> only = {})
    {
        m_endpoint.submit({.token = ++m_token, .batch = std::move(batch), .only = std::move(only)});
    }
    bool waitForCompletions(std::size_t count, int timeoutMs = 30'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (completions.size() < count && timer.elapsed() < timeoutMs) {
            for (core::Completion &completion : m_endpoint.collect()) {
                completions.push_back(std::move(completion));
            }
            QTest::qSleep(1);
        }
        return completions.size() >= count;
    }
    bool waitForFailure(int timeoutMs = 20'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_endpoint.failure() && timer.elapsed() < timeoutMs) {
            waitForCompletions(completions.size() + 1, 10);
        }
        return m_endpoint.failure().has_value();
    }
    core::Endpoint &endpoint() { return m_endpoint; }

    std::vector<core::Completion> completions = {};

private:
    core::FlowDefinition m_flow;
    core::FlowEnd m_end;
    core::Wakeup m_wakeup;
    core::SystemClock m_clock;
    core::SharedResources m_shared;
    core::SubmissionToken m_token = 0;
    core::kafka::KafkaEndpoint m_endpoint;
};

} // namespace rig
