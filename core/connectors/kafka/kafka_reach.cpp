// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reach.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kMostTopics = 1000;
constexpr std::size_t kAskedSingly = 8;

Error tooMany()
{
    return {.code = ErrorCode::Config,
            .id = "kafka.topics.many",
            .message = text(WEIR_TEXT("The patterns match more than %1 topics")).arg(kMostTopics),
            .field = u"topics"_s,
            .fix = text(WEIR_TEXT("Write a pattern that matches fewer"))};
}

/// A pattern may take very long for a single name.
Error tooSlow()
{
    return {.code = ErrorCode::Config,
            .id = "kafka.topics.slow",
            .message = text(WEIR_TEXT("The patterns take too long to compare with all topics")),
            .field = u"topics"_s,
            .fix = text(WEIR_TEXT("Write a simpler pattern, such as ^orders-"))};
}

Error noSuchPartition(const QString &entry)
{
    return {.code = ErrorCode::NotFound,
            .id = "kafka.partition.missing",
            .message = text(WEIR_TEXT("No topic that is read has partition %1")).arg(entry),
            .field = u"partitions"_s,
            .fix = text(WEIR_TEXT("Choose partitions that the topic has"))};
}

TopicParts partsOf(const rd_kafka_metadata_topic_t &found, bool isNamed)
{
    TopicParts topic{.topic = found.topic, .isNamed = isNamed};
    for (int i = 0; i < found.partition_cnt; ++i) {
        topic.partitions.push_back(found.partitions[i].id);
    }
    std::ranges::sort(topic.partitions);
    return topic;
}

/// The topics of the list that are wanted and usable; one just being made may come a little later.
Result<Topics> chosenOf(const rd_kafka_metadata_t &all, const Reach &reach)
{
    constexpr auto kMatching = 2s;
    const auto until = SteadyClock::now() + kMatching;
    Topics topics;
    for (int i = 0; i < all.topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t &found = all.topics[i];
        const bool isNamed = reach.isNamed(found.topic);
        if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR || found.partition_cnt == 0
            || !(isNamed || reach.matches(QString::fromLatin1(found.topic)))) {
            if (SteadyClock::now() > until) {
                return tooSlow();
            }
            continue;
        }
        topics.push_back(partsOf(found, isNamed));
        if (topics.size() > kMostTopics) {
            return tooMany();
        }
    }
    return topics;
}

bool isAmong(const Topics &topics, const QByteArray &name)
{
    return std::ranges::find(topics, name, &TopicParts::topic) != topics.end();
}

/// Asks about one topic and adds it; a topic that only a pattern named may be gone.
Result<void> addOne(rd_kafka_t *client, const QByteArray &name, bool isNamed, Topics &topics,
                    const Chores::Stop &stop, std::chrono::milliseconds limit)
{
    Result<Partitions> found = partitionsOf(client, name, stop, limit);
    if (found) {
        std::ranges::sort(*found);
        topics.push_back({.topic = name, .partitions = *std::move(found), .isNamed = isNamed});
    } else if (isNamed || found.error().isRetryable()
               || found.error().code == ErrorCode::Cancelled) {
        return found.error();
    }
    return {};
}

/// Those to be asked about by themselves.
std::vector<QByteArray> lackedBy(const Topics &found, const Reach &reach, const Topics &known)
{
    std::vector<QByteArray> lacked;
    const auto addMissing = [&](const QByteArray &name) {
        if (!isAmong(found, name)) {
            lacked.push_back(name);
        }
    };
    std::ranges::for_each(reach.names(), addMissing);
    for (const TopicParts &topic : known) {
        if (!topic.isNamed) {
            addMissing(topic.topic);
        }
    }
    return lacked;
}

Result<Topics> listed(rd_kafka_t *client, const Reach &reach, const Chores::Stop &stop,
                      SteadyClock::time_point until)
{
    constexpr auto kSlice = 1000ms;
    MetadataHandle all;
    const auto code = askUntilSettled(stop, until, kSlice, [&](int ms) {
        const rd_kafka_metadata_t *raw = nullptr;
        const auto answer = rd_kafka_metadata(client, 1, nullptr, &raw, ms);
        all.reset(raw);
        return answer;
    });
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return stop ? cancelled() : errorOf(code, "");
    }
    return chosenOf(*all, reach);
}

} // namespace

