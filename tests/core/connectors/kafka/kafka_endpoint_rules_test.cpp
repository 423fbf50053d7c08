// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_rules.h"
#include "core/connectors/registry.h"
#include "core/schema/binding.h"
#include "tests/core/connectors/kafka/known_secret.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace core::kafka {
void registerTypes(Registry &registry);
}

namespace {

using Change = void (*)(KafkaEndpointConfig &);

ConfigBox ownBroker()
{
    ConfigBox box(KafkaEndpointConfig::schema());
    box.as<KafkaEndpointConfig>().host = u"broker:9094"_s;
    return box;
}

ConfigBox eventHubs()
{
    ConfigBox box(KafkaEndpointConfig::schema());
    auto &config = box.as<KafkaEndpointConfig>();
    config.hostType = HostType::Eventhub;
    config.host = u"hub.servicebus.windows.net:9093"_s;
    config.authentication.method = AuthMethod::Sasl;
    config.authentication.sasl.username = u"$ConnectionString"_s;
    config.authentication.sasl.password = known(kConnectionString);
    return box;
}

QStringList findingsOf(const ConfigBox &box, Role role = Role::Destination)
{
    QStringList found;
    for (const Finding &finding : validateConfig(box, role, {})) {
        found.append(finding.path + u' ' + finding.code);
    }
    return found;
}

void addRow(const char *name, Change change, const QStringList &expected)
{
    QTest::newRow(name) << change << expected;
}

void setUpRows()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
}

} // namespace

/// What is found in an endpoint before it starts, with the field to mend.
class KafkaEndpointRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1"); }
    void ofAnyBroker_data();
    void ofAnyBroker();
    void aPastedPasswordIsNotToldAgain();
    void ofEventHubs_data();
    void ofEventHubs();
    void whatOnlyWritingNeedsIsNotSaidOfReading();
    void aTopicIsAFixedName_data();
    void aTopicIsAFixedName();
    void theConnectionStringMayOpenOneHubOnly();
    void withoutAcknowledgementNothingIsPromised();
    void namesOfEveryCloudAreKnown();
    void theLibraryTakesTheLargestMessage();
};

void KafkaEndpointRulesTest::ofAnyBroker_data()
{
    setUpRows();
    addRow("nothing to say", [](KafkaEndpointConfig &) {}, {});
    addRow("no port", [](KafkaEndpointConfig &c) { c.host = u"broker"_s; },
           {u"host kafka.brokers.port"_s});
    addRow("no broker", [](KafkaEndpointConfig &c) { c.host = u" ,, "_s; },
           {u"host kafka.brokers.missing"_s});
    addRow("no such port", [](KafkaEndpointConfig &c) { c.host = u"a:65536,b:0,[::1]:9094"_s; },
           {u"host kafka.brokers.port"_s, u"host kafka.brokers.port"_s});
    addRow("user in front", [](KafkaEndpointConfig &c) { c.host = u"alice:canary@a:9094"_s; },
           {u"host kafka.brokers.user"_s});
    addRow("scheme", [](KafkaEndpointConfig &c) { c.host = u"kafka://broker:9094"_s; },
           {u"host kafka.brokers.scheme"_s});
    addRow("the port that is mostly plain",
           [](KafkaEndpointConfig &c) { c.host = u"a:9092,b:9092"_s; },
           {u"tls.mode kafka.tls.plain_port"_s});
    addRow("one of another port", [](KafkaEndpointConfig &c) { c.host = u"a:9092,b:9093"_s; }, {});
    addRow("plain at the plain port",
           [](KafkaEndpointConfig &c) {
               c.host = u"a:9092"_s;
               c.tls.mode = Switch::Disabled;
           },
           {});
    addRow("a topic is created", [](KafkaEndpointConfig &c) { c.createTopic = true; }, {});
    addRow("PLAIN in clear",
           [](KafkaEndpointConfig &c) {
               c.authentication.method = AuthMethod::Sasl;
               c.authentication.sasl.username = u"u"_s;
               c.authentication.sasl.password = known("p");
               c.tls.mode = Switch::Disabled;
           },
           {u"tls.mode kafka.sasl.readable"_s});
    addRow("SASL without a user and a password",
           [](KafkaEndpointConfig &c) { c.authentication.method = AuthMethod::Sasl; },
           {u"authentication.saslSettings.username field.required"_s,
            u"authentication.saslSettings.password field.required"_s});
    addRow("certificate without TLS",
           [](KafkaEndpointConfig &c) {
               c.authentication.method = AuthMethod::X509Certificate;
               c.tls.mode = Switch::Disabled;
           },
           {u"tls.mode kafka.x509.incomplete"_s});
    addRow("no certificate",
           [](KafkaEndpointConfig &c) { c.authentication.method = AuthMethod::X509Certificate; },
           {u"tls.client_cert kafka.x509.incomplete"_s});
    addRow("identity without TLS",
           [](KafkaEndpointConfig &c) {
               c.authentication.method = AuthMethod::SystemAssignedManagedIdentity;
               c.tls.mode = Switch::Disabled;
           },
           {u"tls.mode kafka.identity.needs_tls"_s});
    addRow("idempotence with one acknowledgement",
           [](KafkaEndpointConfig &c) {
               c.acks = Acks::One;
               c.idempotence = Idempotence::On;
           },
           {u"idempotence kafka.idempotence.acks"_s});
    addRow("no acknowledgement", [](KafkaEndpointConfig &c) { c.acks = Acks::Zero; },
           {u"kafkaAcks kafka.acks.zero"_s});
    const auto several = [](KafkaEndpointConfig &c) {
        c.properties = {{u"max.in.flight.requests.per.connection"_s, known("5")}};
    };
    addRow("several requests with idempotence", several, {});
    addRow("several requests without idempotence",
           [](KafkaEndpointConfig &c) {
               c.properties = {{u"max.in.flight.requests.per.connection"_s, known("5")}};
               c.idempotence = Idempotence::Off;
           },
           {u"properties kafka.in_flight.order"_s});
    addRow("one request without idempotence",
           [](KafkaEndpointConfig &c) {
               c.properties = {{u"max.in.flight.requests.per.connection"_s, known("1")}};
               c.idempotence = Idempotence::Off;
           },
           {});
    addRow("time-out within the latency",
           [](KafkaEndpointConfig &c) {
               c.batching.latencyMs = 500;
               c.messageTimeoutMs = 500;
           },
           {u"messageTimeoutMs kafka.timeout.order"_s});
    addRow("compressed alone",
           [](KafkaEndpointConfig &c) {
               c.compression = Compression::Lz4;
               c.batching.mode = Switch::Disabled;
           },
           {u"compression kafka.compression.single"_s});
    addRow(
        "no property for the key",
        [](KafkaEndpointConfig &c) { c.partitionStrategy = mapping::PartitionStrategy::Property; },
        {u"partitionKeyProperty field.required"_s});
}

