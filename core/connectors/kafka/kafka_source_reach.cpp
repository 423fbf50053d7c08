// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_source.h"
#include "core/support/moment.h"
#include "core/support/text.h"

/// Which topics and partitions the source reads, from the look-up to the assignment.
namespace core::kafka {
namespace {

constexpr std::int64_t kPreviewMessages = 20; ///< of each partition
constexpr std::size_t kPreviewPartitions = 64;

Error goneError(const QByteArray &topic)
{
    return {.code = ErrorCode::NotFound,
            .id = "kafka.topic.missing",
            .message = text(WEIR_TEXT("The topic %1, which matched a pattern, is gone; the others "
                                      "are read on"))
                           .arg(QString::fromLatin1(topic))};
}

/// What a pattern had matched and is no more.
std::vector<QByteArray> goneSince(const Topics &before, const Topics &now)
{
    std::vector<QByteArray> gone;
    for (const TopicParts &topic : before) {
        if (std::ranges::find(now, topic.topic, &TopicParts::topic) == now.end()) {
            gone.push_back(topic.topic);
        }
    }
    return gone;
}

} // namespace

/// Before subscribing, because subscribing to a missing topic may crash the library until 2.2.
void KafkaSource::lookUpTopics()
{
    m_lastListed = m_context->clock.now();
    m_chores->post([this, client = m_consumer->raw(),
                    reach = m_reach](const Chores::Stop &stop) -> Chores::Continuation {
        return [this, found = topicsOf(client, reach, {}, stop)] { begin(found); };
    });
}

void KafkaSource::begin(const Result<Topics> &found)
{
    if (!found) {
        fail(found.error());
        return;
    }
    m_liveness.sawAnswer(m_context->clock.now());
    m_topics = *found;
    if (!isPreview()) {
        read();
        return;
    }
    TopicPartitions partitions = m_reach.partitionsOf(m_topics);
    if (partitions.empty()) {
        fail(noTopicYet());
        return;
    }
    partitions.resize(std::min(partitions.size(), kPreviewPartitions));
    lookUpStarts(std::move(partitions));
}

/// Patterns that match nothing yet wait for a topic.
void KafkaSource::read()
{
    if (m_topics.empty()) {
        m_liveness.setUsable(true);
    } else if (m_reach.isSubset()) {
        lookUpStarts(m_reach.partitionsOf(m_topics));
    } else {
        subscribe();
    }
}

/// By the names found rather than by the library's own patterns, which know neither bounds nor the
/// broker's own topics.
void KafkaSource::subscribe()
{
    const PartitionsHandle topics(
        rd_kafka_topic_partition_list_new(static_cast<int>(m_topics.size())));
    for (const TopicParts &topic : m_topics) {
        rd_kafka_topic_partition_list_add(topics.get(), topic.topic.constData(),
                                          RD_KAFKA_PARTITION_UA);
    }
    if (const auto code = rd_kafka_subscribe(m_consumer->raw(), topics.get())) {
        fail(failureOf(code));
    }
}

/// A member that subscribes again makes its group share out the partitions anew; what the library
/// learns from our question does not.
void KafkaSource::sawTopics(const Topics &found)
{
    m_liveness.sawAnswer(m_context->clock.now());
    if (found == m_topics || m_isRevoking || m_failure) {
        return;
    }
    if (std::vector<QByteArray> gone = goneSince(m_topics, found); !gone.empty()) {
        Error error = goneError(gone.front());
        failGone(std::move(gone), std::move(error));
        return;
    }
    for (const QByteArray &topic : goneSince(found, m_topics)) {
        m_appeared.insert(topic);
    }
    m_topics = found;
    if (m_reach.isSubset()) {
        m_readsAgain = true;
        revoke(false);
    } else {
        subscribe();
    }
}

/// The client is given up: librdkafka keeps what it has of a topic that is no more.
void KafkaSource::failGone(std::vector<QByteArray> topics, Error error)
{
    if (!m_failure) {
        m_goneTopics = std::move(topics);
        fail(std::move(error));
    }
}

bool KafkaSource::reads(const QByteArray &topic) const
{
    return std::ranges::find(m_topics, topic, &TopicParts::topic) != m_topics.end();
}

/// A static member that comes back is given what it had, whatever it subscribes to by now. One that
/// is a member already and joins again makes its group share out anew.
void KafkaSource::takeOver(TopicPartitions given)
{
    if (!m_hasJoinedAgain && isOfBefore(given)) {
        m_hasJoinedAgain = true;
        const PartitionsHandle none(rd_kafka_topic_partition_list_new(0));
        rd_kafka_assign(m_consumer->raw(), none.get());
        subscribe();
        return;
    }
    std::erase_if(given, [this](const TopicPartition &one) { return !reads(one.topic); });
    lookUpStarts(std::move(given));
}

/// It has what is not read any more, or lacks what only this member can have: all of its own group;
/// of a shared one nobody knows, so a topic that is missing as a whole counts.
bool KafkaSource::isOfBefore(const TopicPartitions &given) const
{
    if (m_config.instanceFor(m_context->flow.id).isEmpty()) {
        return false;
    }
    if (m_config.group.isEmpty() && given.size() < m_reach.partitionsOf(m_topics).size()) {
        return true;
    }
    const auto isGiven = [&](const TopicParts &topic) {
        return std::ranges::find(given, topic.topic, &TopicPartition::topic) != given.end();
    };
    return !std::ranges::all_of(m_topics, isGiven)
        || !std::ranges::all_of(given,
                                [this](const TopicPartition &one) { return reads(one.topic); });
}

void KafkaSource::lookUpStarts(TopicPartitions partitions)
{
    StartRequest request{.topics = m_topics,
                         .partitions = std::move(partitions),
                         .offset = m_config.offset,
                         .timeMs = momentMs(m_config.startTime).value_or(0),
                         .offsets = startOffsetsOf(m_config.startOffsets).offsets,
                         .onLost = m_config.onLostPosition,
                         .kept = m_context->startAt,
                         .released = m_released,
                         .wasMissing = m_context->wasMissing,
                         .appeared = m_appeared,
                         .preview = isPreview() ? kPreviewMessages : 0};
    m_chores->post([this, client = m_consumer->raw(), request = std::move(request),
                    lookUp = ++m_lookUp](const Chores::Stop &stop) -> Chores::Continuation {
        return [this, starts = startPositions(client, request, stop), lookUp] {
            if (lookUp == m_lookUp) {
                assign(starts);
            }
        };
    });
}

/// What the endpoint had kept at the start is of before by now, and so may be the epoch.
void KafkaSource::keepPlaces()
{
    std::vector<StoredPosition> &kept = m_context->startAt;
    for (const Assignment::Lane &lane : m_assignment.lanes()) {
        const QString &name = lane.info->name;
        std::erase_if(kept, [&](const StoredPosition &one) { return one.lane == name; });
        kept.push_back({.lane = name,
                        .epoch = lane.info->epoch,
                        .position = {.value = lane.next - 1, .stable = true}});
        m_released.insert(name);
    }
}

void KafkaSource::assign(const Result<std::vector<LaneStart>> &starts)
{
    if (!starts) {
        fail(starts.error());
        return;
    }
    for (const LaneStart &start : *starts) {
        m_lost += static_cast<std::uint64_t>(std::max<std::int64_t>(start.lost, 0));
        m_appeared.erase(start.topic);
    }
    m_laneEvents = m_assignment.take(*starts);
    const PartitionsHandle list = m_assignment.list();
    if (const auto code = rd_kafka_assign(m_consumer->raw(), list.get())) {
        fail(failureOf(code));
        return;
    }
    if (!isPreview()) {
        storeStarts();
    }
    if (m_isPaused) {
        setPaused(true);
    }
    m_liveness.sawAnswer(m_context->clock.now());
    m_liveness.setUsable(true);
}

/// At once, so that a group that started at the end does not jump over what comes before its first
/// commit.
void KafkaSource::storeStarts()
{
    const PartitionsHandle list = m_assignment.list();
    rd_kafka_offsets_store(m_consumer->raw(), list.get());
    m_consumer->stored(1);
}

} // namespace core::kafka
