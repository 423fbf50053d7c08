// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_nearest.h"
#include "core/connectors/kafka/kafka_test_steps.h"
#include "core/support/text.h"

#include <map>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

QString nearestTopics(const rd_kafka_metadata_t &cluster, const QString &wanted)
{
    QStringList names;
    for (int i = 0; i < cluster.topic_cnt; ++i) {
        const auto name = QString::fromUtf8(cluster.topics[i].topic);
        if (!name.startsWith("__"_L1)) { // the broker's own
            names.append(name);
        }
    }
    QStringList shown;
    for (const QString &name : nearestNames(names, wanted)) {
        shown.append(visibleText(name, 249));
    }
    return shown.join(u", "_s);
}

QString describe(const Topics &topics)
{
    std::size_t partitions = 0;
    for (const TopicParts &topic : topics) {
        partitions += topic.partitions.size();
    }
    return topics.size() == 1
        ? text(WEIR_TEXT("The topic has %1 partitions")).arg(partitions)
        : text(WEIR_TEXT("%1 topics with %2 partitions")).arg(topics.size()).arg(partitions);
}

/// Those of `wanted` that no broker serves now; a topic that is not in the answer is left out.
TopicPartitions leaderlessIn(const rd_kafka_metadata_t &cluster, const TopicPartitions &wanted)
{
    std::map<TopicPartition, bool> hasLeader;
    for (int i = 0; i < cluster.topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t &topic = cluster.topics[i];
        for (int j = 0; j < topic.partition_cnt; ++j) {
            hasLeader[{.topic = topic.topic, .partition = topic.partitions[j].id}] =
                topic.partitions[j].leader >= 0;
        }
    }
    TopicPartitions leaderless;
    for (const TopicPartition &one : wanted) {
        const auto found = hasLeader.find(one);
        if (found != hasLeader.end() && !found->second) {
            leaderless.push_back(one);
        }
    }
    return leaderless;
}

Error withoutLeader(const TopicPartitions &leaderless)
{
    constexpr std::size_t kMostNamed = 8;
    QStringList names;
    for (const TopicPartition &one : leaderless) {
        if (names.size() < static_cast<qsizetype>(kMostNamed)) {
            names.append(laneName(one.topic, one.partition));
        }
    }
    if (leaderless.size() > kMostNamed) {
        names.append(u"…"_s);
    }
    return {.code = ErrorCode::Connect,
            .id = "kafka.partition.no_leader",
            .message = leaderless.size() == 1
                ? text(WEIR_TEXT("Partition %1 has no leader")).arg(names.first())
                : text(WEIR_TEXT("%1 partitions have no leader: %2"))
                      .arg(leaderless.size())
                      .arg(names.join(u", "_s)),
            .field = u"topic"_s,
            .fix = text(WEIR_TEXT("The brokers that hold them are down or cut off: look at the "
                                  "cluster"))};
}

/// A topic that was made a moment ago has none for a while, so it is asked about again.
TopicPartitions leaderlessOf(const TestWay &way, const Topics &topics,
                             const rd_kafka_metadata_t &cluster)
{
    constexpr int kTries = 4;
    const TopicPartitions wanted = way.subject.reach.partitionsOf(topics);
    TopicPartitions leaderless = leaderlessIn(cluster, wanted);
    for (int i = 0; i < kTries && !leaderless.empty() && !way.run.isCancelled(); ++i) {
        std::this_thread::sleep_for(way.left(250ms));
        MetadataHandle newer;
        if (!way.probe.askAllTopics(way.limit(), newer)) {
            leaderless = leaderlessIn(*newer, wanted);
        }
    }
    return leaderless;
}

Explained missing(const TestWay &way, const FoundTopics &found, const rd_kafka_metadata_t &cluster)
{
    Error error = found.topics.error();
    const QString near = found.blamed.isEmpty()
        ? QString()
        : nearestTopics(cluster, QString::fromUtf8(found.blamed));
    if (error.code == ErrorCode::NotFound && !near.isEmpty()) {
        error.fix = text(WEIR_TEXT("There is: %1")).arg(near);
    } else if (error.code == ErrorCode::NotFound && way.subject.connection.isEventHubs) {
        error.fix = text(WEIR_TEXT("Create the event hub first: nobody else does"));
    }
    return {.error = error};
}

} // namespace

Error forbidden(const TestWay &way, Error error)
{
    const TestSubject &subject = way.subject;
    return explainedByHubs(std::move(error), subject.connection, subject.reach.names(),
                           subject.writer != nullptr);
}

bool testRights(const TestWay &way, FoundTopics &found)
{
    const TestSubject &subject = way.subject;
    if (!way.begin(StageId::Authorise)) {
        return false;
    }
    for (const QByteArray &topic : subject.reach.names()) {
        if (auto error = otherHub(subject.connection.password, QString::fromUtf8(topic))) {
            way.fail(StageId::Authorise, {.error = *std::move(error)});
            return false;
        }
    }
    if (!subject.reach.isEmpty()) {
        const Chores::Stop stop = false;
        found.topics =
            topicsOf(way.probe.raw(), subject.reach, {}, stop, way.left(), &found.blamed);
        if (!found.topics && found.topics.error().code == ErrorCode::Auth) {
            way.fail(StageId::Authorise, {.error = forbidden(way, found.topics.error())});
            return false;
        }
    }
    if (!subject.group.isEmpty() && found.topics && !found.topics->empty()) {
        const TopicParts &first = found.topics->front();
        const PartitionsHandle list =
            listOf(TopicPartitions{{.topic = first.topic, .partition = first.partitions.front()}});
        const auto error = way.probe.settle(
            [&](int ms) { return rd_kafka_committed(way.probe.raw(), list.get(), ms); },
            way.limit());
        if (error) {
            way.fail(StageId::Authorise, *error);
            return false;
        }
    }
    way.run.passed(StageId::Authorise, way.probe.took(),
                   !subject.writer && subject.group.isEmpty()
                       ? text(WEIR_TEXT("The topic may be used; the group follows from the flow, "
                                        "so its rights show at the start"))
                       : text(WEIR_TEXT("Nothing that was asked for is forbidden")));
    return true;
}

bool testTopics(const TestWay &way, const FoundTopics &found, const rd_kafka_metadata_t &cluster)
{
    if (!way.begin(StageId::Target)) {
        return false;
    }
    if (way.subject.reach.isEmpty()) {
        way.run.skipped(StageId::Target, text(WEIR_TEXT("The topic is chosen in the flow")));
        return true;
    }
    const bool isMissing = !found.topics && found.topics.error().code == ErrorCode::NotFound;
    if (isMissing && way.subject.writer && way.subject.writer->createTopic) {
        way.run.skipped(StageId::Target,
                        text(WEIR_TEXT("The topic does not exist yet: the flow creates it when it "
                                       "starts")));
        return false;
    }
    if (!found.topics) {
        way.fail(StageId::Target, missing(way, found, cluster));
        return false;
    }
    if (found.topics->empty()) {
        way.run.skipped(StageId::Target, noTopicYet().message);
        return false;
    }
    const TopicPartitions leaderless = leaderlessOf(way, *found.topics, cluster);
    if (!leaderless.empty()) {
        way.fail(StageId::Target, {.error = withoutLeader(leaderless)});
        return false;
    }
    way.run.passed(StageId::Target, way.probe.took(), describe(*found.topics));
    return true;
}

} // namespace core::kafka
