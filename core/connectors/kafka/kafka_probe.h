// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_consumer.h"
#include "core/connectors/kafka/kafka_errors.h"

#include <QElapsedTimer>

#include <functional>

namespace core::kafka {

/// One test or listing: a handle of its own, which joins no group and stores nothing, and the
/// latest thing that it complained about. Blocks; slow-call thread.
class Probe final
{
public:
    static constexpr std::chrono::milliseconds kTokenLimit{4500};

    /// Signing in begins with a token where one is used, which is waited for.
    static Result<Probe> make(const Connection &connection, const QString &group,
                              std::function<bool()> isCancelled,
                              std::chrono::milliseconds tokenLimit = kTokenLimit);

    rd_kafka_t *raw() const { return m_consumer->raw(); }
    /// As it was given, with the token.
    const Connection &connection() const { return m_connection; }
    std::chrono::milliseconds took() const { return std::chrono::milliseconds(m_timer.elapsed()); }
    void beginStage();

    /// Repeats `ask(limit in ms)` until it works, the stage is that old or the broker refuses us.
    /// The reason of a failure only comes by the library's error callback.
    std::optional<Explained> settle(const std::function<rd_kafka_resp_err_t(int)> &ask,
                                    std::chrono::milliseconds limit);
    std::optional<Explained> askAllTopics(std::chrono::milliseconds limit,
                                          MetadataHandle &metadata);
    MessageHandle poll();

private:
    Probe(Connection connection, std::shared_ptr<Consumer> consumer,
          std::function<bool()> isCancelled);
    void keepTroubles(const MessageHandle &message);

    Connection m_connection;
    std::shared_ptr<Consumer> m_consumer;
    std::function<bool()> m_isCancelled;
    QElapsedTimer m_timer;
    std::optional<Explained> m_trouble;
};

} // namespace core::kafka