void KafkaEndpointRulesTest::ofAnyBroker()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, expected);
    ConfigBox box = ownBroker();
    change(box.as<KafkaEndpointConfig>());
    QCOMPARE(findingsOf(box), expected);
}

void KafkaEndpointRulesTest::aPastedPasswordIsNotToldAgain()
{
    for (const QString &host : {u"kafka://alice:canary@a:1"_s, u"alice:canary@a"_s}) {
        ConfigBox box = ownBroker();
        box.as<KafkaEndpointConfig>().host = host;
        const Findings findings = validateConfig(box, Role::Destination, {});
        QVERIFY(hasErrors(findings));
        for (const Finding &finding : findings) {
            QVERIFY(!QString(finding.message + finding.fix).contains("canary"_L1));
        }
    }
}

void KafkaEndpointRulesTest::ofEventHubs_data()
{
    setUpRows();
    addRow("nothing to say", [](KafkaEndpointConfig &) {}, {});
    addRow("the kind follows from the host",
           [](KafkaEndpointConfig &c) { c.hostType = HostType::CustomKafka; },
           {u"hostType kafka.event_hubs.kind"_s});
    addRow("Fabric", [](KafkaEndpointConfig &c) { c.hostType = HostType::FabricRT; }, {});
    addRow("one entry with another port",
           [](KafkaEndpointConfig &c) {
               c.host = u"hub.servicebus.windows.net:9093,other.servicebus.windows.net:9092"_s;
           },
           {u"host kafka.event_hubs"_s});
    addRow("no topic is created", [](KafkaEndpointConfig &c) { c.createTopic = true; },
           {u"createTopic kafka.event_hubs.create"_s});
    addRow("no encryption", [](KafkaEndpointConfig &c) { c.tls.mode = Switch::Disabled; },
           {u"tls.mode kafka.sasl.readable"_s, u"tls.mode kafka.event_hubs.tls"_s});
    addRow("nobody signs in",
           [](KafkaEndpointConfig &c) { c.authentication.method = AuthMethod::Anonymous; },
           {u"authentication.method kafka.event_hubs.sign_in"_s});
    addRow("SCRAM",
           [](KafkaEndpointConfig &c) { c.authentication.sasl.saslType = Mechanism::ScramSha256; },
           {u"authentication.saslSettings.saslType kafka.event_hubs.sign_in"_s});
    addRow("a shell replaced the user",
           [](KafkaEndpointConfig &c) { c.authentication.sasl.username = u"me"_s; },
           {u"authentication.saslSettings.username kafka.event_hubs.user"_s});
    addRow("string of another host",
           [](KafkaEndpointConfig &c) { c.host = u"other.servicebus.windows.net:9093"_s; },
           {u"authentication.saslSettings.password kafka.event_hubs.other_host"_s});
    addRow("an identity",
           [](KafkaEndpointConfig &c) {
               c.authentication.method = AuthMethod::SystemAssignedManagedIdentity;
           },
           {});
    addRow("LZ4", [](KafkaEndpointConfig &c) { c.compression = Compression::Lz4; },
           {u"compression kafka.event_hubs.compression"_s});
    addRow("gzip", [](KafkaEndpointConfig &c) { c.compression = Compression::Gzip; },
           {u"compression kafka.event_hubs.gzip"_s});
    addRow("batches too large", [](KafkaEndpointConfig &c) { c.batching.maxBytes = 1'000'001; },
           {u"batching.maxBytes kafka.event_hubs.batch"_s});
}

