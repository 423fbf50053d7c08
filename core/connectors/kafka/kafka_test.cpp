// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test.h"

#include "core/connectors/kafka/kafka_lookup.h"
#include "core/connectors/kafka/kafka_oauth.h"
#include "core/connectors/kafka/kafka_probe.h"
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

bool testRights(Probe &probe, const TestSubject &subject, TestRun &run, Result<Partitions> &found)
{
    probe.beginStage();
    const QByteArray topic = subject.topic.toUtf8();
    if (!subject.topic.isEmpty()) {
        const Chores::Stop stop = false;
        found = partitionsOf(probe.raw(), topic, stop, kStageLimit);
        if (!found && found.error().code == ErrorCode::Auth) {
            reportFailure(StageId::Authorise, probe, subject, run, {.error = found.error()});
            return false;
        }
    }
    if (!subject.group.isEmpty() && found && !found->empty()) {
        const PartitionsHandle list(rd_kafka_topic_partition_list_new(1));
        rd_kafka_topic_partition_list_add(list.get(), topic.constData(), found->front());
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

bool testTopic(Probe &probe, const TestSubject &subject, TestRun &run,
               const Result<Partitions> &found, const rd_kafka_metadata_t &all)
{
    if (subject.topic.isEmpty()) {
        run.skipped(StageId::Target, text(WEIR_TEXT("The topic is chosen in the flow")));
        return true;
    }
    if (!found) {
        Error error = found.error();
        if (const QString near = nearestTopics(all, subject.topic); !near.isEmpty()) {
            error.fix = text(WEIR_TEXT("There is: %1")).arg(near);
        }
        reportFailure(StageId::Target, probe, subject, run, {.error = error});
        return false;
    }
    run.passed(StageId::Target, probe.took(),
               text(WEIR_TEXT("The topic has %1 partitions")).arg(found->size()));
    return true;
}

/// The last message of each partition, three at most.
void testMessages(Probe &probe, const TestSubject &subject, TestRun &run,
                  const Partitions &partitions)
{
    probe.beginStage();
    const Chores::Stop stop = false;
    const auto starts = startPositions(
        probe.raw(),
        {.topic = subject.topic.toUtf8(),
         .partitions =
             Partitions(partitions.begin(),
                        partitions.begin() + std::min<std::ptrdiff_t>(16, std::ssize(partitions))),
         .limit = kStageLimit,
         .preview = 1},
        stop);
    if (!starts) {
        reportFailure(StageId::Message, probe, subject, run, {.error = starts.error()});
        return;
    }
    const PartitionsHandle list(rd_kafka_topic_partition_list_new(16));
    for (const LaneStart &start : *starts) {
        if (start.high > start.low) {
            rd_kafka_topic_partition_list_add(list.get(), subject.topic.toUtf8().constData(),
                                              start.partition)
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

/// Signing in begins with a token where one is used. The handle that the next stages use.
Result<Probe> makeProbe(const TestSubject &subject, TestRun &run)
{
    const auto isCancelled = [&run] { return run.isCancelled(); };
    Connection connection = subject.connection;
    if (const Result<void> fetched = fetchTokens(connection, kStageLimit, isCancelled); !fetched) {
        return fetched.error();
    }
    return Probe::make(connection, subject.group, isCancelled);
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
    Result<Probe> made = makeProbe(subject, run);
    if (!made) {
        run.failed(StageId::Authenticate, std::chrono::milliseconds(timer.elapsed()),
                   subject.keys.named(made.error()));
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    Probe &probe = *made;
    MetadataHandle all;
    if (const auto refused = probe.askAllTopics(kStageLimit, all)) {
        reportFailure(StageId::Authenticate, probe, subject, run, *refused);
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    run.passed(StageId::Authenticate, probe.took(),
               text(WEIR_TEXT("Signed in; the cluster has %1 brokers")).arg(all->broker_cnt));
    Result<Partitions> found = Partitions{};
    if (!testRights(probe, subject, run, found)) {
        skipFrom(StageId::Target, run, why);
        return;
    }
    if (!testTopic(probe, subject, run, found, *all)) {
        skipFrom(StageId::Message, run, why);
        return;
    }
    if (subject.reads) {
        testMessages(probe, subject, run, *found);
    } else {
        run.skipped(StageId::Message, text(WEIR_TEXT("A test writes nothing")));
    }
}

Result<BrowseListing> browseTopics(const Connection &connection, std::chrono::milliseconds deadline)
{
    constexpr std::size_t kMost = 10'000;
    const auto goesOn = [] { return false; };
    Connection signedIn = connection;
    if (const Result<void> fetched = fetchTokens(signedIn, deadline, goesOn); !fetched) {
        return fetched.error();
    }
    Result<Probe> probe = Probe::make(signedIn, {}, goesOn);
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
