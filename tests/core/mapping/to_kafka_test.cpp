// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/to_kafka.h"
#include "tests/core/mapping/mapping_rig.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::mapping;
using namespace std::chrono_literals;
using rig::Given;
using rig::OneMessage;

/// Messages of MQTT and others as records of Kafka.
class ToKafkaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void m1TheWholeMessageBecomesARecord();
    void m2WithoutTheCopyOnlyTheKeyStays();
    void m3AMessageOfMqtt311HasNoHeaders();
    void m4ThousandUserPropertiesPassAndOneMoreIsRefused();
    void m5ARecordAboveTheLimitIsRefusedWithBothSizes();
    void everyBuiltInPropertyHasItsHeader_data();
    void everyBuiltInPropertyHasItsHeader();
    void topicAliasQosAndRetainBecomeNoHeader();
    void anEmptyPayloadIsNotNull();
    void theTimeIsThatOfReceipt();
    void hostileNamesAndValuesStayAsTheyAre();
    void othersKeepKeyHeadersAndTimeByteForByte();
    void strategiesChooseKeyAndPartition_data();
    void strategiesChooseKeyAndPartition();
    void theKeyPropertyIsTheUsersBeforeTheBuiltIn();
    void aMessageThatNothingActsOnNeedsNoMapping();
};

namespace {

Given m1()
{
    return {.payload = R"({"t":21})",
            .headers = {"subject=oven7", "subject=oven8", "Content Type=x"},
            .topic = u"factory/1/data"_s,
            .mqtt = MqttProperties{.payloadFormat = 1,
                                   .responseTopic = "resp/a",
                                   .expirySeconds = 3600,
                                   .correlationData = rig::spanOf(QByteArrayLiteral("\x00\xff")),
                                   .contentType = "application/json"}};
}

KafkaRecord recordOf(const OneMessage &message, const KafkaSettings &settings, const Clock &clock)
{
    ToKafka mapped = message.toKafka(settings, clock);
    if (const auto *unmapped = std::get_if<Unmapped>(&mapped)) {
        qFatal("refused: %s", unmapped->error.id);
    }
    return std::get<KafkaRecord>(std::move(mapped));
}

} // namespace

void ToKafkaTest::m1TheWholeMessageBecomesARecord()
{
    support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message(m1(), clock);
    clock.advance(1000s);
    const KafkaRecord record = recordOf(message, {.strategy = PartitionStrategy::Topic}, clock);
    QCOMPARE(rig::textOf(record.key), "factory/1/data");
    QCOMPARE(rig::textOf(record.value), R"({"t":21})");
    const QByteArrayList expected{"Payload Format Indicator=1",
                                  "Response Topic=resp/a",
                                  "Message Expiry Interval=2600",
                                  QByteArray("Correlation Data=") + QByteArray("\x00\xff", 2),
                                  "Content Type=application/json",
                                  "subject=oven7",
                                  "subject=oven8",
                                  "Content Type=x"};
    QCOMPARE(rig::lines(record.headers), expected);
}

void ToKafkaTest::m2WithoutTheCopyOnlyTheKeyStays()
{
    support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message(m1(), clock);
    const KafkaSettings settings{.strategy = PartitionStrategy::Topic,
                                 .copiesMqttProperties = false};
    const KafkaRecord record = recordOf(message, settings, clock);
    QCOMPARE(rig::textOf(record.key), "factory/1/data");
    QVERIFY(record.headers.empty());
    clock.advance(3600s); // its time to live counts all the same
    QVERIFY(std::get<Unmapped>(message.toKafka(settings, clock)).verdict == Verdict::Expired);
}

void ToKafkaTest::m3AMessageOfMqtt311HasNoHeaders()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.mqtt = MqttProperties{.retain = true}}, clock);
    QVERIFY(recordOf(message, {}, clock).headers.empty());
}

void ToKafkaTest::m4ThousandUserPropertiesPassAndOneMoreIsRefused()
{
    const support::HandClock clock = rig::clockAtReceipt();
    QByteArrayList headers;
    for (int i = 0; i < 1000; ++i) {
        headers += "n" + QByteArray::number(i) + "=v";
    }
    const OneMessage most({.headers = headers, .mqtt = MqttProperties{}}, clock);
    QCOMPARE(rig::lines(recordOf(most, {}, clock).headers), headers);

    const OneMessage tooMany({.headers = headers + QByteArrayList{"n=v"}, .mqtt = MqttProperties{}},
                             clock);
    const ToKafka refused = tooMany.toKafka({}, clock);
    QVERIFY(std::get<Unmapped>(refused).verdict == Verdict::Refuse);
    QCOMPARE(QLatin1String(std::get<Unmapped>(refused).error.id), "mapping.headers.too_many"_L1);
}

