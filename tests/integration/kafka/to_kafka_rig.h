// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/engine/dead_letters.h"
#include "tests/core/engine/flow_harness.h"
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/integration/kafka/mock_broker.h"

namespace rig {

/// A flow from a channel of this program to a topic of an imitated cluster.
class ToKafka final : public FlowHarness
{
public:
    explicit ToKafka(MockBroker &broker, int partitions = 1) : m_broker(broker)
    {
        broker.makeTopic(topic, partitions);
        core::ConfigBox config(core::kafka::KafkaEndpointConfig::schema());
        flow.to = {{.entry = QStringLiteral("out"),
                    .type = QStringLiteral("kafka"),
                    .config = config,
                    .target = topic}};
        kafka().host = broker.address();
        kafka().tls.mode = core::kafka::Switch::Disabled;
    }

    core::kafka::KafkaEndpointConfig &kafka()
    {
        return flow.to.front().config.as<core::kafka::KafkaEndpointConfig>();
    }
    bool start() { return bool(engine().start(flow)); }
    /// What stands in the topic after so many messages that a broker slow to answer met with these
    /// answers.
    static constexpr int kThrough = 40;
    QByteArrayList writtenThrough(const std::vector<rd_kafka_resp_err_t> &answers)
    {
        m_broker.setDelay(1, std::chrono::milliseconds(20)); // several would be under way at once
        m_broker.answerProduces(answers);
        push(kThrough);
        if (!start()
            || !QTest::qWaitFor([this] { return counters().delivered == kThrough; }, 20'000)) {
            return {};
        }
        m_broker.setDelay(1, std::chrono::milliseconds(0));
        return written(kThrough);
    }
    std::uint64_t settled() const
    {
        const core::FlowCounters c = counters();
        return c.delivered + c.deadLettered + c.skipped;
    }
    QByteArrayList written(std::size_t least)
    {
        core::kafka::KafkaSourceConfig config = Reader::config(topic);
        config.brokers = m_broker.address();
        Reader reader(config);
        return reader.waitFor(least) ? reader.payloads() : QByteArrayList();
    }
    std::vector<core::DeadLetter> letters() const
    {
        const auto store = core::DeadLetterStore::open(flow.deadLetterFile());
        if (!store) {
            return {};
        }
        const auto letters = (*store)->list(flow.id, 0, 100);
        return letters ? *letters : std::vector<core::DeadLetter>();
    }

    const QString topic = QStringLiteral("t");

private:
    MockBroker &m_broker;
};

} // namespace rig
