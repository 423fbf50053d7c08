// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/support/text.h"

using namespace std::chrono_literals;

/// The polling half of the source: messages, rebalances and what the library reports.
namespace core::kafka {
namespace {

MessageOutcome overLimit(const rd_kafka_message_t &message, const LaneInfo &lane, std::size_t index)
{
    return {.index = static_cast<std::uint32_t>(index),
            .verdict = Verdict::Refuse,
            .error = {.code = ErrorCode::Rejected,
                      .id = "kafka.message.over_limit",
                      .message = text(WEIR_TEXT("Message %1 of %2 is larger than allowed"))
                                     .arg(message.offset)
                                     .arg(lane.name),
                      .field = QStringLiteral("max_message_bytes"),
                      .fix = text(WEIR_TEXT("Raise the limit for the largest message"))}};
}

/// The topic was made anew or cleared beneath us, and may hold more than our position again in a
/// moment. Only a new start can tell, from the positions that the group still has, and what then
/// fails for good fails there.
Error beginAnew(rd_kafka_resp_err_t code, const char *words)
{
    Error error = errorOf(code, words);
    error.code = ErrorCode::NotFound;
    return error;
}

/// The topic is not there, or not with all of its partitions. Should it be back when we ask, it is
/// another one.
bool isTopicGone(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART
        || code == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC || code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
}

std::vector<QByteArray> topicIn(const rd_kafka_message_t &message)
{
    return message.rkt ? std::vector<QByteArray>{rd_kafka_topic_name(message.rkt)}
                       : std::vector<QByteArray>();
}

} // namespace

Result<Polled> KafkaSource::poll(std::size_t maxMessages, std::size_t maxBytes)
{
    Polled polled;
    if (!m_consumer) {
        return polled;
    }
    m_chores->deliver();
    takeNews();
    m_consumer->commitDue(m_context->clock.now());
    lookAtServices();
    if (m_failure) {
        return *m_failure;
    }
    if (m_isRevoking && m_context->clock.now() > m_revokeBy + 1s) {
        unassign(); // nobody answered: the group must not wait longer
    }
    polled.laneEvents = std::exchange(m_laneEvents, {});
    if (mayFetch() && !m_skipped.empty()) {
        takeSkipped(polled);
    } else if (mayFetch()) {
        // what a paused partition had on its way still comes, and the queue must be served
        fetch(polled, m_isPaused ? std::max<std::size_t>(maxMessages, 1) : maxMessages, maxBytes);
    }
    if (m_failure && !polled.batch && polled.laneEvents.empty()) {
        return *m_failure;
    }
    polled.more =
        polled.more || m_failure.has_value() || m_consumer->hasNews() || !m_laneEvents.empty();
    return polled;
}

/// While lanes are being revoked the queue is left alone: what it holds of them is not ours.
bool KafkaSource::mayFetch() const
{
    return !m_isStopped && !m_isRevoking;
}

void KafkaSource::fetch(Polled &polled, std::size_t maxMessages, std::size_t maxBytes)
{
    Fetched fetched;
    ++m_batch;
    const auto isEnough = [&] { return fetched.count >= maxMessages || fetched.bytes >= maxBytes; };
    while (!isEnough() && !m_consumer->hasNews() && !m_failure && m_skipped.empty()) {
        MessageHandle message = m_consumer->poll();
        if (!message) {
            break;
        }
        if (Assignment::Lane *lane = laneOf(*message)) {
            if (!fetched.batch) {
                fetched.batch = std::make_shared<KafkaBatch>(
                    m_consumer, std::min<std::size_t>(maxMessages, 1024));
            }
            take(std::move(message), *lane, fetched, polled);
        }
    }
    polled.more = isEnough() || !m_skipped.empty();
    if (fetched.batch) {
        m_liveness.sawAnswer(m_context->clock.now());
        fetched.batch->finish(std::move(fetched.lanes), m_context->clock.now(),
                              m_context->clock.wallMs());
        polled.batch = std::move(fetched.batch);
    }
}

/// Null for what is no message to be handed over; whatever it says is taken note of.
Assignment::Lane *KafkaSource::laneOf(const rd_kafka_message_t &message)
{
    if (message.err) {
        sawMessageError(message);
        return nullptr;
    }
    Assignment::Lane *lane = m_assignment.of(message);
    if (lane && lane->skip) {
        sawReadable(*lane);
        return nullptr;
    }
    return lane;
}

void KafkaSource::take(MessageHandle message, Assignment::Lane &lane, Fetched &fetched,
                       Polled &polled)
{
    lane.unreadable = 0;
    const std::size_t size = message->len + message->key_len;
    if (size > static_cast<std::size_t>(m_config.maxMessageBytes.value)) {
        polled.refused.push_back(overLimit(*message, *lane.info, fetched.count));
    }
    lane.last = message->offset;
    lane.taken = message->offset + 1;
    fetched.batch->add(message.release(), indexIn(fetched.lanes, lane));
    fetched.bytes += size;
    ++fetched.count;
}

std::uint32_t KafkaSource::indexIn(std::vector<LanePtr> &lanes, Assignment::Lane &lane)
{
    if (lane.batch != m_batch) {
        lane.batch = m_batch;
        lane.index = static_cast<std::uint32_t>(lanes.size());
        lanes.push_back(lane.info);
    }
    return lane.index;
}

void KafkaSource::takeNews()
{
    ConsumerNews news = m_consumer->takeNews();
    for (const ConsumerNews::Rebalance &change : news.rebalances) {
        rebalance(change);
    }
    for (const ConsumerNews::Trouble &trouble : news.troubles) {
        sawTrouble(trouble);
    }
    askAboutTopics();
}

void KafkaSource::rebalance(const ConsumerNews::Rebalance &change)
{
    if (!change.isAssign) {
        revoke(change.isLost);
        return;
    }
    TopicPartitions partitions;
    for (int i = 0; i < change.partitions->cnt; ++i) {
        const rd_kafka_topic_partition_t &one = change.partitions->elems[i];
        partitions.push_back({.topic = one.topic, .partition = one.partition});
    }
    takeOver(std::move(partitions));
}

void KafkaSource::revoke(bool isLost)
{
    ++m_lookUp; // an assignment that is still being looked up is over
    if (m_assignment.isEmpty() || isLost) {
        m_laneEvents = m_assignment.events(LaneEvent::Kind::Lost, {});
        unassign();
        return;
    }
    const auto half = m_config.sessionTimeout.milliseconds() / 2;
    m_revokeBy = m_context->clock.now() + std::min<std::chrono::milliseconds>(half, 10s);
    m_isRevoking = true;
    m_laneEvents = m_assignment.events(LaneEvent::Kind::Revoking, m_revokeBy);
}

/// The library commits what is stored before it gives the partitions back, unless they are lost.
void KafkaSource::unassign()
{
    m_isRevoking = false;
    keepPlaces();
    m_assignment.clear();
    m_skipped.clear();
    rd_kafka_assign(m_consumer->raw(), nullptr);
    if (std::exchange(m_readsAgain, false)) {
        read();
    }
}

void KafkaSource::sawTrouble(const ConsumerNews::Trouble &trouble)
{
    const rd_kafka_resp_err_t code = trouble.code;
    const char *words = trouble.words.constData();
    if (code == RD_KAFKA_RESP_ERR__FATAL) {
        fail(fatalError());
        return;
    }
    Error error = m_tokens.sawError(code, words, m_liveness.isUsable());
    if (error.code == ErrorCode::Auth) {
        sawRefusal(std::move(error));
    } else if (isTopicGone(code) && m_liveness.isUsable()) {
        fail(beginAnew(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, words));
    } else {
        m_liveness.sawTrouble(code, error, m_context->clock.now());
    }
}

/// Between the last message and the end there may be markers of transactions, which nobody is ever
/// handed and nobody acknowledges.
void KafkaSource::sawEnd(const rd_kafka_message_t &message)
{
    Assignment::Lane *lane = m_assignment.of(message);
    if (!lane) {
        return;
    }
    m_liveness.sawAnswer(m_context->clock.now());
    if (lane->skip) {
        sawReadable(*lane);
        return;
    }
    const std::int64_t before = lane->next;
    if (Assignment::drain(*lane, message.offset)) {
        lane->high = lane->taken;
        m_laneEvents.push_back({.kind = LaneEvent::Kind::Drained,
                                .lane = lane->info,
                                .end = Position{.value = lane->last, .stable = true}});
    }
    if (lane->next > before) {
        store(*lane);
    }
}

void KafkaSource::sawMessageError(const rd_kafka_message_t &message)
{
    const char *words = rd_kafka_message_errstr(&message);
    switch (message.err) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF: sawEnd(message); return;
    case RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED: return; // joins again with the next poll
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR__BAD_MSG: sawUnreadable(message); return;
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        failGone(topicIn(message), beginAnew(message.err, words));
        return;
    default: break;
    }
    const Error error = errorOf(message.err, words);
    if (isTopicGone(message.err) && m_liveness.isUsable()) {
        failGone(topicIn(message), beginAnew(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, words));
    } else if (error.isRetryable() || isTopicGone(message.err)) {
        sawTrouble({.code = message.err, .words = words});
    } else {
        fail(error);
    }
}

} // namespace core::kafka
