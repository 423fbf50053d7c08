// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_handles.h"

#include <QByteArray>
#include <QString>

#include <librdkafka/rdkafka_mock.h>

#include <chrono>
#include <vector>

namespace rig {

/// The library's own imitation of a cluster in this process. It stores what it is sent without a
/// look at it, so that batches get in which no real broker takes.
class MockBroker final
{
public:
    explicit MockBroker(int nodes = 1);
    ~MockBroker();
    MockBroker(const MockBroker &) = delete;
    MockBroker &operator=(const MockBroker &) = delete;

    QString address() const;
    void makeTopic(const QString &topic, int partitions = 1);
    /// Messages "<first>", "<first + 1>", …, each lot a batch of its own.
    void produce(const QString &topic, int first, int count, int partition = 0);
    enum class Damage
    {
        Checksum,
        Compression ///< says gzip and is none
    };
    /// One batch of so many messages that nobody can read.
    void produceDamaged(const QString &topic, int count, Damage damage, int partition = 0);
    /// Every fetch is answered by this error from now on; NO_ERROR ends it.
    void answerFetches(rd_kafka_resp_err_t code);
    void answerNextProduce(rd_kafka_resp_err_t code) { answerProduces({code}); }
    /// The next requests to write, one code each; __TRANSPORT cuts the connection instead.
    void answerProduces(const std::vector<rd_kafka_resp_err_t> &codes);
    void answerProducesWell(); ///< from now on
    /// What is asked about the topic is answered by this error; NO_ERROR ends it.
    void answerAbout(const QString &topic, rd_kafka_resp_err_t code);
    /// Nodes are counted from 1; -1 = nobody.
    void setLeader(const QString &topic, int partition, int node);
    void setDown(int node, bool isDown = true);
    void setDelay(int node, std::chrono::milliseconds delay); ///< of every answer

private:
    core::kafka::ClientHandle m_client;
    rd_kafka_mock_cluster_t *m_cluster = nullptr;
};

} // namespace rig
