// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/flow/owned_batch.h"
#include "core/formats/row_decoder.h"
#include "core/mapping/key_hash.h"
#include "tests/integration/kafka/endpoint_rig.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::EndpointWriter;
using rig::Reader;

/// Which partition a real broker finds a message in, and what a record holds that was mapped.
class MappingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void murmur2AgreesWithTheJavaClient();
    void keysReachTheirPartitions_data();
    void keysReachTheirPartitions();
    void staticWritesKeylessToOnePartition();
    void thePropertyBecomesTheKey();
    void mqttMessagesBecomeRecordsAndExpiredOnesDoNot();
    void cloudEventsAreCompleted();
    void whatIsRefusedBlocksNothing();
};

namespace {

constexpr int kKeys = 1000;

/// The empty key first, then random bytes of up to 40.
QByteArrayList randomKeys()
{
    QRandomGenerator random(11);
    QByteArrayList keys{""};
    while (keys.size() < kKeys) {
        QByteArray key(1 + random.bounded(40), Qt::Uninitialized);
        for (char &byte : key) {
            byte = static_cast<char>(random.bounded(256));
        }
        keys += key;
    }
    return keys;
}

Bytes bytes(const QByteArray &text)
{
    return bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
}

std::shared_ptr<OwnedBatch> emptyBatch()
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(std::make_shared<LaneInfo>(
        LaneInfo{.id = 1, .name = u"made/0"_s, .topic = u"factory/1/data"_s}));
    return batch;
}

BatchPtr finished(const std::shared_ptr<OwnedBatch> &batch)
{
    batch->finish(SystemClock().now(), SystemClock().wallMs());
    return batch;
}

BatchPtr keyed(const QByteArrayList &keys)
{
    const auto batch = emptyBatch();
    for (const QByteArray &key : keys) {
        batch->add(bytes("v"), bytes(key), {.value = 0}, -1);
        batch->addHeader("device", bytes(key));
    }
    return finished(batch);
}

struct Read
{
    QByteArray key;
    bool isKeyless;
    std::int32_t partition;
    QByteArrayList headers;
};

QByteArray copyOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::vector<Read> readAll(const QString &topic, std::size_t count)
{
    Reader reader(Reader::config(topic));
    if (!reader.waitFor(count)) {
        qFatal("the broker has fewer messages");
    }
    std::vector<Read> all;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            QByteArrayList headers;
            for (const HeaderView &header : message.headers.all()) {
                headers += copyOf(header.name) + '=' + copyOf(textOf(header.value));
            }
            all.push_back({copyOf(textOf(message.key)), isNull(message.key),
                           batch->laneOf(message).partition, headers});
        }
    }
    return all;
}

/// A batch of MQTT messages, of which nothing but these tests knows how to make one.
class MqttBatch final : public Batch
{
public:
    explicit MqttBatch(std::vector<mapping::MqttProperties> given) : m_given(std::move(given))
    {
        std::vector<MessageView> views;
        for (const mapping::MqttProperties &properties : m_given) {
            views.push_back({.payload = bytesOf("v", 1),
                             .headers = mapping::mqttHeaders(properties),
                             .position = {.value = std::int64_t(views.size())}});
        }
        seal({std::make_shared<LaneInfo>(LaneInfo{.id = 1, .topic = u"a/b"_s})}, std::move(views),
             SystemClock().now(), SystemClock().wallMs());
    }

private:
    std::vector<mapping::MqttProperties> m_given;
};

} // namespace

