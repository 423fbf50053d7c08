// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test.h"

#include "core/connectors/kafka/kafka_probe.h"
#include "core/connectors/kafka/kafka_scram.h"
#include "core/connectors/kafka/kafka_starts.h"
#include "core/connectors/network_probe.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr auto kStageLimit = 4500ms;

void reportFailure(StageId stage, const Probe &probe, const TestSubject &subject, TestRun &run,
                   const Explained &why)
{
    const Error error = subject.keys.named(why.error);
    run.report({.stage = stage,
                .state = StageState::Failed,
                .took = probe.took(),
                .code = QString::fromLatin1(error.id),
                .message = error.message,
                .peer = why.words,
                .field = error.field,
                .fix = error.fix,
                .proposals = why.offered ? subject.keys.proposalsFor(*why.offered)
                                         : std::vector<Proposal>()});
}

/// Up to three existing names that look like the missing one.
QString nearestTopics(const rd_kafka_metadata_t &metadata, const QString &wanted)
{
    QStringList near;
    for (int i = 0; i < metadata.topic_cnt && near.size() < 3; ++i) {
        const QString name = QString::fromUtf8(metadata.topics[i].topic);
        const bool isClose = name.startsWith(wanted.left(3), Qt::CaseInsensitive)
            || name.contains(wanted, Qt::CaseInsensitive);
        if (isClose && !name.startsWith("__"_L1)) {
            near.append(visibleText(name, 249));
        }
    }
    return near.join(", "_L1);
}

/// What the test knows of the topics; `blamed` is the one that an error is about.
struct FoundTopics
{
    Result<Topics> topics = Topics();
    QByteArray blamed = {};
};

bool testRights(Probe &probe, const TestSubject &subject, TestRun &run, FoundTopics &found)
{
    probe.beginStage();
    if (!subject.reach.isEmpty()) {
        const Chores::Stop stop = false;
        found.topics = topicsOf(probe.raw(), subject.reach, {}, stop, kStageLimit, &found.blamed);
        if (!found.topics && found.topics.error().code == ErrorCode::Auth) {
            reportFailure(StageId::Authorise, probe, subject, run, {.error = found.topics.error()});
            return false;
        }
    }
    if (!subject.group.isEmpty() && found.topics && !found.topics->empty()) {
        const TopicParts &first = found.topics->front();
        const PartitionsHandle list =
            listOf({{.topic = first.topic, .partition = first.partitions.front()}});
        const auto error = probe.settle(
            [&](int ms) { return rd_kafka_committed(probe.raw(), list.get(), ms); }, kStageLimit);
        if (error) {
            reportFailure(StageId::Authorise, probe, subject, run, *error);
            return false;
        }
    }
    run.passed(StageId::Authorise, probe.took(),
               subject.reads && subject.group.isEmpty()
                   ? text(WEIR_TEXT("The topic may be used; the group follows from the flow, so "
                                    "its rights show at the start"))
                   : text(WEIR_TEXT("Nothing that was asked for is forbidden")));
    return true;
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

bool testTopics(Probe &probe, const TestSubject &subject, TestRun &run, const FoundTopics &found,
                const rd_kafka_metadata_t &all)
{
    if (subject.reach.isEmpty()) {
        run.skipped(StageId::Target, text(WEIR_TEXT("The topic is chosen in the flow")));
        return true;
    }
    if (!found.topics) {
        Error error = found.topics.error();
        const QString near = nearestTopics(all, QString::fromUtf8(found.blamed));
        if (!found.blamed.isEmpty() && !near.isEmpty()) {
            error.fix = text(WEIR_TEXT("There is: %1")).arg(near);
        }
        reportFailure(StageId::Target, probe, subject, run, {.error = error});
        return false;
    }
    if (found.topics->empty()) {
        run.skipped(StageId::Target, noTopicYet().message);
        return false;
    }
    run.passed(StageId::Target, probe.took(), describe(*found.topics));
    return true;
}

/// The last message of each partition, three at most.
void testMessages(Probe &probe, const TestSubject &subject, TestRun &run, const Topics &topics)
{
    constexpr std::size_t kMost = 16;
    probe.beginStage();
    const Chores::Stop stop = false;
    TopicPartitions partitions = subject.reach.partitionsOf(topics);
    partitions.resize(std::min(partitions.size(), kMost));
    const auto starts = startPositions(
        probe.raw(),
        {.topics = topics, .partitions = partitions, .limit = kStageLimit, .preview = 1}, stop);
    if (!starts) {
        reportFailure(StageId::Message, probe, subject, run, {.error = starts.error()});
        return;
    }
    const PartitionsHandle list(rd_kafka_topic_partition_list_new(kMost));
    for (const LaneStart &start : *starts) {
        if (start.high > start.low) {
            rd_kafka_topic_partition_list_add(list.get(), start.topic.constData(), start.partition)
                ->offset = start.offset;
        }
    }
    if (list->cnt == 0) {
        run.passed(StageId::Message, probe.took(), text(WEIR_TEXT("The topic is empty")));
        return;
    }
    rd_kafka_assign(probe.raw(), list.get());
    while (probe.took() < 3s && !run.isCancelled()) {
        const MessageHandle message = probe.poll();
        if (message && !message->err) {
            if (subject.keep) {
                *subject.keep = QByteArray(static_cast<const char *>(message->payload),
                                           static_cast<qsizetype>(message->len));
            }
            run.passed(StageId::Message, probe.took(),
                       text(WEIR_TEXT("Read message %1 of partition %2, %3 bytes"))
                           .arg(message->offset)
                           .arg(message->partition)
                           .arg(message->len));
            return;
        }
        if (message && !errorOf(message->err, "").isRetryable()) {
            reportFailure(StageId::Message, probe, subject, run,
                          explain(message->err, rd_kafka_message_errstr(message.get())));
            return;
        }
    }
    run.skipped(StageId::Message, text(WEIR_TEXT("No message came within three seconds")));
}

/// With several brokers the library tries one after the other, so the first one's silence means
/// little.
bool testNetwork(const TestSubject &subject, TestRun &run)
{
    const QString brokers = normalBrokers(subject.connection.brokers);
    const qsizetype colon = brokers.lastIndexOf(u':');
    if (brokers.contains(u',') || colon < 0) {
        const QString why = text(WEIR_TEXT("Several brokers: the next step tries them in turn"));
        for (const StageId stage : {StageId::Resolve, StageId::Connect, StageId::Tls}) {
            run.skipped(stage, why);
        }
        return true;
    }
    return probeNetwork({.host = brokers.left(colon),
                         .port = brokers.mid(colon + 1).toUShort(),
                         .tls = subject.connection.tls,
                         .hostField = subject.keys.brokers,
                         .tlsKeys = subject.keys.tls},
                        run);
}

} // namespace

