// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/owned_batch.h"
#include "tests/integration/kafka/endpoint_rig.h"
#include "tests/integration/kafka/stored_batches.h"

#include <numeric>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::EndpointWriter;
using rig::Reader;
using rig::StoredBatch;

/// What the settings of delivery make of messages at a real broker, counted in its own files, and
/// messages at the limits of what Kafka takes.
class ProduceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodecAndAcknowledgementArrives_data();
    void everyCodecAndAcknowledgementArrives();
    void withoutBatchingEachMessageGoesAlone();
    void aBatchIsSentByWhatFirstComesTrue_data();
    void aBatchIsSentByWhatFirstComesTrue();
    void latencyWaitsForOthers();
    void whatKafkaTakesArrivesAsItWas_data();
    void whatKafkaTakesArrivesAsItWas();
    void whatIsTooLargeIsRefusedBeforeItIsSent_data();
    void whatIsTooLargeIsRefusedBeforeItIsSent();
    void addedPartitionsAreUsedAndTold();
    void aQuotaIsALightOfItsOwn();
    void aTopicDeletedBelowARunningFlowIsMissing();
};

namespace {

Bytes bytes(const QByteArray &text)
{
    return bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
}

struct Made
{
    QByteArray value = "v";
    QByteArray key = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
};

BatchPtr batchOf(const std::vector<Made> &messages)
{
    auto batch = std::make_shared<OwnedBatch>();
    batch->useLane(std::make_shared<LaneInfo>(LaneInfo{.id = 1, .name = u"made/0"_s}));
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const Made &made = messages[i];
        batch->add(bytes(made.value), made.key.isNull() ? Bytes() : bytes(made.key),
                   {.value = static_cast<std::int64_t>(i)}, -1);
        for (const auto &[name, value] : made.headers) {
            batch->addHeader(std::string_view(name.constData(), std::size_t(name.size())),
                             bytes(value));
        }
    }
    batch->finish({}, 0);
    return batch;
}

BatchPtr same(int count, qsizetype size)
{
    return batchOf(
        std::vector<Made>(static_cast<std::size_t>(count), Made{.value = QByteArray(size, 'x')}));
}

bool isDelivered(const EndpointWriter &writer)
{
    return std::ranges::all_of(writer.completions,
                               [](const Completion &c) { return c.outcomes.empty(); });
}

int recordsIn(const std::vector<StoredBatch> &batches)
{
    return std::accumulate(batches.begin(), batches.end(), 0,
                           [](int sum, const StoredBatch &batch) { return sum + batch.records; });
}

} // namespace

void ProduceTest::everyCodecAndAcknowledgementArrives_data()
{
    QTest::addColumn<Compression>("compression");
    QTest::addColumn<int>("codec");
    QTest::addColumn<Acks>("acks");
    const std::pair<const char *, Acks> acks[] = {
        {"all", Acks::All}, {"one", Acks::One}, {"zero", Acks::Zero}};
    for (const auto &[name, each] : acks) {
        QTest::addRow("none, %s", name) << Compression::None << 0 << each;
        QTest::addRow("gzip, %s", name) << Compression::Gzip << 1 << each;
        QTest::addRow("snappy, %s", name) << Compression::Snappy << 2 << each;
        QTest::addRow("lz4, %s", name) << Compression::Lz4 << 3 << each;
    }
}

void ProduceTest::everyCodecAndAcknowledgementArrives()
{
    QFETCH(Compression, compression);
    QFETCH(int, codec);
    QFETCH(Acks, acks);
    constexpr int kCount = 500;
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.compression = compression;
    config.acks = acks;
    EndpointWriter writer(topic, config);
    writer.submit(same(kCount, 200));
    QVERIFY(writer.waitForCompletions(1));
    QVERIFY(isDelivered(writer));
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(kCount)); // with Zero the report says nothing of it
    QCOMPARE(reader.payloads(), QByteArrayList(kCount, QByteArray(200, 'x')));
    const std::vector<StoredBatch> batches = rig::storedBatches(topic);
    QCOMPARE(recordsIn(batches), kCount);
    for (const StoredBatch &batch : batches) {
        QCOMPARE(batch.codec, codec);
        QVERIFY(codec == 0 || batch.bytes < 100LL * batch.records);
    }
}

void ProduceTest::withoutBatchingEachMessageGoesAlone()
{
    constexpr int kCount = 50;
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.batching.mode = Switch::Disabled;
    config.compression = Compression::Gzip;
    EndpointWriter writer(topic, config);
    writer.submit(same(kCount, 500));
    QVERIFY(writer.waitForCompletions(1));
    QVERIFY(isDelivered(writer));
    const std::vector<StoredBatch> batches = rig::storedBatches(topic);
    QCOMPARE(batches.size(), std::size_t(kCount));
    QCOMPARE(batches.front().codec, 1); // each is packed by itself
}

