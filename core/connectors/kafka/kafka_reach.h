// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_lookup.h"

#include <QRegularExpression>

namespace core::kafka {

/// Which topics a source reads, by name or by pattern, and which partitions of them.
class Reach final
{
public:
    explicit Reach(const KafkaSourceConfig &config);
    /// These topics, all partitions; an empty name = none.
    explicit Reach(const QStringList &topics);

    const std::vector<QByteArray> &names() const { return m_names; }
    bool isEmpty() const { return m_names.empty() && m_patterns.empty(); }
    bool hasPatterns() const { return !m_patterns.empty(); }
    /// One question tells of all topics, rather than one for each.
    bool isListed() const;
    bool isNamed(const QByteArray &topic) const;
    /// The broker's own topics match no pattern: whoever wants them names them.
    bool matches(const QString &topic) const;

    /// Only some partitions are read, without sharing them with other members of the group.
    bool isSubset() const { return !m_ranges.empty(); }
    bool covers(std::int32_t partition) const;
    /// What is read of these topics.
    TopicPartitions partitionsOf(const Topics &topics) const;
    /// The first entry of the subset that none of the topics has.
    std::optional<QString> missingIn(const Topics &topics) const;

    /// The error of a topic with the field that it is written in.
    Error blaming(const QByteArray &topic, Error error) const;

private:
    void add(const QString &entry);

    QByteArray m_first; ///< what stands in the field `topic`
    std::vector<QByteArray> m_names;
    std::vector<QRegularExpression> m_patterns;
    std::vector<PartitionRange> m_ranges;
};

/// What the broker has of it now, by name; blocks like partitionsOf(). Topics of `known` are asked
/// about by themselves when a list of all lacks them. Errors: what is wrong with a topic that is
/// named, a partition that no topic has, and kafka.topics.many. `blamed` gets the named topic that
/// an error is about.
Result<Topics> topicsOf(rd_kafka_t *client, const Reach &reach, const Topics &known,
                        const Chores::Stop &stop,
                        std::chrono::milliseconds limit = std::chrono::hours(24 * 365),
                        QByteArray *blamed = nullptr);

/// There is nothing to read, now.
Error noTopicYet();

} // namespace core::kafka