void testConnection(const TestSubject &subject, TestRun &run)
{
    const QString why = text(WEIR_TEXT("An earlier step failed"));
    if (!testNetwork(subject, run)) {
        skipFrom(StageId::Authenticate, run, why);
        return;
    }
    QElapsedTimer timer;
    timer.start();
    Result<Probe> made =
        Probe::make(subject.connection, subject.group, [&run] { return run.isCancelled(); });
    if (!made) {
        run.failed(StageId::Authenticate, std::chrono::milliseconds(timer.elapsed()),
                   subject.keys.named(made.error()));
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    Probe &probe = *made;
    MetadataHandle all;
    if (auto refused = probe.askAllTopics(kStageLimit, all)) {
        if (mayBeScramOfLibrary(subject.connection, refused->error)) {
            refused->error = causeOfScramRefusal(subject.connection, std::move(refused->error));
        }
        reportFailure(StageId::Authenticate, probe, subject, run, *refused);
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    run.passed(StageId::Authenticate, probe.took(),
               text(subject.connection.mechanism == Mechanism::None
                        ? WEIR_TEXT("No user name is asked for; brokers in the cluster: %1")
                        : WEIR_TEXT("Signed in; brokers in the cluster: %1"))
                   .arg(all->broker_cnt));
    FoundTopics found;
    if (!testRights(probe, subject, run, found)) {
        skipFrom(StageId::Target, run, why);
        return;
    }
    if (!testTopics(probe, subject, run, found, *all)) {
        skipFrom(StageId::Message, run, why);
        return;
    }
    if (subject.reads) {
        testMessages(probe, subject, run, *found.topics);
    } else {
        run.skipped(StageId::Message, text(WEIR_TEXT("A test writes nothing")));
    }
}

Result<BrowseListing> browseTopics(const Connection &connection, std::chrono::milliseconds deadline)
{
    constexpr std::size_t kMost = 10'000;
    Result<Probe> probe = Probe::make(connection, {}, [] { return false; });
    if (!probe) {
        return probe.error();
    }
    MetadataHandle all;
    if (const auto refused = probe->askAllTopics(deadline, all)) {
        return joined(*refused);
    }
    BrowseListing listing{.kind = u"topic"_s};
    for (int i = 0; i < all->topic_cnt && listing.items.size() < kMost; ++i) {
        const rd_kafka_metadata_topic_t &topic = all->topics[i];
        if (!QLatin1String(topic.topic).startsWith("__"_L1)) { // the broker's own
            listing.items.push_back(
                {.name = QString::fromUtf8(topic.topic), .partitions = topic.partition_cnt});
        }
    }
    std::sort(listing.items.begin(), listing.items.end(),
              [](const BrowseItem &a, const BrowseItem &b) { return a.name < b.name; });
    return listing;
}

} // namespace core::kafka
