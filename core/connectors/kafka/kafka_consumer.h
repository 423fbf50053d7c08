// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_client.h"
#include "core/support/clock.h"
#include "core/support/wakeup.h"

#include <atomic>
#include <memory>
#include <vector>

namespace core::kafka {

/// What the library's callbacks said since the last poll.
struct ConsumerNews
{
    struct Rebalance
    {
        bool isAssign = false;
        bool isLost = false;
        PartitionsHandle partitions = {};
    };
    struct Trouble
    {
        rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
        QByteArray words = {};
    };
    std::vector<Rebalance> rebalances = {};
    std::vector<Trouble> troubles = {};

    bool isEmpty() const { return rebalances.empty() && troubles.empty(); }
};

/// A consumer handle with its callbacks. Polled by one thread; closing happens on another one,
/// after the last poll. The destructor destroys the handle, which may take long.
class Consumer final
{
public:
    static Result<std::shared_ptr<Consumer>> make(ConfBuilder builder);
    ~Consumer();
    Consumer(const Consumer &) = delete;
    Consumer &operator=(const Consumer &) = delete;

    rd_kafka_t *raw() const { return m_client.get(); }
    /// Writes to the wake-up whenever the queue gets its first element.
    void wake(Wakeup &wakeup);
    /// Must come before the wake-up goes: its descriptor may be somebody else's afterwards.
    void stopWaking();

    MessageHandle poll() { return MessageHandle(rd_kafka_consumer_poll(m_client.get(), 0)); }
    bool hasNews() const { return !m_news.isEmpty(); }
    ConsumerNews takeNews() { return std::exchange(m_news, {}); }

    /// So many more are stored. In a second a fast flow moves more than a crash should repeat: a
    /// good many are committed at once.
    void stored(std::int64_t messages);
    /// Commits what a second brought. The library's own commit only comes every five: its timer
    /// costs an idle consumer more than all else it does.
    void commitDue(TimePoint now);

    /// Rebalances are answered at once from now on, nothing is handed over.
    void beginClosing() { m_isClosing = true; }
    bool isClosing() const { return m_isClosing; }
    /// Commits what was stored and leaves; may hang, so on a slow-call thread.
    void close(bool commits);

private:
    Consumer() = default;
    void commitStored();
    void commitSoon();
    static void onRebalance(rd_kafka_t *client, rd_kafka_resp_err_t code,
                            rd_kafka_topic_partition_list_t *partitions, void *opaque);
    static void onError(rd_kafka_t *client, int code, const char *words, void *opaque);

    ConsumerNews m_news;
    std::atomic<bool> m_isClosing = false;
    ClientHandle m_client;
    QueueHandle m_queue;
    QueueHandle m_commitAnswers;
    std::int64_t m_uncommitted = 0;
    TimePoint m_lastCommit = {};
    bool m_isCommitting = false; ///< one request at a time
};

} // namespace core::kafka
