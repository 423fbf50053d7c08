// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_schema.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/schema/binding.h"

#include <QMap>
#include <QTest>

/// A real broker and short ways to use it.
namespace rig {

/// What the server's start script wrote: "PLAIN" -> "localhost:19092", "CERTS" -> folder.
QString address(const QString &listener);

/// A topic that no other test uses, with so many partitions.
QString makeTopic(int partitions = 1);
void createTopic(const QString &name, int partitions = 1,
                 const QMap<QByteArray, QByteArray> &settings = {});
void removeTopic(const QString &topic);
/// Bytes a second that a client of that name may write; 0 = as many as it likes.
void limitClient(const QString &clientId, int bytesPerSecond);
void addPartitions(const QString &topic, int total);
/// What retention does: the messages of partition 0 below that offset are gone.
void forgetBefore(const QString &topic, std::int64_t offset);
/// Messages "0", "1", … with the key "k<n>", in order; partition -1 = the key decides.
void produce(const QString &topic, int count, int partition = -1, int first = 0);
/// A topic of one partition with these in it.
QString filledTopic(int count);
/// The same in a transaction that stays open as long as the client does.
core::kafka::ClientHandle openTransaction(const QString &topic, int count);
/// The same in one that is over, whose marker becomes the topic's last position.
void produceInTransaction(const QString &topic, int count, bool commits);

struct ReaderOptions
{
    core::Purpose purpose = core::Purpose::Flow;
    QString flowId = {}; ///< empty = one of its own
    std::vector<core::StoredPosition> startAt = {};
    bool wasMissing = false;
    std::vector<core::SourceEnding> endings = {};
    core::Clock *clock = nullptr; ///< null = the computer's
    std::optional<core::LanePlace> skipPast = {};
};

/// One open source of its own, polled by hand.
class Reader final
{
public:
    explicit Reader(const core::kafka::KafkaSourceConfig &config, ReaderOptions options = {});
    ~Reader();

    static QString newId();
    static core::kafka::KafkaSourceConfig config(const QString &topic);

    /// Polls once, keeping what came; false when the source has failed.
    bool step();
    /// Steps until it holds so many messages, failed, or the time is over.
    bool waitFor(std::size_t count, int timeoutMs = 30'000);
    bool waitForFailure(int timeoutMs = 30'000);
    void acknowledgeAll();
    void acknowledge(std::size_t count); ///< the first messages of every batch, in order
    void close();

    QByteArrayList payloads() const;
    std::vector<core::BatchPtr> batches = {};
    std::vector<core::LaneEvent> events = {};
    std::vector<core::MessageOutcome> refused = {}; ///< places in their batches
    std::optional<core::Error> error = {};
    core::Source &source() { return *m_source; }

private:
    core::FlowDefinition m_flow;
    core::Wakeup m_wakeup;
    core::SystemClock m_clock;
    std::unique_ptr<core::Source> m_source;
};

} // namespace rig
