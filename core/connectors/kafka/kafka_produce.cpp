// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_batch.h"
#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/text.h"

#include <array>

/// The working half of the endpoint: records out, reports back.
namespace core::kafka {
namespace {

/// A record's token is made of numbers, so nothing is allocated for it: the submission's number
/// above, the place in it below.
void *tokenOf(std::uint32_t number, std::uint32_t place)
{
    return reinterpret_cast<void *>((std::uint64_t(number) << 32) | place);
}

static_assert(sizeof(void *) == sizeof(std::uint64_t));

/// Permanent until somebody grants a right or creates a topic: the flow stops, the message stays.
bool stopsTheFlow(const Error &error)
{
    return error.code == ErrorCode::Auth || error.code == ErrorCode::NotFound
        || error.code == ErrorCode::Config;
}

} // namespace

std::uint32_t KafkaEndpoint::Pending::count() const
{
    return static_cast<std::uint32_t>(submission.only.empty() ? submission.batch->size()
                                                              : submission.only.size());
}

std::uint32_t KafkaEndpoint::Pending::indexAt(std::uint32_t place) const
{
    return submission.only.empty() ? place : submission.only[place];
}

/// Most endpoints map nothing: no memory is spent on them.
void KafkaEndpoint::Pending::mark(std::uint32_t place, mapping::Mark mark)
{
    if (marks.empty() && mark != mapping::Mark()) {
        marks.resize(count());
    }
    if (!marks.empty()) {
        marks[place] = mark;
    }
}

void KafkaEndpoint::submit(Submission submission)
{
    Pending &pending = m_pending.emplace_back();
    pending.submission = std::move(submission);
    pending.isReported.resize(pending.count());
    pump();
}

/// Hands over what the library has room for; reports make room for the rest.
void KafkaEndpoint::pump()
{
    if (!m_writer || !m_isTopicKnown || m_failure || m_needsNewWriter) {
        return;
    }
    for (; m_next < m_pending.size(); ++m_next) {
        Pending &pending = m_pending[m_next];
        const auto number = m_firstNumber + static_cast<std::uint32_t>(m_next);
        for (; pending.produced < pending.count(); ++pending.produced) {
            const std::uint32_t place = pending.produced;
            if (pending.isReported[place]) {
                continue; // delivered by the writer before this one
            }
            const rd_kafka_resp_err_t code = produce(pending, place, tokenOf(number, place));
            if (code == RD_KAFKA_RESP_ERR__QUEUE_FULL) {
                return;
            }
            if (code == RD_KAFKA_RESP_ERR__FATAL) {
                m_needsNewWriter = true;
                m_context->wakeup.notify();
                return;
            }
            if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
                report(pending, place, code);
                m_context->wakeup.notify();
            }
        }
    }
}

rd_kafka_headers_t *KafkaEndpoint::headersFor(const MessageView &message) const
{
    if (message.headers.reader() == &readHeader) { // from Kafka: taken over undecoded
        const rd_kafka_headers_t *headers =
            headersOf(static_cast<const rd_kafka_message_t *>(message.headers.native()));
        return headers ? rd_kafka_headers_copy(headers) : nullptr;
    }
    HeadersHandle headers;
    HeaderView header;
    for (std::size_t i = 0; message.headers.at(i, header); ++i) {
        if (!headers) {
            headers.reset(rd_kafka_headers_new(8));
        }
        rd_kafka_header_add(headers.get(), header.name.data(),
                            static_cast<ssize_t>(header.name.size()), header.value.data(),
                            static_cast<ssize_t>(header.value.size()));
    }
    return headers.release();
}

