// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_test.h"

#include "core/connectors/kafka/kafka_consumer.h"
#include "core/connectors/kafka/kafka_errors.h"
#include "core/connectors/kafka/kafka_lookup.h"
#include "core/connectors/network_probe.h"
#include "core/support/text.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

constexpr auto kStageLimit = 4500ms;

Result<std::shared_ptr<Consumer>> testConsumer(const Connection &connection, const QString &group)
{
    ConfBuilder conf;
    conf.connectTo(connection);
    conf.set("group.id", group.isEmpty() ? QByteArray("weir-test") : group.toUtf8());
    conf.set("enable.auto.commit", false).set("enable.auto.offset.store", false);
    conf.set("allow.auto.create.topics", false).set("auto.offset.reset", "error");
    return Consumer::make(std::move(conf));
}

/// One test or listing: a handle of its own and the latest thing it complained about.
class Probe final
{
public:
    Probe(std::shared_ptr<Consumer> consumer, std::function<bool()> isCancelled)
        : m_consumer(std::move(consumer)), m_isCancelled(std::move(isCancelled))
    { }

    rd_kafka_t *raw() const { return m_consumer->raw(); }
    std::chrono::milliseconds took() const { return std::chrono::milliseconds(m_timer.elapsed()); }
    void beginStage()
    {
        m_timer.start();
        m_trouble.reset();
    }

    /// Repeats `ask(limit in ms)` until it works, the limit is over or the broker refuses us. The
    /// reason of a failure only comes by the library's error callback.
    std::optional<Error> settle(const std::function<rd_kafka_resp_err_t(int)> &ask,
                                std::chrono::milliseconds limit)
    {
        constexpr int kSliceMs = 500;
        while (took() < limit && !m_isCancelled()) {
            const rd_kafka_resp_err_t code = ask(kSliceMs);
            if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
                return std::nullopt;
            }
            listen();
            const Error error = errorOf(code, "");
            if (!error.isRetryable() && code != RD_KAFKA_RESP_ERR__AUTHENTICATION) {
                return error;
            }
            if (m_trouble && m_trouble->code == ErrorCode::Auth) {
                return m_trouble;
            }
        }
        return m_trouble ? m_trouble : errorOf(RD_KAFKA_RESP_ERR__TIMED_OUT, "");
    }

    MessageHandle poll()
    {
        MessageHandle message(rd_kafka_consumer_poll(raw(), 100));
        keepTroubles();
        return message;
    }

private:
    void listen()
    {
        m_consumer->poll();
        keepTroubles();
    }

    void keepTroubles()
    {
        for (const ConsumerNews::Trouble &trouble : m_consumer->takeNews().troubles) {
            const bool isSummary = trouble.code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
            if (!isSummary || !m_trouble) {
                m_trouble = errorOf(trouble.code, trouble.words.constData());
            }
        }
    }

    std::shared_ptr<Consumer> m_consumer;
    std::function<bool()> m_isCancelled;
    QElapsedTimer m_timer;
    std::optional<Error> m_trouble;
};

std::optional<Error> askAllTopics(Probe &probe, std::chrono::milliseconds limit,
                                  MetadataHandle &metadata)
{
    return probe.settle(
        [&](int ms) {
            const rd_kafka_metadata_t *raw = nullptr;
            const auto code = rd_kafka_metadata(probe.raw(), 1, nullptr, &raw, ms);
            metadata.reset(raw);
            return code;
        },
        limit);
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
            run.failed(StageId::Authorise, probe.took(), found.error());
            return false;
        }
    }
    if (!subject.group.isEmpty() && found && !found->empty()) {
        const PartitionsHandle list(rd_kafka_topic_partition_list_new(1));
        rd_kafka_topic_partition_list_add(list.get(), topic.constData(), found->front());
        const auto error = probe.settle(
            [&](int ms) { return rd_kafka_committed(probe.raw(), list.get(), ms); }, kStageLimit);
        if (error) {
            run.failed(StageId::Authorise, probe.took(), *error);
            return false;
        }
    }
    run.passed(StageId::Authorise, probe.took(),
               text(WEIR_TEXT("Nothing that was asked for is forbidden")));
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
        error.field = subject.group.isEmpty() ? QString() : error.field;
        run.failed(StageId::Target, probe.took(), error);
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
        run.failed(StageId::Message, probe.took(), starts.error());
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
            run.passed(StageId::Message, probe.took(),
                       text(WEIR_TEXT("Read message %1 of partition %2, %3 bytes"))
                           .arg(message->offset)
                           .arg(message->partition)
                           .arg(message->len));
            return;
        }
        if (message && !errorOf(message->err, "").isRetryable()) {
            run.failed(StageId::Message, probe.took(),
                       errorOf(message->err, rd_kafka_message_errstr(message.get())));
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
                         .hostField = subject.hostField},
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
    Result<std::shared_ptr<Consumer>> consumer = testConsumer(subject.connection, subject.group);
    if (!consumer) {
        run.failed(StageId::Authenticate, 0ms, consumer.error());
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    Probe probe(*std::move(consumer), [&run] { return run.isCancelled(); });
    probe.beginStage();
    MetadataHandle all;
    if (const auto error = askAllTopics(probe, kStageLimit, all)) {
        Error named = *error;
        if (subject.group.isEmpty() && !named.field.isEmpty()) {
            named.field = subject.hostField; // the other names are those of a source
        }
        run.failed(StageId::Authenticate, probe.took(), named);
        skipFrom(StageId::Authorise, run, why);
        return;
    }
    run.passed(StageId::Authenticate, probe.took(),
               text(WEIR_TEXT("Signed in; the cluster has %1 brokers")).arg(all->broker_cnt));
    Result<Partitions> found = Partitions{};
    if (!testRights(probe, subject, run, found) || !testTopic(probe, subject, run, found, *all)) {
        return;
    }
    if (subject.group.isEmpty()) {
        run.skipped(StageId::Message, text(WEIR_TEXT("A test writes nothing")));
    } else {
        testMessages(probe, subject, run, *found);
    }
}

Result<BrowseListing> browseTopics(const Connection &connection, std::chrono::milliseconds deadline)
{
    constexpr std::size_t kMost = 10'000;
    Result<std::shared_ptr<Consumer>> consumer = testConsumer(connection, {});
    if (!consumer) {
        return consumer.error();
    }
    Probe probe(*std::move(consumer), [] { return false; });
    probe.beginStage();
    MetadataHandle all;
    if (auto error = askAllTopics(probe, deadline, all)) {
        return *std::move(error);
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
