// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/slow_call.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Life of the endpoint; producing and reports are in kafka_produce.cpp.
namespace core::kafka {
namespace {

const char *acksText(Acks acks)
{
    switch (acks) {
    case Acks::One: return "1";
    case Acks::Zero: return "0";
    case Acks::All: break;
    }
    return "-1";
}

const char *codecText(Compression compression)
{
    switch (compression) {
    case Compression::Gzip: return "gzip";
    case Compression::Snappy: return "snappy";
    case Compression::Lz4: return "lz4";
    case Compression::None: break;
    }
    return "none";
}

} // namespace

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
    const FlowDefinition &flow = m_context->flow;
    const Window &window = flow.delivery.window;
    const bool isBatching = m_config.batching.mode == Switch::Enabled;
    ConfBuilder conf;
    conf.connectTo(m_tokens.with(m_config.connection(flow.name, flow.baseFolder())));
    conf.set("acks", acksText(m_config.acks));
    conf.set("enable.idempotence", m_config.isIdempotent());
    conf.set("compression.codec", codecText(m_config.compression));
    conf.set("linger.ms", isBatching ? m_config.batching.latencyMs : 0);
    conf.set("batch.num.messages", isBatching ? m_config.batching.maxMessages : 1);
    conf.set("batch.size", m_config.batching.maxBytes);
    conf.set("message.timeout.ms", m_config.messageTimeoutMs);
    conf.set("partitioner",
             m_config.partitioner == Partitioner::Murmur2Random ? "murmur2_random"
                                                                : "consistent_random");
    // the flow's window is the bound; an outage never makes the library drop
    conf.set("queue.buffering.max.messages",
             std::clamp<std::int64_t>(window.messages, 1, 10'000'000));
    conf.set("queue.buffering.max.kbytes",
             std::clamp<std::int64_t>(2 * window.bytes.value / kKiB, 1024, 2'097'151));
    conf.set("message.max.bytes", m_config.largestMessage());
    conf.set("statistics.interval.ms", 1'500); // a silent broker is found by it
    rd_kafka_conf_set_events(conf.raw(),
                             RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS);
    return conf;
}

Result<void> KafkaEndpoint::open(const EndpointContext &context)
{
    m_context.emplace(context);
    m_tokens.begin(m_config.connection(context.flow.name, context.flow.baseFolder()),
                   &context.shared);
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
    Result<ClientHandle> client = makeClient(RD_KAFKA_PRODUCER, settings());
    if (!client) {
        return client.error();
    }
    auto writer = std::make_shared<Writer>();
    writer->client = *std::move(client);
    writer->events.reset(rd_kafka_queue_get_main(writer->client.get()));
    const std::uint64_t payload = Wakeup::kPayload;
    rd_kafka_queue_io_event_enable(writer->events.get(), m_context->wakeup.fd(), &payload,
                                   sizeof payload);
    m_writer = std::move(writer);
    return m_isTopicKnown ? openTopic() : Result<void>();
}

/// Only once it is known to exist: a producer's mere look at a topic may create it.
Result<void> KafkaEndpoint::openTopic()
{
    const QByteArray name = m_context->end.target.toUtf8();
    m_writer->topic.reset(rd_kafka_topic_new(m_writer->client.get(), name.constData(), nullptr));
    return m_writer->topic ? Result<void>() : errorOf(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION, "");
}

/// Before the first record, so that a broker does not create a topic out of a slip of the pen.
/// Asked with a consumer's handle, which never creates one.
void KafkaEndpoint::lookUpTopic()
{
    ConfBuilder conf;
    const FlowDefinition &flow = m_context->flow;
    conf.connectTo(m_tokens.with(m_config.connection(flow.name, flow.baseFolder())));
    conf.set("allow.auto.create.topics", false);
    Result<ClientHandle> made = makeClient(RD_KAFKA_CONSUMER, std::move(conf));
    if (!made) {
        fail(made.error());
        return;
    }
    const std::shared_ptr<rd_kafka_t> client = *std::move(made);
    const QByteArray topic = m_context->end.target.toUtf8();
    m_chores->post([this, client, topic](const Chores::Stop &stop) -> Chores::Continuation {
        const Result<Partitions> found = partitionsOf(client.get(), topic, stop);
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
            m_partitions = static_cast<std::int64_t>(found->size());
            m_liveness.setUsable(true);
            m_liveness.sawAnswer(m_context->clock.now());
            pump();
        };
    });
}

void KafkaEndpoint::fail(Error error)
{
    if (!m_failure) {
        m_failure = endpointKeys().named(std::move(error));
    }
}

void KafkaEndpoint::sawRefusal(Error error)
{
    const FlowDefinition &flow = m_context->flow;
    const Connection connection = m_config.connection(flow.name, flow.baseFolder());
    if (!m_refusal.take(connection, error, m_context->wakeup)) {
        fail(std::move(error));
    }
}

Health KafkaEndpoint::health() const
{
    Health health = m_liveness.health();
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