void MappingTest::murmur2AgreesWithTheJavaClient()
{
    const QByteArrayList keys = randomKeys();
    QByteArray asked;
    for (const QByteArray &key : keys) {
        asked += "7 x" + key.toHex() + '\n';
    }
    QProcess java;
    java.start(u"java"_s,
               {u"-cp"_s, rig::address(u"JARS"_s) + u"/*"_s,
                QStringLiteral(WEIR_SOURCE_DIR "/tests/integration/kafka/Partitions.java")});
    java.write(asked);
    java.closeWriteChannel();
    QVERIFY2(java.waitForFinished(60'000) && java.exitCode() == 0,
             java.readAllStandardError().constData());
    const QByteArrayList answers = java.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(answers.size(), keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QCOMPARE(mapping::partitionOf(mapping::KeyHash::Murmur2, bytes(keys[i]), 7).value_or(-1),
                 answers[i].toInt());
    }
}

void MappingTest::keysReachTheirPartitions_data()
{
    QTest::addColumn<Partitioner>("partitioner");
    QTest::addColumn<mapping::KeyHash>("hash");
    QTest::addColumn<mapping::PartitionStrategy>("strategy");
    for (const auto strategy :
         {mapping::PartitionStrategy::Default, mapping::PartitionStrategy::Property}) {
        const bool isDefault = strategy == mapping::PartitionStrategy::Default;
        const char *name = isDefault ? "Default" : "Property";
        QTest::addRow("consistent_random, %s", name)
            << Partitioner::ConsistentRandom << mapping::KeyHash::Crc32 << strategy;
        QTest::addRow("murmur2_random, %s", name)
            << Partitioner::Murmur2Random << mapping::KeyHash::Murmur2 << strategy;
    }
}

void MappingTest::keysReachTheirPartitions()
{
    QFETCH(Partitioner, partitioner);
    QFETCH(mapping::KeyHash, hash);
    QFETCH(mapping::PartitionStrategy, strategy);
    const QString topic = rig::makeTopic(7);
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitioner = partitioner;
    config.partitionStrategy = strategy;
    config.partitionKeyProperty = u"device"_s;
    EndpointWriter writer(topic, config);
    writer.submit(keyed(randomKeys()));
    QVERIFY(writer.waitForCompletions(1));
    for (const Read &read : readAll(topic, kKeys)) {
        const auto expected = mapping::partitionOf(hash, bytes(read.key), 7);
        QCOMPARE(read.partition, expected.value_or(read.partition)); // none = any
        QVERIFY(!read.isKeyless);
    }
}

void MappingTest::staticWritesKeylessToOnePartition()
{
    const QString topic = rig::makeTopic(3);
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitionStrategy = mapping::PartitionStrategy::Static;
    config.instanceIndex = 5;
    EndpointWriter writer(topic, config);
    writer.submit(keyed({"a", "b", "c", "d"}));
    QVERIFY(writer.waitForCompletions(1));
    for (const Read &read : readAll(topic, 4)) {
        QCOMPARE(read.partition, 2);
        QVERIFY(read.isKeyless);
    }
}

void MappingTest::thePropertyBecomesTheKey()
{
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitionStrategy = mapping::PartitionStrategy::Property;
    config.partitionKeyProperty = u"device"_s;
    const auto batch = emptyBatch();
    batch->add(bytes("v"), bytes("own"), {.value = 0}, -1);
    batch->addHeader("device", bytes("device-7"));
    batch->add(bytes("v"), bytes("own"), {.value = 1}, -1);
    EndpointWriter writer(topic, config);
    writer.submit(finished(batch));
    QVERIFY(writer.waitForCompletions(1));
    const std::vector<Read> read = readAll(topic, 2);
    QCOMPARE(read[0].key, "device-7");
    QCOMPARE(read[1].key, "own");
}

void MappingTest::mqttMessagesBecomeRecordsAndExpiredOnesDoNot()
{
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitionStrategy = mapping::PartitionStrategy::Topic;
    EndpointWriter writer(topic, config);
    writer.submit(std::make_shared<MqttBatch>(std::vector<mapping::MqttProperties>{
        {.contentType = "application/json",
         .user = {{"a", bytesOf("1", 1)}, {"a", bytesOf("2", 1)}}},
        {.expirySeconds = 0},
        {.payloadFormat = 1}}));
    QVERIFY(writer.waitForCompletions(1));
    QCOMPARE(writer.completions[0].outcomes.size(), 1U);
    QCOMPARE(writer.completions[0].outcomes[0].index, 1U);
    QVERIFY(writer.completions[0].outcomes[0].verdict == Verdict::Expired);
    const std::vector<Read> read = readAll(topic, 2);
    QCOMPARE(read[0].key, "a/b");
    QCOMPARE(read[0].headers, QByteArrayList({"Content Type=application/json", "a=1", "a=2"}));
    QCOMPARE(read[1].headers, QByteArrayList{"Payload Format Indicator=1"});
}

void MappingTest::cloudEventsAreCompleted()
{
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.cloudEventAttributes = mapping::CloudEvents::CreateOrRemap;
    config.cloudEventPrefix = CloudEventPrefix::Dash;
    const auto batch = emptyBatch();
    batch->add(bytes("v"), bytes("k"), {.value = 0}, -1);
    batch->addHeader("ce_type", bytes("t"));
    batch->addHeader("x", bytes("y"));
    EndpointWriter writer(topic, config);
    writer.submit(finished(batch));
    QVERIFY(writer.waitForCompletions(1));
    const std::vector<Read> read = readAll(topic, 1);
    QCOMPARE(read[0].key, "k");
    QCOMPARE(read[0].headers.size(), 7);
    QCOMPARE(read[0].headers.first(3), QByteArrayList({"x=y", "ce-specversion=1.0", "ce-type=t"}));
    QVERIFY(read[0].headers.contains("ce-subject=" + topic.toUtf8()));
}

void MappingTest::whatIsRefusedBlocksNothing()
{
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitionStrategy = mapping::PartitionStrategy::Topic;
    const auto batch = emptyBatch();
    batch->add(bytes(QByteArray(2'000'000, 'x')), {}, {.value = 0}, -1);
    batch->add(bytes("last"), {}, {.value = 1}, -1);
    EndpointWriter writer(topic, config);
    writer.submit(finished(batch));
    QVERIFY(writer.waitForCompletions(1));
    QCOMPARE(writer.completions[0].outcomes.size(), 1U);
    QVERIFY(writer.completions[0].outcomes[0].verdict == Verdict::Refuse);
    QCOMPARE(QLatin1String(writer.completions[0].outcomes[0].error.id), "mapping.too_large"_L1);
    QCOMPARE(readAll(topic, 1)[0].key, "factory/1/data");
}

QTEST_GUILESS_MAIN(MappingTest)
#include "mapping_test.moc"
