// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint.h"

#include "core/connectors/kafka/kafka_admin.h"
#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/kafka/kafka_writer_settings.h"
#include "core/connectors/slow_call.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Life of the endpoint; producing and reports are in kafka_produce.cpp.
namespace core::kafka {

KafkaEndpoint::Writer::~Writer()
{
    if (client) {
        rd_kafka_purge(client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    }
    events.reset();
    topic.reset();
    client.reset(); // waits for the library's threads; the batches go after it
}

KafkaEndpoint::KafkaEndpoint(KafkaEndpointConfig config) : m_config(std::move(config)) { }

KafkaEndpoint::~KafkaEndpoint()
{
    close(0ms);
}

ConfBuilder KafkaEndpoint::settings() const
{
    ConfBuilder conf =
        writerSettings(m_config, m_tokens.with(connection()), m_context->flow.delivery.window);
    rd_kafka_conf_set_events(conf.raw(),
                             RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS);
    return conf;
}

Result<void> KafkaEndpoint::open(const EndpointContext &context)
{
    m_context.emplace(context);
    m_tokens.begin(connection(), &context.shared);
    m_mapping = mappingSettings();
    if (const Result<void> opened = openWriter(); !opened) {
        return opened;
    }
    m_chores = std::make_shared<Chores>(context.wakeup);
    lookUpTopic();
    return {};
}

Result<void> KafkaEndpoint::openWriter()
{
    auto writer = std::make_shared<Writer>();
    ConfBuilder conf = settings();
    writer->resends.listen(conf.raw());
    Result<ClientHandle> client = makeClient(RD_KAFKA_PRODUCER, std::move(conf));
    if (!client) {
        return client.error();
    }
    writer->client = *std::move(client);
    writer->events.reset(rd_kafka_queue_get_main(writer->client.get()));
    const std::uint64_t payload = Wakeup::kPayload;
    rd_kafka_queue_io_event_enable(writer->events.get(), m_context->wakeup.fd(), &payload,
                                   sizeof payload);
    m_writer = std::move(writer);
    return m_isTopicKnown ? openTopic() : Result<void>();
}

/// Only once it is known to exist.
Result<void> KafkaEndpoint::openTopic()
{
    const QByteArray name = m_context->end.target.toUtf8();
    m_writer->topic.reset(rd_kafka_topic_new(m_writer->client.get(), name.constData(), nullptr));
    return m_writer->topic ? Result<void>() : errorOf(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, "");
}

/// Before the first record, so that a broker does not create a topic out of a slip of the pen.
/// Asked with a consumer's handle, which creates none by asking.
void KafkaEndpoint::lookUpTopic()
{
    ConfBuilder conf;
    conf.connectTo(m_tokens.with(connection()));
    conf.set("allow.auto.create.topics", false);
    Result<ClientHandle> made = makeClient(RD_KAFKA_CONSUMER, std::move(conf));
    if (!made) {
        fail(made.error());
        return;
    }
    const std::shared_ptr<rd_kafka_t> client = *std::move(made);
    const QByteArray topic = m_context->end.target.toUtf8();
    m_chores->post([this, client, topic, creates = m_config.createTopic](
                       const Chores::Stop &stop) -> Chores::Continuation {
        const Result<Partitions> found = creates ? partitionsOrCreated(client.get(), topic, stop)
                                                 : partitionsOf(client.get(), topic, stop);
        return [this, found] {
            if (!found) {
                fail(found.error());
                return;
            }
            if (const Result<void> opened = openTopic(); !opened) {
                fail(opened.error());
                return;
            }
            m_isTopicKnown = true;
            m_partitions = m_firstPartitions = static_cast<std::int64_t>(found->size());
            m_liveness.setUsable(true);
            m_liveness.sawAnswer(m_context->clock.now());
            pump();
        };
    });
}

void KafkaEndpoint::fail(Error error)
{
    if (!m_failure) {
        m_failure = endpointKeys().named(explainedByHubs(std::move(error), connection(),
                                                         {m_context->end.target.toUtf8()}, true));
    }
}

Connection KafkaEndpoint::connection() const
{
    const FlowDefinition &flow = m_context->flow;
    return m_config.connection(flow.name, flow.baseFolder());
}

void KafkaEndpoint::sawRefusal(Error error)
{
    if (!m_refusal.take(connection(), error, m_context->wakeup)) {
        fail(std::move(error));
    }
}

Health KafkaEndpoint::health() const
{
    Health health = m_liveness.health();
    if (m_writer && !health.trouble) {
        health.trouble = m_stranded ? m_stranded : m_writer->resends.cause(m_context->clock.now());
    }
    if (!health.notice) {
        health.notice = m_moved;
    }
    if (auto trouble = m_tokens.trouble()) { // the broker's would only follow from it
        health.trouble = std::move(trouble);
    }
    return health;
}

void KafkaEndpoint::flush(std::chrono::milliseconds deadline)
{
    const auto until = std::chrono::steady_clock::now() + deadline;
    while (m_writer && !isFinished() && !m_failure && std::chrono::steady_clock::now() < until) {
        const bool allFinished =
            std::all_of(m_pending.begin(), m_pending.end(),
                        [](const Pending &p) { return p.reported == p.count(); });
        if (allFinished) {
            return;
        }
        m_chores->deliver();
        pump();
        rd_kafka_flush(m_writer->client.get(), 1); // ends the waiting for fuller batches
        drain(10);
    }
}

void KafkaEndpoint::releaseWriter(std::vector<std::shared_ptr<Chores>> chores,
                                  std::chrono::milliseconds deadline)
{
    if (m_writer) {
        rd_kafka_queue_io_event_enable(m_writer->events.get(), -1, nullptr, 0);
        for (const Pending &pending : m_pending) {
            m_writer->batches.push_back(pending.submission.batch);
        }
    }
    runSlowCall(
        "kafka-close",
        [writer = std::exchange(m_writer, nullptr), chores = std::move(chores)]() mutable {
            chores.clear(); // joins
            writer.reset();
        },
        deadline);
}

/// After a fatal error of the library: everything unreported is produced again, so that repeats are
/// possible and loss is not.
void KafkaEndpoint::replaceWriter()
{
    m_needsNewWriter = false;
    releaseWriter({}, 0ms);
    if (const Result<void> opened = openWriter(); !opened) {
        fail(opened.error());
        return;
    }
    for (Pending &pending : m_pending) {
        pending.produced = 0;
    }
    m_next = 0;
}

/// What was on its way when the computer slept may wait a minute for its answer, on a connection
/// that is none any more. So each leader is put a small question on the same connections.
void KafkaEndpoint::sawSleep()
{
    constexpr auto kLimit = 2500ms;
    if (!m_writer || !m_isTopicKnown || m_failure) {
        return;
    }
    TopicPartitions partitions;
    for (std::int32_t partition = 0; partition < m_partitions; ++partition) {
        partitions.push_back({.topic = m_context->end.target.toUtf8(), .partition = partition});
    }
    m_chores->post(
        [this, writer = m_writer, partitions](const Chores::Stop &) -> Chores::Continuation {
            const Ends ends = endsOf(writer->client.get(), partitions, RD_KAFKA_OFFSET_END, kLimit);
            return [this, asked = writer.get(), haveAnswered = ends.size() == partitions.size()] {
                if (asked == m_writer.get()) {
                    sawLeaders(haveAnswered);
                }
            };
        });
}

/// A new client connects at once.
void KafkaEndpoint::sawLeaders(bool haveAnswered)
{
    const TimePoint now = m_context->clock.now();
    if (haveAnswered) {
        m_liveness.sawAnswer(now);
        return;
    }
    m_liveness.sawSilence(errorOf(RD_KAFKA_RESP_ERR__TIMED_OUT, ""), now);
    m_needsNewWriter = true;
    m_context->wakeup.notify();
}

void KafkaEndpoint::close(std::chrono::milliseconds deadline)
{
    if (!m_writer && !m_chores) {
        return;
    }
    if (m_chores) {
        m_chores->stop();
    }
    releaseWriter({std::exchange(m_chores, nullptr), m_refusal.release()}, deadline);
    m_pending.clear();
    m_next = 0;
}

} // namespace core::kafka