void ToKafkaTest::m5ARecordAboveTheLimitIsRefusedWithBothSizes()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.payload = QByteArray(990, 'x'),
                              .headers = {QByteArray("name=123456")},
                              .mqtt = MqttProperties{}},
                             clock);
    recordOf(message, {.mostBytes = 1000}, clock);
    const ToKafka refused = message.toKafka({.mostBytes = 999}, clock);
    const Error &error = std::get<Unmapped>(refused).error;
    QCOMPARE(QLatin1String(error.id), "mapping.too_large"_L1);
    QVERIFY(error.message.contains("1000"_L1) && error.message.contains("999"_L1));
}

void ToKafkaTest::everyBuiltInPropertyHasItsHeader_data()
{
    QTest::addColumn<MqttProperties>("properties");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("Payload Format Indicator 0")
        << MqttProperties{.payloadFormat = 0} << QByteArray("Payload Format Indicator=0");
    QTest::newRow("Payload Format Indicator 1")
        << MqttProperties{.payloadFormat = 1} << QByteArray("Payload Format Indicator=1");
    QTest::newRow("Response Topic")
        << MqttProperties{.responseTopic = "a/b"} << QByteArray("Response Topic=a/b");
    QTest::newRow("Message Expiry Interval") << MqttProperties{.expirySeconds = 4'294'967'295}
                                             << QByteArray("Message Expiry Interval=4294967295");
    static const QByteArray kLong(65'535, '\xfe');
    QTest::newRow("Correlation Data")
        << MqttProperties{.correlationData = rig::spanOf(kLong)} << "Correlation Data=" + kLong;
    QTest::newRow("Content Type") << MqttProperties{.contentType = "text/x"}
                                  << QByteArray("Content Type=text/x");
}

void ToKafkaTest::everyBuiltInPropertyHasItsHeader()
{
    QFETCH(MqttProperties, properties);
    QFETCH(QByteArray, header);
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.mqtt = properties}, clock);
    QCOMPARE(rig::lines(recordOf(message, {}, clock).headers), QByteArrayList{header});
}

void ToKafkaTest::topicAliasQosAndRetainBecomeNoHeader()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.topic = u"a/b"_s, .mqtt = MqttProperties{.retain = true}}, clock);
    const KafkaRecord record = recordOf(message, {}, clock);
    QVERIFY(record.headers.empty());
    QVERIFY(isNull(record.key));
}

void ToKafkaTest::anEmptyPayloadIsNotNull()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.payload = {}, .mqtt = MqttProperties{}}, clock);
    const KafkaRecord record = recordOf(message, {}, clock);
    QVERIFY(!isNull(record.value) && record.value.empty());
}

void ToKafkaTest::theTimeIsThatOfReceipt()
{
    support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.mqtt = MqttProperties{}}, clock);
    clock.advance(5s);
    QCOMPARE(recordOf(message, {}, clock).timestampMs, rig::kReceivedMs);
}

void ToKafkaTest::hostileNamesAndValuesStayAsTheyAre()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const QByteArrayList headers{
        "a b=1", "cr\r\nlf=2", "ce_id=3", "=4", "n=" + QByteArray(70'000, 'x'), "bom=\xef\xbb\xbf",
        "null"};
    const OneMessage message({.headers = headers, .mqtt = MqttProperties{}}, clock);
    QCOMPARE(rig::lines(recordOf(message, {}, clock).headers), headers);
}

void ToKafkaTest::othersKeepKeyHeadersAndTimeByteForByte()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const QByteArrayList headers{"a=1", QByteArray("b=\x00\xff", 4), "a", "Content Type=x"};
    for (const std::int64_t time :
         {std::int64_t(-1), std::int64_t(1'700'000'000'123), std::int64_t(253'402'300'799'999)}) {
        const OneMessage message(
            {.payload = {}, .key = "k", .headers = headers, .timestampMs = time}, clock);
        const KafkaRecord record =
            recordOf(message, {.copiesMqttProperties = false}, clock); // acts on MQTT alone
        QCOMPARE(rig::lines(record.headers), headers);
        QCOMPARE(rig::textOf(record.key), "k");
        QVERIFY(isNull(record.value));
        QCOMPARE(record.timestampMs, time);
    }
}

