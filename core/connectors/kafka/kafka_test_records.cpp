// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_oauth.h"
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/connectors/kafka/kafka_writer_settings.h"
#include "core/support/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr QByteArrayView kMark = "weir-test"; ///< value, key and header's name

/// What became of the record for one topic.
struct Sent
{
    QByteArray topic = {};
    std::optional<rd_kafka_resp_err_t> report = {};
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    bool mayBeWritten = true; ///< whatever is reported
};

/// Writes the records by a producer of its own, with the endpoint's settings but for waiting.
class TestRecords final
{
public:
    explicit TestRecords(const TestWay &way) : m_way(way) { }
    ~TestRecords()
    {
        if (m_client) { // what was not sent must not keep anybody waiting
            rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
        }
    }
    TestRecords(const TestRecords &) = delete;
    TestRecords &operator=(const TestRecords &) = delete;

    std::optional<Explained> openWriter();
    void send(const QByteArray &topic);
    /// Until all are reported or the step's time is over.
    void wait();
    /// What is wrong with the first that did not arrive.
    std::optional<Explained> failure() const;
    QString summary() const;

private:
    ConfBuilder settings() const;
    void sawReports(rd_kafka_event_t *event);
    void sawError(rd_kafka_event_t *event);
    bool isDone() const
    {
        return std::ranges::all_of(m_sent, [](const Sent &one) { return one.report.has_value(); });
    }
    bool isAnswered() const { return m_way.subject.writer->acks != Acks::Zero; }

    const TestWay &m_way;
    std::vector<Sent> m_sent;
    std::optional<Explained> m_trouble; ///< the library's latest
    ClientHandle m_client;
    QueueHandle m_events;
};

ConfBuilder TestRecords::settings() const
{
    constexpr auto kAnswerBefore = 200ms; // the end of the step, so that the library tells why
    ConfBuilder conf = writerSettings(*m_way.subject.writer, m_way.probe.connection(), {});
    conf.set("linger.ms", 0).set("statistics.interval.ms", 0);
    conf.set("message.timeout.ms", std::max(100ms, m_way.left() - kAnswerBefore).count());
    rd_kafka_conf_set_events(conf.raw(), RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR);
    return conf;
}

std::optional<Explained> TestRecords::openWriter()
{
    Result<ClientHandle> client = makeClient(RD_KAFKA_PRODUCER, settings());
    if (!client) {
        return Explained{.error = client.error()};
    }
    m_client = *std::move(client);
    m_events.reset(rd_kafka_queue_get_main(m_client.get()));
    return std::nullopt;
}

/// A compacted topic wants a key, and keeps one such record then.
void TestRecords::send(const QByteArray &topic)
{
    constexpr QByteArrayView kYes = "1";
    const auto size = static_cast<std::size_t>(kMark.size());
    void *const place = reinterpret_cast<void *>(m_sent.size());
    Sent &sent = m_sent.emplace_back(Sent{.topic = topic});
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast" // the library's argument macros
    const rd_kafka_resp_err_t code = rd_kafka_producev(
        m_client.get(), RD_KAFKA_V_TOPIC(topic.constData()),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_VALUE(const_cast<char *>(kMark.data()), size),
        RD_KAFKA_V_KEY(kMark.data(), size),
        RD_KAFKA_V_HEADER(kMark.data(), kYes.data(), static_cast<ssize_t>(kYes.size())),
        RD_KAFKA_V_OPAQUE(place), RD_KAFKA_V_END);
#pragma GCC diagnostic pop
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        sent.report = code;
    }
}

void TestRecords::wait()
{
    constexpr int kSliceMs = 100;
    while (!isDone() && m_way.left() > 0ms && !m_way.run.isCancelled()) {
        const EventHandle event(rd_kafka_queue_poll(m_events.get(), kSliceMs));
        if (event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_DR) {
            sawReports(event.get());
        } else if (event) {
            sawError(event.get());
        }
    }
}

void TestRecords::sawReports(rd_kafka_event_t *event)
{
    while (const rd_kafka_message_t *record = rd_kafka_event_message_next(event)) {
        Sent &sent = m_sent[reinterpret_cast<std::size_t>(record->_private)];
        sent.report = record->err;
        sent.partition = record->partition;
        sent.offset = record->offset;
        sent.mayBeWritten = rd_kafka_message_status(record) != RD_KAFKA_MSG_STATUS_NOT_PERSISTED;
    }
}

void TestRecords::sawError(rd_kafka_event_t *event)
{
    const rd_kafka_resp_err_t code = rd_kafka_event_error(event);
    if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && m_trouble) {
        return; // which are down says less than why
    }
    m_trouble = explain(code, rd_kafka_event_error_string(event));
    if (const auto &tokens = m_way.probe.connection().tokens) {
        m_trouble = meantForTokens(*std::move(m_trouble), tokens->access());
    }
}

/// The probe was let see the topic: what is missing is the right to write.
Error noWriteRight(const TestWay &way, const QByteArray &topic)
{
    Error error = errorOf(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, "");
    error.message = text(WEIR_TEXT("No right to write to the topic %1"))
                        .arg(visibleText(QString::fromUtf8(topic), 249));
    error.fix = text(WEIR_TEXT("Ask for the right Write"));
    return forbidden(way, std::move(error));
}

std::optional<Explained> TestRecords::failure() const
{
    for (const Sent &sent : m_sent) {
        const auto code = sent.report.value_or(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT);
        switch (code) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: continue;
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
            return Explained{.error = noWriteRight(m_way, sent.topic)};
        case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
        case RD_KAFKA_RESP_ERR__FATAL: break;
        default: return Explained{.error = recordError(code)};
        }
        Explained why = m_trouble ? *m_trouble : explain(code, "");
        if (sent.mayBeWritten) {
            why.words += (why.words.isEmpty() ? QString() : u"; "_s)
                + text(WEIR_TEXT("the record may have been written all the same"));
        }
        return why;
    }
    return std::nullopt;
}

QString TestRecords::summary() const
{
    QStringList places;
    for (const Sent &sent : m_sent) {
        places.append(isAnswered() ? text(WEIR_TEXT("%1 at offset %2"))
                                         .arg(laneName(sent.topic, sent.partition))
                                         .arg(sent.offset)
                                   : QString::fromUtf8(sent.topic));
    }
    const QString all = places.join(u", "_s);
    return isAnswered()
        ? text(WEIR_TEXT("A test record was written and acknowledged: %1")).arg(all)
        : text(WEIR_TEXT("A test record was sent to %1; with acknowledgement Zero nobody tells "
                         "whether it arrived"))
              .arg(all);
}

Error noTopic()
{
    return {.code = ErrorCode::Config,
            .id = "kafka.test.no_topic",
            .message = text(WEIR_TEXT("No flow writes here yet: there is no topic for a test "
                                      "record")),
            .fix = text(WEIR_TEXT("Save a flow that writes to this endpoint"))};
}

} // namespace

void testRecords(const TestWay &way, const Topics &topics)
{
    if (!way.begin(StageId::Message)) {
        return;
    }
    if (topics.empty()) {
        way.fail(StageId::Message, {.error = noTopic()});
        return;
    }
    TestRecords records(way);
    if (const auto refused = records.openWriter()) {
        way.fail(StageId::Message, *refused);
        return;
    }
    for (const TopicParts &topic : topics) {
        records.send(topic.topic);
    }
    records.wait();
    if (const auto why = records.failure()) {
        way.fail(StageId::Message, *why);
    } else {
        way.run.passed(StageId::Message, way.probe.took(), records.summary());
    }
}

} // namespace core::kafka