Reach::Reach(const KafkaSourceConfig &config)
    : m_first(config.topic.toUtf8()), m_ranges(rangesOf(config.partitions).ranges)
{
    add(config.topic);
    for (const QString &entry : config.topics) {
        add(entry);
    }
}

Reach::Reach(const QStringList &topics) : m_first(topics.value(0).toUtf8())
{
    for (const QString &topic : topics) {
        if (!topic.isEmpty() && !isNamed(topic.toUtf8())) {
            m_names.push_back(topic.toUtf8());
        }
    }
}

void Reach::add(const QString &entry)
{
    if (isTopicPattern(entry)) {
        m_patterns.emplace_back(entry);
    } else if (!entry.isEmpty() && !isNamed(entry.toUtf8())) {
        m_names.push_back(entry.toUtf8());
    }
}

bool Reach::isListed() const
{
    return hasPatterns() || m_names.size() > kAskedSingly;
}

bool Reach::isNamed(const QByteArray &topic) const
{
    return std::ranges::find(m_names, topic) != m_names.end();
}

bool Reach::matches(const QString &topic) const
{
    return !isBrokersOwn(topic)
        && std::ranges::any_of(m_patterns, [&](const QRegularExpression &pattern) {
               return pattern.match(topic).hasMatch();
           });
}

bool Reach::covers(std::int32_t partition) const
{
    return !isSubset() || std::ranges::any_of(m_ranges, [=](const PartitionRange &range) {
        return range.first <= partition && partition <= range.last;
    });
}

TopicPartitions Reach::partitionsOf(const Topics &topics) const
{
    TopicPartitions read;
    for (const TopicParts &topic : topics) {
        for (const std::int32_t partition : topic.partitions) {
            if (covers(partition)) {
                read.push_back({.topic = topic.topic, .partition = partition});
            }
        }
    }
    return read;
}

std::optional<QString> Reach::missingIn(const Topics &topics) const
{
    for (const PartitionRange &range : m_ranges) {
        const bool isThere = std::ranges::any_of(topics, [&](const TopicParts &topic) {
            return std::ranges::any_of(topic.partitions, [&](std::int32_t partition) {
                return range.first <= partition && partition <= range.last;
            });
        });
        if (!isThere) {
            return range.first == range.last ? QString::number(range.first)
                                             : u"%1-%2"_s.arg(range.first).arg(range.last);
        }
    }
    return std::nullopt;
}

Error Reach::blaming(const QByteArray &topic, Error error) const
{
    if (error.field == "topic"_L1 && topic != m_first) {
        error.field = u"topics"_s;
    }
    return error;
}

Result<Topics> topicsOf(rd_kafka_t *client, const Reach &reach, const Topics &known,
                        const Chores::Stop &stop, std::chrono::milliseconds limit,
                        QByteArray *blamed)
{
    const auto until = SteadyClock::now() + limit;
    Result<Topics> topics = reach.isListed() ? listed(client, reach, stop, until) : Topics();
    if (!topics) {
        return topics;
    }
    for (const QByteArray &name : lackedBy(*topics, reach, known)) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
        const auto added = addOne(client, name, reach.isNamed(name), *topics, stop, left);
        if (!added) {
            if (blamed) {
                *blamed = name;
            }
            return reach.blaming(name, added.error());
        }
    }
    const auto missing = reach.missingIn(*topics);
    if (missing && !reach.hasPatterns()) {
        return noSuchPartition(*missing);
    }
    std::ranges::sort(*topics, {}, &TopicParts::topic);
    return topics;
}

Error noTopicYet()
{
    return {.code = ErrorCode::NotFound,
            .id = "kafka.topics.none",
            .message = text(WEIR_TEXT("No topic matches the patterns yet; one that does is read "
                                      "from its beginning")),
            .field = u"topics"_s};
}

} // namespace core::kafka
