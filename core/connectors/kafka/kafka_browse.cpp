// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_browse.h"

#include "core/connectors/kafka/kafka_last_messages.h"

#include <algorithm>
#include <map>
#include <span>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr std::size_t kMostTopics = 10'000;
constexpr std::size_t kMostMeasured = 20'000; ///< partitions
constexpr std::size_t kMostRead = 1000; ///< partitions

using Found = std::vector<const rd_kafka_metadata_topic_t *>;

/// By name, without the broker's own.
Found topicsIn(const rd_kafka_metadata_t &cluster)
{
    Found topics;
    for (int i = 0; i < cluster.topic_cnt; ++i) {
        if (!QByteArrayView(cluster.topics[i].topic).startsWith("__")) {
            topics.push_back(&cluster.topics[i]);
        }
    }
    std::ranges::sort(topics, {}, [](const auto *topic) { return QByteArrayView(topic->topic); });
    topics.resize(std::min(kMostTopics, topics.size()));
    return topics;
}

/// Whole topics only: of the others nothing could be said.
TopicPartitions measurable(const Found &topics)
{
    TopicPartitions partitions;
    for (const rd_kafka_metadata_topic_t *topic : topics) {
        const auto count = static_cast<std::size_t>(topic->partition_cnt);
        const std::span parts(topic->partitions, count);
        const bool isLed = std::ranges::all_of(parts, [](auto &one) { return one.leader >= 0; });
        if (!isLed || partitions.size() + count > kMostMeasured) {
            continue;
        }
        for (const rd_kafka_metadata_partition_t &one : parts) {
            partitions.push_back({.topic = topic->topic, .partition = one.id});
        }
    }
    return partitions;
}

using MarksOfTopics = std::map<QByteArray, Marks>;

MarksOfTopics byTopic(Marks marks)
{
    MarksOfTopics topics;
    for (PartitionMarks &one : marks) {
        topics[one.partition.topic].push_back(std::move(one));
    }
    return topics;
}

std::int64_t heldIn(const Marks &marks)
{
    std::int64_t held = 0;
    for (const PartitionMarks &one : marks) {
        held += one.held();
    }
    return held;
}

/// Partitions of topics whose newest messages are looked at, each topic whole.
Marks readable(const MarksOfTopics &topics)
{
    Marks chosen;
    for (const auto &[topic, marks] : topics) {
        if (chosen.size() + marks.size() <= kMostRead) {
            std::ranges::copy_if(marks, std::back_inserter(chosen),
                                 [](const PartitionMarks &one) { return one.held() > 0; });
        }
    }
    return chosen;
}

/// The newest time in each topic all of whose partitions told theirs.
std::map<QByteArray, std::int64_t> newestIn(Probe &probe, const Marks &marks,
                                            std::chrono::milliseconds limit)
{
    std::map<QByteArray, std::int64_t> newest;
    const LastRead read =
        readLast(probe,
                 {.marks = marks,
                  .each = 2, // the last may be the mark of a transaction
                  .limit = limit,
                  .isCancelled = [] { return false; }},
                 [&newest](MessageHandle message) {
                     std::int64_t &time = newest[rd_kafka_topic_name(message->rkt)];
                     time = std::max(time, rd_kafka_message_timestamp(message.get(), nullptr));
                 });
    for (const TopicPartition &open : read.open) {
        newest.erase(open.topic);
    }
    return newest;
}

class Browsing final
{
public:
    Browsing(Probe &probe, std::chrono::milliseconds limit) : m_probe(probe), m_limit(limit)
    {
        m_timer.start();
    }

    void measure(const Found &topics, BrowseListing &listing)
    {
        const MarksOfTopics marks =
            byTopic(marksOf(m_probe.raw(), measurable(topics), left(m_limit / 2)));
        MarksOfTopics whole;
        for (std::size_t i = 0; i < topics.size(); ++i) {
            const auto found = marks.find(topics[i]->topic);
            const auto count = static_cast<std::size_t>(topics[i]->partition_cnt);
            if (found != marks.end() && count > 0 && found->second.size() == count) {
                listing.items[i].messages = heldIn(found->second);
                whole.insert(*found);
            }
        }
        const auto newest = newestIn(m_probe, readable(whole), left(m_limit));
        for (std::size_t i = 0; i < topics.size(); ++i) {
            const auto found = newest.find(topics[i]->topic);
            if (found != newest.end() && found->second > 0) {
                listing.items[i].newestMs = found->second;
            }
        }
    }

private:
    std::chrono::milliseconds left(std::chrono::milliseconds of) const
    {
        return std::max(0ms, of - std::chrono::milliseconds(m_timer.elapsed()));
    }

    Probe &m_probe;
    std::chrono::milliseconds m_limit;
    QElapsedTimer m_timer;
};

} // namespace

Result<BrowseListing> browseTopics(const Connection &connection, std::chrono::milliseconds deadline)
{
    constexpr std::chrono::milliseconds kMeasuring = 5s;
    constexpr std::chrono::milliseconds kReserve = 500ms; // for letting go
    Result<Probe> probe = Probe::make(connection, {}, [] { return false; });
    if (!probe) {
        return probe.error();
    }
    MetadataHandle cluster;
    if (const auto refused = probe->askAllTopics(deadline, cluster)) {
        return joined(*refused);
    }
    const Found topics = topicsIn(*cluster);
    BrowseListing listing{.kind = u"topic"_s};
    for (const rd_kafka_metadata_topic_t *topic : topics) {
        listing.items.push_back(
            {.name = QString::fromUtf8(topic->topic), .partitions = topic->partition_cnt});
    }
    const auto left = deadline - probe->took() - kReserve;
    if (left > 0ms) {
        Browsing(*probe, std::min(left, kMeasuring)).measure(topics, listing);
    }
    return listing;
}

} // namespace core::kafka
