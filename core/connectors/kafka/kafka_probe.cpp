// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_probe.h"

#include "core/connectors/kafka/kafka_oauth.h"
#include "core/support/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

/// Of a port that is alive and yet hangs up. Guesses of the library, which are right where a person
/// has just filled in a form, and wrong where a broker goes down.
bool isOfPort(const Explained &explained)
{
    return QLatin1StringView(explained.error.id).startsWith("kafka.port."_L1);
}

Explained meantByPort(Explained explained)
{
    Error &error = explained.error;
    if (explained.words.contains("connecting to a SSL listener"_L1)) {
        error.id = "kafka.port.tls";
        error.message = text(WEIR_TEXT("The broker hangs up at once: this port may speak TLS"));
        error.field = u"tls.disable"_s;
        error.fix = text(WEIR_TEXT("Turn encryption on, or use the port without it"));
    } else if (explained.words.contains("broker might require SASL"_L1)) {
        error.id = "kafka.port.sign_in";
        error.message = text(WEIR_TEXT("The broker hangs up at the first question: this port may "
                                       "want a sign-in"));
        error.field = u"sasl"_s;
        error.fix = text(WEIR_TEXT("Choose how to sign in, or use the port without it"));
    }
    return explained;
}

} // namespace

Result<Probe> Probe::make(const Connection &connection, const QString &group,
                          std::function<bool()> isCancelled, std::chrono::milliseconds tokenLimit)
{
    Connection signedIn = connection;
    if (const auto fetched = fetchTokens(signedIn, tokenLimit, isCancelled); !fetched) {
        return fetched.error();
    }
    ConfBuilder conf;
    conf.connectTo(signedIn);
    conf.set("group.id", group.isEmpty() ? QByteArray("weir-test") : group.toUtf8());
    conf.set("enable.auto.commit", false).set("enable.auto.offset.store", false);
    conf.set("allow.auto.create.topics", false).set("auto.offset.reset", "error");
    // a look at the ends of many partitions, which must not fetch megabytes of each
    conf.set("enable.partition.eof", true).set("queued.max.messages.kbytes", 16'384);
    conf.set("fetch.max.bytes", 8'388'608).set("max.partition.fetch.bytes", 131'072);
    Result<std::shared_ptr<Consumer>> consumer = Consumer::make(std::move(conf));
    if (!consumer) {
        return consumer.error();
    }
    return Probe(std::move(signedIn), *std::move(consumer), std::move(isCancelled));
}

Probe::Probe(Connection connection, std::shared_ptr<Consumer> consumer,
             std::function<bool()> isCancelled)
    : m_connection(std::move(connection)), m_consumer(std::move(consumer)),
      m_isCancelled(std::move(isCancelled))
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
    constexpr std::chrono::milliseconds kLongest = 2s;
    std::chrono::milliseconds slice = 500ms; // refusals show soon, slow brokers get longer
    for (; took() < limit && !m_isCancelled(); slice = std::min(2 * slice, kLongest)) {
        const auto left = std::clamp<std::chrono::milliseconds>(limit - took(), 1ms, slice);
        const rd_kafka_resp_err_t code = ask(static_cast<int>(left.count()));
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            return std::nullopt;
        }
        keepTroubles(m_consumer->poll());
        const Explained answer = explain(code, "");
        if (!answer.error.isRetryable() && code != RD_KAFKA_RESP_ERR__AUTHENTICATION) {
            return answer;
        }
        if (m_trouble && m_trouble->error.code == ErrorCode::Auth) {
            return m_trouble;
        }
        if (m_trouble && isOfPort(*m_trouble) && took() > 1500ms) {
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
    keepTroubles(nullptr);
    return message;
}

/// What a coordinator refuses comes as a message.
void Probe::keepTroubles(const MessageHandle &message)
{
    if (message && message->err == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) {
        m_trouble = explain(message->err, rd_kafka_message_errstr(message.get()));
    }
    for (const ConsumerNews::Trouble &trouble : m_consumer->takeNews().troubles) {
        const bool isSummary = trouble.code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
        if (!isSummary || !m_trouble) {
            m_trouble = meantByPort(explain(trouble.code, trouble.words.constData()));
            if (m_connection.tokens) {
                m_trouble = meantForTokens(*std::move(m_trouble), m_connection.tokens->access());
            }
        }
    }
}

} // namespace core::kafka