void ProduceTest::aBatchIsSentByWhatFirstComesTrue_data()
{
    QTest::addColumn<int>("size"); // of each of 250 messages
    QTest::addColumn<int>("mostRecords");
    QTest::addColumn<int>("fewestBatches");
    QTest::newRow("count") << 1 << 100 << 3;
    QTest::newRow("bytes") << 300 << 3 << 84;
}

/// 1000 ms, 100 messages, 1024 bytes.
void ProduceTest::aBatchIsSentByWhatFirstComesTrue()
{
    QFETCH(int, size);
    QFETCH(int, mostRecords);
    QFETCH(int, fewestBatches);
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.batching.latencyMs = 1000;
    config.batching.maxMessages = 100;
    config.batching.maxBytes = 1024;
    EndpointWriter writer(topic, config);
    writer.submit(same(250, size));
    QVERIFY(writer.waitForCompletions(1));
    QVERIFY(isDelivered(writer));
    const std::vector<StoredBatch> batches = rig::storedBatches(topic);
    QCOMPARE(recordsIn(batches), 250);
    for (const StoredBatch &batch : batches) {
        QVERIFY2(batch.records <= mostRecords, qPrintable(QString::number(batch.records)));
        QVERIFY(batch.records == 1 || batch.bytes <= 1024 + 61);
    }
    QVERIFY(batches.size() >= std::size_t(fewestBatches));
}

void ProduceTest::latencyWaitsForOthers()
{
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    config.batching.latencyMs = 1000;
    EndpointWriter writer(topic, config);
    writer.submit(same(1, 1));
    QVERIFY(writer.waitForCompletions(1)); // the topic is looked up before the first one
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 3; ++i) {
        writer.submit(same(1, 1));
        QTest::qSleep(100);
    }
    QVERIFY(writer.waitForCompletions(4));
    QVERIFY(timer.elapsed() >= 900);
    const std::vector<StoredBatch> batches = rig::storedBatches(topic);
    QCOMPARE(batches.size(), 2U);
    QCOMPARE(batches.back().records, 3);
}

void ProduceTest::whatKafkaTakesArrivesAsItWas_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("1000 headers") << 0;
    QTest::newRow("a header of 70 KB") << 1;
    QTest::newRow("a header without a name") << 2;
    QTest::newRow("a name with CR LF") << 3;
    QTest::newRow("a value of zero bytes") << 4;
}

