// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_last_messages.h"

#include <map>

namespace core::kafka {
namespace {

/// One reading of the ends of partitions.
class Reading final
{
public:
    Reading(Probe &probe, const LastRequest &request) : m_probe(probe)
    {
        const PartitionsHandle list(rd_kafka_topic_partition_list_new(0));
        for (const PartitionMarks &marks : request.marks) {
            if (marks.held() > 0) {
                const auto &[topic, partition] = marks.partition;
                m_lasts[marks.partition] = marks.high - 1;
                rd_kafka_topic_partition_list_add(list.get(), topic.constData(), partition)
                    ->offset = std::max(marks.low, marks.high - request.each);
            }
        }
        if (list->cnt > 0) {
            rd_kafka_assign(probe.raw(), list.get());
        }
    }
    ~Reading() { rd_kafka_assign(m_probe.raw(), nullptr); }
    Reading(const Reading &) = delete;
    Reading &operator=(const Reading &) = delete;

    bool isDone() const { return m_lasts.empty(); }
    void see(MessageHandle message, const std::function<void(MessageHandle)> &take);
    LastRead ended() const
    {
        LastRead read{.open = m_refused, .refused = m_why};
        for (const auto &[partition, last] : m_lasts) {
            read.open.insert(partition);
        }
        return read;
    }

private:
    Probe &m_probe;
    std::map<TopicPartition, std::int64_t> m_lasts; ///< of partitions that are still read
    std::set<TopicPartition> m_refused;
    std::optional<Explained> m_why;
};

void Reading::see(MessageHandle message, const std::function<void(MessageHandle)> &take)
{
    if (!message->rkt) {
        return; // not about a partition: the probe keeps the reason
    }
    const auto partition =
        m_lasts.find({.topic = rd_kafka_topic_name(message->rkt), .partition = message->partition});
    if (partition == m_lasts.end()) {
        return;
    }
    if (!message->err) {
        const bool isLast = message->offset >= partition->second;
        if (message->offset <= partition->second) {
            take(std::move(message));
        }
        if (isLast) {
            m_lasts.erase(partition);
        }
    } else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
        m_lasts.erase(partition); // what lies there are the marks of transactions
    } else if (!errorOf(message->err, "").isRetryable()) {
        m_why = explain(message->err, rd_kafka_message_errstr(message.get()));
        m_refused.insert(partition->first);
        m_lasts.erase(partition);
    }
}

} // namespace

LastRead readLast(Probe &probe, const LastRequest &request,
                  const std::function<void(MessageHandle)> &take)
{
    QElapsedTimer timer;
    timer.start();
    Reading reading(probe, request);
    while (!reading.isDone() && timer.elapsed() < request.limit.count() && !request.isCancelled()) {
        if (MessageHandle message = probe.poll()) {
            reading.see(std::move(message), take);
        }
    }
    return reading.ended();
}

} // namespace core::kafka
