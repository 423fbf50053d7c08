// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/kafka/kafka_chores.h"
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_liveness.h"
#include "core/connectors/kafka/kafka_lookup.h"
#include "core/connectors/kafka/kafka_oauth.h"
#include "core/connectors/kafka/kafka_resends.h"
#include "core/connectors/kafka/kafka_scram.h"
#include "core/mapping/mapping_notes.h"

#include <deque>

namespace core::kafka {

/// Writes every message as one record, straight from the batch's bytes. The library's report on a
/// record is the message's outcome; submissions are finished in the order they came.
class KafkaEndpoint final : public Endpoint
{
public:
    explicit KafkaEndpoint(KafkaEndpointConfig config);
    ~KafkaEndpoint() override;

    Result<void> open(const EndpointContext &context) override;
    void submit(Submission submission) override;
    std::vector<Completion> collect() override;
    Health health() const override;
    void sawSleep() override;
    std::optional<Error> failure() const override { return m_failure; }
    void flush(std::chrono::milliseconds deadline) override;
    void close(std::chrono::milliseconds deadline) override;

private:
    /// A submission until every message of it is reported.
    struct Pending
    {
        Submission submission = {};
        std::uint32_t produced = 0; ///< so many of its messages went to the library
        std::uint32_t reported = 0;
        std::vector<bool> isReported = {}; ///< by place in the submission
        std::vector<MessageOutcome> outcomes = {};
        std::vector<mapping::Mark> marks = {}; ///< by place, once something of it was mapped

        std::uint32_t count() const;
        std::uint32_t indexAt(std::uint32_t place) const;
        void mark(std::uint32_t place, mapping::Mark mark);
    };
    /// As the library takes it: key and headers copied, the value left where it is.
    struct Record
    {
        Bytes key = {};
        Bytes value = {};
        std::int64_t timestampMs = -1;
        HeadersHandle headers = {};
        std::int32_t partition = RD_KAFKA_PARTITION_UA;
    };
    /// The library's part; destroyed on a slow-call thread together with what it still refers to.
    struct Writer
    {
        std::vector<BatchPtr> batches = {}; ///< keeps bytes that the library points at
        Resends resends = {};
        ClientHandle client = {};
        TopicHandle topic = {};
        QueueHandle events = {};
        ~Writer();
    };

    ConfBuilder settings() const;
    Result<void> openWriter();
    Result<void> openTopic();
    /// With the batches it may point into; ends both on a slow-call thread.
    void releaseWriter(std::vector<std::shared_ptr<Chores>> chores,
                       std::chrono::milliseconds deadline);
    void lookUpTopic();
    void replaceWriter();
    void sawLeaders(bool haveAnswered);
    void fail(Error error);
    void sawRefusal(Error error);
    Connection connection() const;

    void pump();
    rd_kafka_resp_err_t produce(Pending &pending, std::uint32_t place, void *opaque);
    rd_kafka_resp_err_t produceMapped(Pending &pending, std::uint32_t place, void *opaque);
    rd_kafka_resp_err_t send(Record record, void *opaque);
    rd_kafka_headers_t *headersFor(const MessageView &message) const;
    mapping::KafkaSettings mappingSettings() const;
    void drain(int waitMs);
    void sawReports(rd_kafka_event_t *event);
    void report(Pending &pending, std::uint32_t place, rd_kafka_resp_err_t code);
    static Completion completionOf(Pending &pending);
    void settle(Pending &pending, std::uint32_t place, Verdict verdict, Error error);
    void sawError(rd_kafka_event_t *event);
    void sawStatistics(const QByteArray &json);
    void sawCutOff(std::optional<int> partition);
    bool isFinished() const { return m_pending.empty(); }

    KafkaEndpointConfig m_config;
    mapping::KafkaSettings m_mapping;
    std::optional<EndpointContext> m_context;
    std::shared_ptr<Writer> m_writer;
    std::shared_ptr<Chores> m_chores;
    TokenSignIn m_tokens;
    ScramRefusal m_refusal;
    Liveness m_liveness;
    std::optional<Error> m_failure;
    std::deque<Pending> m_pending;
    std::uint32_t m_firstNumber = 0; ///< of m_pending.front(); numbers go round
    std::size_t m_next = 0; ///< in m_pending: the first one with messages to hand over
    std::int64_t m_partitions = 0; ///< of the topic, as far as the library knows
    std::int64_t m_firstPartitions = 0; ///< when it was looked up
    std::optional<Error> m_stranded; ///< messages wait for a broker that cannot be reached
    int m_strandings = 0; ///< so many statistics in a row found the same submission waiting
    SubmissionToken m_waiting = 0; ///< that one
    std::optional<Error> m_moved; ///< there is another number of partitions since
    bool m_isTopicKnown = false;
    bool m_needsNewWriter = false;
};

} // namespace core::kafka