Made hostile(int which)
{
    Made made;
    switch (which) {
    case 0:
        for (int i = 0; i < 1000; ++i) {
            made.headers.emplace_back("h" + QByteArray::number(i), "v");
        }
        break;
    case 1: made.headers = {{"large", QByteArray(70'000, 'x')}}; break;
    case 2: made.headers = {{"", "nameless"}}; break;
    case 3: made.headers = {{"a\r\nb", "c\r\nd"}}; break;
    default: made.headers = {{"empty", ""}}; break;
    }
    return made;
}

/// As it is, and by the mapping, which looks at every header.
void ProduceTest::whatKafkaTakesArrivesAsItWas()
{
    QFETCH(int, which);
    const Made made = hostile(which);
    for (const auto strategy :
         {mapping::PartitionStrategy::Default, mapping::PartitionStrategy::Property}) {
        const QString topic = rig::makeTopic();
        KafkaEndpointConfig config = EndpointWriter::config();
        config.partitionStrategy = strategy;
        config.partitionKeyProperty = u"none"_s;
        EndpointWriter writer(topic, config);
        writer.submit(batchOf({made, Made{}}));
        QVERIFY(writer.waitForCompletions(1));
        QVERIFY(isDelivered(writer));
        Reader reader(Reader::config(topic));
        QVERIFY(reader.waitFor(2));
        const auto headers = reader.batches.front()->messages().front().headers.all();
        QCOMPARE(headers.size(), made.headers.size());
        for (std::size_t i = 0; i < headers.size(); ++i) {
            QCOMPARE(QByteArray(headers[i].name.data(), qsizetype(headers[i].name.size())),
                     made.headers[i].first);
            const std::string_view value = textOf(headers[i].value);
            QCOMPARE(QByteArray(value.data(), qsizetype(value.size())), made.headers[i].second);
        }
    }
}

void ProduceTest::whatIsTooLargeIsRefusedBeforeItIsSent_data()
{
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("isMapped");
    QTest::newRow("1 MB + 1") << 1'000'001 << 0 << false;
    QTest::newRow("a key of 1 MB") << 1 << 1'000'000 << false;
    QTest::newRow("1 MB + 1, mapped") << 1'000'001 << 0 << true;
    QTest::newRow("a key of 1 MB, mapped") << 1 << 1'000'000 << true;
}

void ProduceTest::whatIsTooLargeIsRefusedBeforeItIsSent()
{
    QFETCH(int, value);
    QFETCH(int, key);
    QFETCH(bool, isMapped);
    const QString topic = rig::makeTopic();
    KafkaEndpointConfig config = EndpointWriter::config();
    if (isMapped) {
        config.cloudEventAttributes = mapping::CloudEvents::Propagate;
    }
    EndpointWriter writer(topic, config);
    writer.submit(batchOf({Made{.value = QByteArray(value, 'x'), .key = QByteArray(key, 'k')},
                           Made{.value = QByteArray(900'000, 'y')}}));
    QVERIFY(writer.waitForCompletions(1));
    QCOMPARE(writer.completions[0].outcomes.size(), 1U);
    const MessageOutcome &outcome = writer.completions[0].outcomes[0];
    QCOMPARE(outcome.index, 0U);
    QVERIFY(outcome.verdict == Verdict::Refuse);
    QCOMPARE(QByteArray(outcome.error.id),
             QByteArray(isMapped ? "mapping.too_large" : "kafka.message.too_large"));
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(1));
    QCOMPARE(reader.payloads(), QByteArrayList{QByteArray(900'000, 'y')});
}

void ProduceTest::addedPartitionsAreUsedAndTold()
{
    const QString topic = rig::makeTopic(2);
    KafkaEndpointConfig config = EndpointWriter::config();
    config.partitionStrategy = mapping::PartitionStrategy::Static;
    config.instanceIndex = 5;
    config.properties = {NamedValue{.name = u"topic.metadata.refresh.interval.ms"_s}};
    config.properties.front().value.setValue("500");
    EndpointWriter writer(topic, config);
    writer.submit(same(1, 1));
    QVERIFY(writer.waitForCompletions(1));
    QVERIFY(!writer.endpoint().health().notice);
    rig::addPartitions(topic, 4);
    const auto notice = [&writer] {
        (void)writer.waitForCompletions(2, 10);
        const auto told = writer.endpoint().health().notice;
        return told ? QByteArray(told->id) : QByteArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(notice(), QByteArray("kafka.partitions.changed"), 20'000);
    QVERIFY(!writer.endpoint().health().trouble && writer.endpoint().health().ready);
    writer.submit(batchOf({Made{.value = "later"}}));
    QVERIFY(writer.waitForCompletions(2));
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(2));
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            const bool isLater = textOf(message.payload) == "later";
            QCOMPARE(batch->laneOf(message).partition, isLater ? 5 % 4 : 5 % 2);
        }
    }
}

void ProduceTest::aQuotaIsALightOfItsOwn()
{
    const QString topic = rig::makeTopic();
    const QString client = u"weir-"_s + topic; // what a flow of that name is called
    rig::limitClient(client, 50'000);
    EndpointWriter writer(topic, EndpointWriter::config(), topic);
    const auto notice = [&writer] {
        if (writer.completions.size() < 100) {
            writer.submit(same(100, 1000));
        }
        (void)writer.waitForCompletions(1'000, 200);
        const auto told = writer.endpoint().health().notice;
        return told ? QByteArray(told->id) : QByteArray();
    };
    QTRY_COMPARE_WITH_TIMEOUT(notice(), QByteArray("kafka.throttled"), 30'000);
    const bool isWell = !writer.endpoint().health().trouble && writer.endpoint().health().ready;
    rig::limitClient(client, 0);
    QVERIFY(isWell);
}

/// On a broker that makes topics by itself, at that.
void ProduceTest::aTopicDeletedBelowARunningFlowIsMissing()
{
    const QString topic = rig::makeTopic();
    const auto failure = [](EndpointWriter &writer) {
        (void)writer.waitForCompletions(2, 10);
        const auto failed = writer.endpoint().failure();
        return failed ? QByteArray(failed->id) : QByteArray();
    };
    EndpointWriter writer(topic, EndpointWriter::config());
    writer.submit(same(5, 10));
    QVERIFY(writer.waitForCompletions(1));
    rig::removeTopic(topic);
    writer.submit(same(5, 10));
    QTRY_COMPARE_WITH_TIMEOUT(failure(writer), QByteArray("kafka.topic.missing"), 60'000);
    QCOMPARE(writer.completions.size(), 1U); // nothing is refused for it
    writer.endpoint().close(std::chrono::seconds(5));
    EndpointWriter another(topic, EndpointWriter::config());
    another.submit(same(5, 10));
    QTRY_COMPARE_WITH_TIMEOUT(failure(another), QByteArray("kafka.topic.missing"), 20'000);
}

QTEST_GUILESS_MAIN(ProduceTest)
#include "produce_test.moc"
