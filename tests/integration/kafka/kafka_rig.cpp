// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QThread>
#include <QUuid>

#include <array>
#include <span>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace rig {
namespace {

ClientHandle client(rd_kafka_type_t type)
{
    ConfBuilder conf;
    conf.connectTo(
        {.brokers = address(u"PLAIN"_s), .tls = {.disable = true}, .clientId = u"rig"_s});
    if (type == RD_KAFKA_PRODUCER) {
        conf.set("linger.ms", 5);
    }
    auto made = makeClient(type, std::move(conf));
    return made ? *std::move(made) : nullptr;
}

void waitForResult(rd_kafka_queue_t *queue)
{
    const EventHandle event(rd_kafka_queue_poll(queue, 20'000));
    if (!event || rd_kafka_event_error(event.get())) {
        qFatal("the broker did not do it: %s",
               event ? rd_kafka_event_error_string(event.get()) : "no answer");
    }
}

constexpr int kLimitMs = 30'000;

/// -1 = the broker does not list it, or lists a partition that nobody leads yet.
int ledPartitions(rd_kafka_t *client, const QByteArray &topic)
{
    const rd_kafka_metadata_t *answer = nullptr;
    if (rd_kafka_metadata(client, 1, nullptr, &answer, kLimitMs) != 0) {
        return -1;
    }
    const MetadataHandle cluster(answer);
    for (const auto &one : std::span(answer->topics, static_cast<std::size_t>(answer->topic_cnt))) {
        if (topic == one.topic) {
            const std::span parts(one.partitions, static_cast<std::size_t>(one.partition_cnt));
            const bool led = std::ranges::all_of(parts, [](auto &p) { return p.leader >= 0; });
            return led ? one.partition_cnt : -1;
        }
    }
    return -1;
}

/// The controller answers before the broker has heard of the change.
void waitUntilListed(rd_kafka_t *client, const QString &topic, int partitions)
{
    QElapsedTimer timer;
    timer.start();
    while (ledPartitions(client, topic.toUtf8()) != partitions) {
        if (timer.elapsed() > kLimitMs) {
            qFatal("the broker never listed %d partitions of %s", partitions, qPrintable(topic));
        }
        QThread::msleep(20);
    }
}

void check(rd_kafka_error_t *error)
{
    if (error) {
        qFatal("no transaction: %s", rd_kafka_error_string(error));
    }
}

} // namespace

QString address(const QString &listener)
{
    QFile file(qEnvironmentVariable("WEIR_KAFKA"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("WEIR_KAFKA names no file of addresses: run by ctest");
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (QString::fromUtf8(line.left(equals)) == listener) {
            return QString::fromUtf8(line.mid(equals + 1));
        }
    }
    qFatal("no such listener");
}

void createTopic(const QString &name, int partitions, const QMap<QByteArray, QByteArray> &settings)
{
    const ClientHandle admin = client(RD_KAFKA_PRODUCER);
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    std::array<char, 256> why{};
    rd_kafka_NewTopic_t *topic =
        rd_kafka_NewTopic_new(qPrintable(name), partitions, 1, why.data(), why.size());
    for (const auto &[setting, value] : settings.asKeyValueRange()) {
        rd_kafka_NewTopic_set_config(topic, setting.constData(), value.constData());
    }
    rd_kafka_CreateTopics(admin.get(), &topic, 1, nullptr, queue.get());
    waitForResult(queue.get());
    rd_kafka_NewTopic_destroy(topic);
    waitUntilListed(admin.get(), name, partitions);
}

QString makeTopic(int partitions)
{
    const QString name = u"t-"_s + Reader::newId();
    createTopic(name, partitions);
    return name;
}

void removeTopic(const QString &name)
{
    const ClientHandle admin = client(RD_KAFKA_PRODUCER);
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    rd_kafka_DeleteTopic_t *topic = rd_kafka_DeleteTopic_new(qPrintable(name));
    rd_kafka_DeleteTopics(admin.get(), &topic, 1, nullptr, queue.get());
    waitForResult(queue.get());
    rd_kafka_DeleteTopic_destroy(topic);
    waitUntilListed(admin.get(), name, -1);
}

/// By the broker's own tool: the library cannot do it.
void limitClient(const QString &clientId, int bytesPerSecond)
{
    const QString change = bytesPerSecond > 0
        ? QStringLiteral("--add-config=producer_byte_rate=%1").arg(bytesPerSecond)
        : u"--delete-config=producer_byte_rate"_s;
    QProcess java;
    java.start(u"java"_s,
               {u"-cp"_s, address(u"JARS"_s) + u"/*"_s, u"kafka.admin.ConfigCommand"_s,
                u"--bootstrap-server"_s, address(u"PLAIN"_s), u"--alter"_s, change,
                u"--entity-type"_s, u"clients"_s, u"--entity-name"_s, clientId});
    if (!java.waitForFinished(60'000) || java.exitCode() != 0) {
        qFatal("no quota: %s", java.readAllStandardError().constData());
    }
}

void addPartitions(const QString &name, int total)
{
    const ClientHandle admin = client(RD_KAFKA_PRODUCER);
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    std::array<char, 256> why{};
    rd_kafka_NewPartitions_t *more = rd_kafka_NewPartitions_new(
        qPrintable(name), static_cast<std::size_t>(total), why.data(), why.size());
    rd_kafka_CreatePartitions(admin.get(), &more, 1, nullptr, queue.get());
    waitForResult(queue.get());
    rd_kafka_NewPartitions_destroy(more);
    waitUntilListed(admin.get(), name, total);
}

void forgetBefore(const QString &topic, std::int64_t offset)
{
    const ClientHandle admin = client(RD_KAFKA_PRODUCER);
    const QueueHandle queue(rd_kafka_queue_new(admin.get()));
    const PartitionsHandle ends(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(ends.get(), qPrintable(topic), 0)->offset = offset;
    rd_kafka_DeleteRecords_t *request = rd_kafka_DeleteRecords_new(ends.get());
    rd_kafka_DeleteRecords(admin.get(), &request, 1, nullptr, queue.get());
    waitForResult(queue.get());
    rd_kafka_DeleteRecords_destroy(request);
}

void produce(const QString &topic, int count, int partition, int first)
{
    const ClientHandle producer = client(RD_KAFKA_PRODUCER);
    const TopicHandle handle(rd_kafka_topic_new(producer.get(), qPrintable(topic), nullptr));
    for (int i = first; i < first + count; ++i) {
        QByteArray value = QByteArray::number(i);
        const QByteArray key = "k" + value;
        while (rd_kafka_produce(handle.get(), partition, RD_KAFKA_MSG_F_COPY, value.data(),
                                static_cast<std::size_t>(value.size()), key.constData(),
                                static_cast<std::size_t>(key.size()), nullptr)
               != 0) {
            rd_kafka_poll(producer.get(), 10);
        }
    }
    if (rd_kafka_flush(producer.get(), 30'000)) {
        qFatal("the rig could not produce");
    }
}

ClientHandle openTransaction(const QString &topic, int count)
{
    ConfBuilder conf;
    conf.connectTo(
        {.brokers = address(u"PLAIN"_s), .tls = {.disable = true}, .clientId = u"rig"_s});
    conf.set("transactional.id", topic.toUtf8());
    auto producer = makeClient(RD_KAFKA_PRODUCER, std::move(conf));
    check(rd_kafka_init_transactions(producer->get(), kLimitMs));
    check(rd_kafka_begin_transaction(producer->get()));
    const TopicHandle handle(rd_kafka_topic_new(producer->get(), qPrintable(topic), nullptr));
    for (int i = 0; i < count; ++i) {
        QByteArray value = QByteArray::number(i);
        rd_kafka_produce(handle.get(), 0, RD_KAFKA_MSG_F_COPY, value.data(),
                         static_cast<std::size_t>(value.size()), nullptr, 0, nullptr);
    }
    if (rd_kafka_flush(producer->get(), kLimitMs)) {
        qFatal("the rig could not produce");
    }
    return *std::move(producer);
}

void produceInTransaction(const QString &topic, int count, bool commits)
{
    const ClientHandle producer = openTransaction(topic, count);
    check(commits ? rd_kafka_commit_transaction(producer.get(), kLimitMs)
                  : rd_kafka_abort_transaction(producer.get(), kLimitMs));
    // the marker is written behind the answer; until then nothing of it can be read
    std::int64_t low = 0;
    std::int64_t high = 0;
    QElapsedTimer waited;
    waited.start();
    while (high <= count) {
        if (waited.elapsed() > kLimitMs) {
            qFatal("the transaction's marker was not written");
        }
        rd_kafka_query_watermark_offsets(producer.get(), qPrintable(topic), 0, &low, &high,
                                         kLimitMs);
    }
}

QString filledTopic(int count)
{
    const QString topic = makeTopic();
    produce(topic, count);
    return topic;
}

Reader::Reader(const KafkaSourceConfig &config, ReaderOptions options)
    : m_source(std::make_unique<KafkaSource>(config))
{
    m_flow.id = options.flowId.isEmpty() ? newId() : options.flowId;
    m_flow.name = u"test"_s;
    m_flow.workspaceFile = address(u"CERTS"_s) + u"/test.weir.yaml"_s;
    const auto opened =
        m_source->open(SourceContext{.flow = m_flow,
                                     .wakeup = m_wakeup,
                                     .clock = options.clock ? *options.clock : m_clock,
                                     .purpose = options.purpose,
                                     .startAt = std::move(options.startAt),
                                     .wasMissing = options.wasMissing,
                                     .endings = std::move(options.endings),
                                     .skipPast = std::move(options.skipPast)});
    if (!opened) {
        error = opened.error();
    }
}

Reader::~Reader()
{
    close();
}

QString Reader::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

KafkaSourceConfig Reader::config(const QString &topic)
{
    KafkaSourceConfig config;
    config.brokers = address(u"PLAIN"_s);
    config.topic = topic;
    config.offset = StartAt::Earliest;
    config.tls.disable = true;
    config.sessionTimeout = std::chrono::seconds(6);
    return config;
}

bool Reader::step()
{
    if (error) {
        return false;
    }
    Result<Polled> polled = m_source->poll(1000, 1 << 20);
    if (!polled) {
        error = polled.error();
        return false;
    }
    std::vector<LanePtr> revoked;
    for (const LaneEvent &event : polled->laneEvents) {
        events.push_back(event);
        if (event.kind == LaneEvent::Kind::Revoking) {
            revoked.push_back(event.lane);
        }
    }
    if (!revoked.empty()) {
        m_source->lanesReleased(revoked);
    }
    refused.insert(refused.end(), polled->refused.begin(), polled->refused.end());
    if (polled->batch) {
        batches.push_back(polled->batch);
    } else if (!polled->more) {
        QTest::qSleep(2);
    }
    return true;
}

bool Reader::waitFor(std::size_t count, int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs && step()) {
        std::size_t held = 0;
        for (const BatchPtr &batch : batches) {
            held += batch->size();
        }
        if (held >= count) {
            return true;
        }
    }
    return false;
}

bool Reader::waitForFailure(int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs && step()) { }
    return error.has_value();
}

void Reader::acknowledge(std::size_t count)
{
    for (const BatchPtr &batch : batches) {
        for (const MessageView &message : batch->messages()) {
            if (count-- == 0) {
                return;
            }
            m_source->acknowledge(batch->laneOf(message), message.position);
        }
    }
}

void Reader::acknowledgeAll()
{
    for (const BatchPtr &batch : batches) {
        for (const LaneRun &run : batch->runs()) {
            m_source->acknowledge(*batch->lanes()[run.lane], run.last);
        }
    }
}

void Reader::close()
{
    batches.clear();
    m_source->stopIntake();
    m_source->close(std::chrono::seconds(10));
}

QByteArrayList Reader::payloads() const
{
    QByteArrayList all;
    for (const BatchPtr &batch : batches) {
        for (const MessageView &message : batch->messages()) {
            const std::string_view bytes = textOf(message.payload);
            all.append(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
        }
    }
    return all;
}

} // namespace rig
