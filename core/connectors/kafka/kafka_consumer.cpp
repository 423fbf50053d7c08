// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_consumer.h"

namespace core::kafka {

Result<std::shared_ptr<Consumer>> Consumer::make(ConfBuilder builder)
{
    std::shared_ptr<Consumer> consumer(new Consumer);
    rd_kafka_conf_set_opaque(builder.raw(), consumer.get());
    rd_kafka_conf_set_rebalance_cb(builder.raw(), &Consumer::onRebalance);
    rd_kafka_conf_set_error_cb(builder.raw(), &Consumer::onError);
    Result<ClientHandle> client = makeClient(RD_KAFKA_CONSUMER, std::move(builder));
    if (!client) {
        return client.error();
    }
    consumer->m_client = *std::move(client);
    rd_kafka_poll_set_consumer(consumer->raw());
    consumer->m_queue.reset(rd_kafka_queue_get_consumer(consumer->raw()));
    consumer->m_commitAnswers.reset(rd_kafka_queue_new(consumer->raw()));
    return consumer;
}

Consumer::~Consumer()
{
    m_queue.reset();
    m_commitAnswers.reset();
    m_client.reset();
}

void Consumer::wake(Wakeup &wakeup)
{
    const std::uint64_t payload = Wakeup::kPayload;
    rd_kafka_queue_io_event_enable(m_queue.get(), wakeup.fd(), &payload, sizeof payload);
}

void Consumer::stopWaking()
{
    rd_kafka_queue_io_event_enable(m_queue.get(), -1, nullptr, 0);
}

void Consumer::stored(std::int64_t messages)
{
    constexpr std::int64_t kCommitAfter = 10'000;
    m_uncommitted += messages;
    if (m_uncommitted >= kCommitAfter) {
        commitSoon();
    }
}

void Consumer::commitDue(TimePoint now)
{
    if (m_uncommitted > 0 && now - m_lastCommit >= std::chrono::seconds(1)) {
        m_lastCommit = now;
        commitSoon();
    }
}

/// What a failed commit leaves behind is in the next one, or in the library's own.
void Consumer::commitSoon()
{
    if (m_isCommitting && !EventHandle(rd_kafka_queue_poll(m_commitAnswers.get(), 0))) {
        return;
    }
    m_uncommitted = 0;
    m_isCommitting = rd_kafka_commit_queue(raw(), nullptr, m_commitAnswers.get(), nullptr, nullptr)
        == RD_KAFKA_RESP_ERR_NO_ERROR;
}

void Consumer::close(bool commits)
{
    beginClosing();
    if (commits) {
        commitStored();
    }
    rd_kafka_consumer_close(raw());
}

/// With a limit: about a topic that is gone a coordinator may never answer. What is not committed
/// comes again.
void Consumer::commitStored()
{
    constexpr int kLimitMs = 2000;
    const QueueHandle answer(rd_kafka_queue_new(raw()));
    if (rd_kafka_commit_queue(raw(), nullptr, answer.get(), nullptr, nullptr)
        == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const EventHandle event(rd_kafka_queue_poll(answer.get(), kLimitMs));
    }
}

void Consumer::onRebalance(rd_kafka_t *client, rd_kafka_resp_err_t code,
                           rd_kafka_topic_partition_list_t *partitions, void *opaque)
{
    auto &self = *static_cast<Consumer *>(opaque);
    if (self.m_isClosing) {
        rd_kafka_assign(client, nullptr);
        return;
    }
    self.m_news.rebalances.push_back(
        {.isAssign = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS,
         .isLost = rd_kafka_assignment_lost(client) != 0,
         .partitions = PartitionsHandle(rd_kafka_topic_partition_list_copy(partitions))});
}

void Consumer::onError(rd_kafka_t *, int code, const char *words, void *opaque)
{
    constexpr std::size_t kMost = 100;
    auto &self = *static_cast<Consumer *>(opaque);
    if (self.m_news.troubles.size() < kMost) {
        self.m_news.troubles.push_back(
            {.code = static_cast<rd_kafka_resp_err_t>(code), .words = words});
    }
}

} // namespace core::kafka