void KafkaEndpointRulesTest::ofEventHubs()
{
    QFETCH(const Change, change);
    QFETCH(const QStringList, expected);
    ConfigBox box = eventHubs();
    change(box.as<KafkaEndpointConfig>());
    QCOMPARE(findingsOf(box), expected);
}

void KafkaEndpointRulesTest::whatOnlyWritingNeedsIsNotSaidOfReading()
{
    ConfigBox box = eventHubs();
    auto &config = box.as<KafkaEndpointConfig>();
    config.acks = Acks::Zero;
    config.compression = Compression::Lz4;
    QCOMPARE(findingsOf(box, Role::Source), QStringList{u"consumerGroupId field.required"_s});
    config.consumerGroupId = u"$Default"_s;
    QCOMPARE(findingsOf(box, Role::Source), QStringList());
}

void KafkaEndpointRulesTest::aTopicIsAFixedName_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("name") << u"orders.v1_eu-2"_s << true;
    QTest::newRow("longest") << QString(249, u'a') << true;
    QTest::newRow("too long") << QString(250, u'a') << false;
    QTest::newRow("wildcard") << u"plant/+/temp"_s << false;
    QTest::newRow("all") << u"#"_s << false;
    QTest::newRow("variable") << u"a${inputTopic}"_s << false;
    QTest::newRow("two dots") << u".."_s << false;
}

void KafkaEndpointRulesTest::aTopicIsAFixedName()
{
    QFETCH(const QString, topic);
    QFETCH(const bool, isGood);
    Registry registry;
    registerTypes(registry);
    const auto wrong = registry.endpoint(u"kafka"_s)->checkTarget(ownBroker(), topic);
    QCOMPARE(wrong ? QByteArray(wrong->id) : QByteArray(),
             isGood ? QByteArray() : QByteArray("kafka.topic.invalid"));
}

void KafkaEndpointRulesTest::theConnectionStringMayOpenOneHubOnly()
{
    Registry registry;
    registerTypes(registry);
    const EndpointType &type = *registry.endpoint(u"kafka"_s);
    ConfigBox box = eventHubs();
    QVERIFY(!type.checkTarget(box, u"orders"_s));
    box.as<KafkaEndpointConfig>().authentication.sasl.password =
        known(kConnectionString + ";EntityPath=orders");
    QVERIFY(!type.checkTarget(box, u"orders"_s));
    const auto wrong = type.checkTarget(box, u"bills"_s);
    QVERIFY(wrong.has_value());
    QCOMPARE(wrong->id, "kafka.event_hubs.entity");
}

void KafkaEndpointRulesTest::withoutAcknowledgementNothingIsPromised()
{
    Registry registry;
    registerTypes(registry);
    const EndpointType &type = *registry.endpoint(u"kafka"_s);
    ConfigBox box = ownBroker();
    QCOMPARE(type.guaranteeOf(box), Guarantee::AtLeastOnce);
    box.as<KafkaEndpointConfig>().acks = Acks::Zero;
    QCOMPARE(type.guaranteeOf(box), Guarantee::AtMostOnce);
}

void KafkaEndpointRulesTest::namesOfEveryCloudAreKnown()
{
    QVERIFY(isEventHubsHost(u"a.servicebus.windows.net:9093"_s));
    QVERIFY(isEventHubsHost(u"broker:9092, A.SERVICEBUS.chinacloudapi.cn:9093"_s));
    QVERIFY(isEventHubsHost(u"a.servicebus.usgovcloudapi.net:9093"_s));
    QVERIFY(!isEventHubsHost(u"a.servicebus.windows.net.example.org:9093"_s));
}

void KafkaEndpointRulesTest::theLibraryTakesTheLargestMessage()
{
    KafkaEndpointConfig config;
    config.batching.maxBytes = 2'147'483'647;
    QCOMPARE(config.largestMessage(), 1'000'000'000);
    config.batching.maxBytes = 1;
    QCOMPARE(config.largestMessage(), 1'000'000);
}

QTEST_GUILESS_MAIN(KafkaEndpointRulesTest)
#include "kafka_endpoint_rules_test.moc"