/// The bytes stay where they are: the batch lives until all its records are reported.
rd_kafka_resp_err_t KafkaEndpoint::produce(Pending &pending, std::uint32_t place, void *opaque)
{
    const MessageView &message = pending.submission.batch->messages()[pending.indexAt(place)];
    if (mapping::needsMapping(m_mapping, message)) {
        return produceMapped(pending, place, opaque);
    }
    return send({.key = m_config.keyFrom == KeyFrom::Source ? message.key : Bytes(),
                 .value = message.payload,
                 .timestampMs = message.timestampMs,
                 .headers = HeadersHandle(headersFor(message))},
                opaque);
}

rd_kafka_resp_err_t KafkaEndpoint::send(Record record, void *opaque)
{
    void *value = const_cast<std::byte *>(record.value.data());
    const auto time = std::max<std::int64_t>(record.timestampMs, 0); // 0 = now
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast" // the library's argument macros
    const rd_kafka_resp_err_t code = rd_kafka_producev(
        m_writer->client.get(), RD_KAFKA_V_RKT(m_writer->topic.get()), RD_KAFKA_V_MSGFLAGS(0),
        RD_KAFKA_V_PARTITION(record.partition), RD_KAFKA_V_VALUE(value, record.value.size()),
        RD_KAFKA_V_KEY(record.key.data(), record.key.size()), RD_KAFKA_V_TIMESTAMP(time),
        RD_KAFKA_V_HEADERS(record.headers.get()), RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
#pragma GCC diagnostic pop
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        (void)record.headers.release(); // the library's now
    }
    return code;
}

void KafkaEndpoint::report(Pending &pending, std::uint32_t place, rd_kafka_resp_err_t code)
{
    if (code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION) {
        // only such are chosen as there are: the topic went, or was made anew with fewer
        code = RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        Error error = errorOf(code, "");
        if (stopsTheFlow(error)) {
            fail(std::move(error));
            return; // stays unfinished and comes again
        }
        settle(pending, place, isRefusal(code) ? Verdict::Refuse : Verdict::Retry,
               recordError(code));
        return;
    }
    pending.isReported[place] = true;
    ++pending.reported;
}

void KafkaEndpoint::settle(Pending &pending, std::uint32_t place, Verdict verdict, Error error)
{
    pending.outcomes.push_back(MessageOutcome{
        .index = pending.indexAt(place), .verdict = verdict, .error = std::move(error)});
    pending.isReported[place] = true;
    ++pending.reported;
    pending.mark(place, {}); // not delivered: nothing of it counts
}

void KafkaEndpoint::sawReports(rd_kafka_event_t *event)
{
    std::array<const rd_kafka_message_t *, 256> records{};
    m_writer->resends.update(m_context->clock.now()); // what was said before these came
    bool anyDelivered = false;
    std::size_t count = 0;
    while ((count = rd_kafka_event_message_array(event, records.data(), records.size())) > 0) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto token = reinterpret_cast<std::uint64_t>(records[i]->_private);
            const auto slot = static_cast<std::uint32_t>(token >> 32) - m_firstNumber;
            const auto place = static_cast<std::uint32_t>(token);
            const rd_kafka_resp_err_t code = records[i]->err;
            m_writer->resends.sawReport(records[i]->partition);
            if (code == RD_KAFKA_RESP_ERR__FATAL || code == RD_KAFKA_RESP_ERR__PURGE_QUEUE
                || code == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT) {
                m_needsNewWriter = true;
            } else if (slot < m_pending.size() && !m_pending[slot].isReported[place]) {
                report(m_pending[slot], place, code);
                anyDelivered |= code == RD_KAFKA_RESP_ERR_NO_ERROR;
            }
        }
    }
    if (anyDelivered) {
        m_liveness.sawAnswer(m_context->clock.now());
    }
}

void KafkaEndpoint::sawError(rd_kafka_event_t *event)
{
    const rd_kafka_resp_err_t code = rd_kafka_event_error(event);
    if (rd_kafka_event_error_is_fatal(event) || code == RD_KAFKA_RESP_ERR__FATAL) {
        m_needsNewWriter = true;
        return;
    }
    Error error =
        m_tokens.sawError(code, rd_kafka_event_error_string(event), m_liveness.isUsable());
    if (error.code == ErrorCode::Auth) {
        sawRefusal(std::move(error));
    } else {
        m_liveness.sawTrouble(code, error, m_context->clock.now());
    }
}

