// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_probe.h"

#include "core/connectors/kafka/kafka_oauth.h"

namespace core::kafka {

Result<Probe> Probe::make(const Connection &connection, const QString &group,
                          std::function<bool()> isCancelled)
{
    ConfBuilder conf;
    conf.connectTo(connection);
    conf.set("group.id", group.isEmpty() ? QByteArray("weir-test") : group.toUtf8());
    conf.set("enable.auto.commit", false).set("enable.auto.offset.store", false);
    conf.set("allow.auto.create.topics", false).set("auto.offset.reset", "error");
    Result<std::shared_ptr<Consumer>> consumer = Consumer::make(std::move(conf));
    if (!consumer) {
        return consumer.error();
    }
    Probe probe(*std::move(consumer), std::move(isCancelled));
    probe.m_tokens = connection.tokens;
    return probe;
}

Probe::Probe(std::shared_ptr<Consumer> consumer, std::function<bool()> isCancelled)
    : m_consumer(std::move(consumer)), m_isCancelled(std::move(isCancelled))
{
    beginStage();
}

void Probe::beginStage()
{
    m_timer.start();
    m_trouble.reset();
}

std::optional<Explained> Probe::settle(const std::function<rd_kafka_resp_err_t(int)> &ask,
                                       std::chrono::milliseconds limit)
{
    constexpr int kSliceMs = 500;
    while (took() < limit && !m_isCancelled()) {
        const rd_kafka_resp_err_t code = ask(kSliceMs);
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            return std::nullopt;
        }
        m_consumer->poll();
        keepTroubles();
        const Explained answer = explain(code, "");
        if (!answer.error.isRetryable() && code != RD_KAFKA_RESP_ERR__AUTHENTICATION) {
            return answer;
        }
        if (m_trouble && m_trouble->error.code == ErrorCode::Auth) {
            return m_trouble;
        }
    }
    return m_trouble ? m_trouble : explain(RD_KAFKA_RESP_ERR__TIMED_OUT, "");
}

std::optional<Explained> Probe::askAllTopics(std::chrono::milliseconds limit,
                                             MetadataHandle &metadata)
{
    return settle(
        [&](int ms) {
            const rd_kafka_metadata_t *raw = nullptr;
            const auto code = rd_kafka_metadata(this->raw(), 1, nullptr, &raw, ms);
            metadata.reset(raw);
            return code;
        },
        limit);
}

MessageHandle Probe::poll()
{
    MessageHandle message(rd_kafka_consumer_poll(raw(), 100));
    keepTroubles();
    return message;
}

void Probe::keepTroubles()
{
    for (const ConsumerNews::Trouble &trouble : m_consumer->takeNews().troubles) {
        const bool isSummary = trouble.code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
        if (!isSummary || !m_trouble) {
            m_trouble = explain(trouble.code, trouble.words.constData());
            if (m_tokens) {
                m_trouble = meantForTokens(*std::move(m_trouble), m_tokens->access());
            }
        }
    }
}

} // namespace core::kafka