void ToKafkaTest::strategiesChooseKeyAndPartition_data()
{
    using S = PartitionStrategy;
    QTest::addColumn<PartitionStrategy>("strategy");
    QTest::addColumn<bool>("keepsSourceKey");
    QTest::addColumn<QByteArray>("sourceKey");
    QTest::addColumn<QByteArray>("property"); // the message's header `device`
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isKeyMissing");
    const QByteArray null;
    const QByteArray key = "k";
    const QByteArray device = "device=device-7";
    QTest::newRow("Default, source key") << S::Default << true << key << device << key << false;
    QTest::newRow("Default, no source key")
        << S::Default << true << null << device << null << false;
    QTest::newRow("Default, keyFrom none") << S::Default << false << key << device << null << false;
    QTest::newRow("Default, empty key")
        << S::Default << true << QByteArray("") << device << QByteArray("") << false;
    QTest::newRow("Static") << S::Static << true << key << device << null << false;
    QTest::newRow("Topic") << S::Topic << true << null << device << QByteArray("a/b") << false;
    QTest::newRow("Topic wins over the source key")
        << S::Topic << true << key << device << QByteArray("a/b") << false;
    QTest::newRow("Property") << S::Property << true << null << device << QByteArray("device-7")
                              << false;
    QTest::newRow("Property wins over the source key")
        << S::Property << true << key << device << QByteArray("device-7") << false;
    QTest::newRow("Property missing") << S::Property << true << key << null << key << true;
    QTest::newRow("Property empty")
        << S::Property << true << key << QByteArray("device=") << key << true;
    QTest::newRow("Property missing, no key")
        << S::Property << true << null << null << null << true;
    QTest::newRow("Property missing, keyFrom none")
        << S::Property << false << key << null << null << true;
}

void ToKafkaTest::strategiesChooseKeyAndPartition()
{
    QFETCH(PartitionStrategy, strategy);
    QFETCH(bool, keepsSourceKey);
    QFETCH(QByteArray, sourceKey);
    QFETCH(QByteArray, property);
    QFETCH(QByteArray, key);
    QFETCH(bool, isKeyMissing);
    const support::HandClock clock = rig::clockAtReceipt();
    QByteArrayList headers{"other=x"};
    if (!property.isNull()) {
        headers += {property, "device=second"}; // the first of several counts
    }
    if (property == "device=") {
        headers.removeLast();
    }
    const OneMessage message({.key = sourceKey, .headers = headers, .topic = u"a/b"_s}, clock);
    const KafkaRecord record = recordOf(message,
                                        {.strategy = strategy,
                                         .keyProperty = "device",
                                         .keepsSourceKey = keepsSourceKey,
                                         .instance = 5},
                                        clock);
    QCOMPARE(rig::textOf(record.key), key);
    QCOMPARE(isNull(record.key), key.isNull());
    QCOMPARE(record.isKeyMissing, isKeyMissing);
    QCOMPARE(record.instance.value_or(-1), strategy == PartitionStrategy::Static ? 5 : -1);
}

void ToKafkaTest::theKeyPropertyIsTheUsersBeforeTheBuiltIn()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const KafkaSettings settings{.strategy = PartitionStrategy::Property,
                                 .keyProperty = "Content Type",
                                 .copiesMqttProperties = false};
    const MqttProperties mqtt{.contentType = "native"};
    const OneMessage both({.headers = {"Content Type=user"}, .mqtt = mqtt}, clock);
    QCOMPARE(rig::textOf(recordOf(both, settings, clock).key), "user");
    const OneMessage native({.mqtt = mqtt}, clock);
    QCOMPARE(rig::textOf(recordOf(native, settings, clock).key), "native");
}

void ToKafkaTest::aMessageThatNothingActsOnNeedsNoMapping()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage plain({.headers = {"a=1"}}, clock);
    const OneMessage mqtt({.mqtt = MqttProperties{}}, clock);
    const auto needs = [](const OneMessage &message, const KafkaSettings &settings) {
        return needsMapping(settings, message.messages().front());
    };
    QVERIFY(!needs(plain, {}));
    QVERIFY(needs(mqtt, {}));
    QVERIFY(needs(plain, {.strategy = PartitionStrategy::Static}));
    QVERIFY(needs(plain, {.cloudEvents = CloudEvents::Propagate}));
}

QTEST_GUILESS_MAIN(ToKafkaTest)
#include "to_kafka_test.moc"