/// Other brokers may do well meanwhile. A new leader is found sooner than it is told.
void KafkaEndpoint::sawCutOff(std::optional<int> partition)
{
    constexpr int kLasting = 3;
    const SubmissionToken first = isFinished() ? 0 : m_pending.front().submission.token;
    const bool isStuck = partition && first != 0 && first == m_waiting;
    m_waiting = first;
    m_strandings = isStuck ? m_strandings + 1 : 0;
    m_stranded.reset();
    if (m_strandings >= kLasting) {
        m_stranded = Error{.code = ErrorCode::Connect,
                           .id = "kafka.leader.unreachable",
                           .message = text(WEIR_TEXT("The broker that leads partition %1 of the "
                                                     "topic cannot be reached"))
                                          .arg(*partition)};
    }
}

/// The library learns of a topic's partitions by itself, and hands no record to one it does not
/// know; by the same number a fixed partition is chosen.
void KafkaEndpoint::sawStatistics(const QByteArray &json)
{
    const Statistics statistics = readStatistics(json, m_context->end.target);
    m_liveness.sawStatistics(statistics, m_context->clock.now());
    sawCutOff(statistics.cutOff);
    const std::int64_t partitions = statistics.partitions;
    if (!m_isTopicKnown || partitions == 0 || partitions == m_partitions) {
        return;
    }
    m_partitions = partitions;
    m_moved.reset();
    if (m_partitions != m_firstPartitions) {
        m_moved = Error{.code = ErrorCode::Config,
                        .id = "kafka.partitions.changed",
                        .message = text(WEIR_TEXT("The topic has %1 partitions, and had %2 when "
                                                  "the flow started: keys go to other ones now"))
                                       .arg(m_partitions)
                                       .arg(m_firstPartitions)};
    }
}

void KafkaEndpoint::drain(int waitMs)
{
    if (m_writer) {
        m_writer->resends.update(m_context->clock.now());
    }
    while (m_writer) {
        const EventHandle event(rd_kafka_queue_poll(m_writer->events.get(), waitMs));
        if (!event) {
            break;
        }
        waitMs = 0;
        switch (rd_kafka_event_type(event.get())) {
        case RD_KAFKA_EVENT_DR: sawReports(event.get()); break;
        case RD_KAFKA_EVENT_ERROR: sawError(event.get()); break;
        case RD_KAFKA_EVENT_STATS: sawStatistics(rd_kafka_event_stats(event.get())); break;
        default: break;
        }
    }
    if (m_needsNewWriter && !m_failure) {
        replaceWriter();
    }
}

Completion KafkaEndpoint::completionOf(Pending &pending)
{
    std::ranges::sort(pending.outcomes, {}, &MessageOutcome::index);
    Completion done{.token = pending.submission.token, .outcomes = std::move(pending.outcomes)};
    for (const mapping::Mark mark : pending.marks) {
        mapping::count(mark, done.notes);
    }
    return done;
}

std::vector<Completion> KafkaEndpoint::collect()
{
    std::vector<Completion> done;
    if (!m_writer) {
        return done;
    }
    m_chores->deliver();
    if (auto refused = m_tokens.failure()) {
        fail(*std::move(refused));
    }
    if (auto cause = m_refusal.cause()) {
        fail(*std::move(cause));
    }
    drain(0);
    while (!m_pending.empty() && m_pending.front().reported == m_pending.front().count()) {
        done.push_back(completionOf(m_pending.front()));
        m_pending.pop_front();
        ++m_firstNumber;
        m_next -= m_next > 0 ? 1 : 0;
    }
    pump();
    return done;
}

} // namespace core::kafka
