// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_event_hubs.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/schema.h"
#include "tests/core/connectors/kafka/known_secret.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace {

using Change = void (*)(KafkaSourceConfig &);

KafkaSourceConfig ownBroker()
{
    KafkaSourceConfig config;
    config.brokers = u"broker:9094"_s;
    config.topic = u"orders"_s;
    config.offset = StartAt::Earliest;
    return config;
}

KafkaSourceConfig eventHubs()
{
    KafkaSourceConfig config = ownBroker();
    config.brokers = u"hub.servicebus.windows.net:9093"_s;
    config.sasl = Mechanism::Plain;
    config.username = u"$ConnectionString"_s;
    config.password = known(kConnectionString + ";EntityPath=orders");
    return config;
}

void withRegistry(KafkaSourceConfig &config, const QString &address)
{
    config.dataType = DataType::Avro;
    config.registryAddress = address;
}

void set(KafkaSourceConfig &config, const QString &property, const QByteArray &value)
{
    NamedValue named{.name = property};
    named.value.setValue(value);
    config.properties = {named};
}

Findings findingsOf(const KafkaSourceConfig &config)
{
    ConfigBox box(KafkaSourceConfig::schema());
    box.as<KafkaSourceConfig>() = config;
    return validateConfig(box, Role::Source, {});
}

QStringList namesOf(const Findings &findings)
{
    QStringList names;
    for (const Finding &finding : findings) {
        names.append(finding.path + u' ' + finding.code);
    }
    return names;
}

void addRow(const char *name, Change change, const QStringList &expected)
{
    QTest::newRow(name) << change << expected;
}

void setUpRows()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected"); // all of them, notes included
}

QString fixOf(const KafkaSourceConfig &config)
{
    const Findings findings = findingsOf(config);
    return findings.size() == 1 ? findings.front().fix : QString();
}

} // namespace

/// What is found in a source before it starts, with the field to mend. Topics, partitions and
/// starts are in kafka_reach_rules_test, columns in kafka_shape_rules_test.
class KafkaSourceRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofAnyBroker_data();
    void ofAnyBroker();
    void ofTheRegistry_data();
    void ofTheRegistry();
    void ofEventHubs_data();
    void ofEventHubs();
    void aRemedyCanBeTyped();
    void noPasswordIsSaidAgain();
    void aMissingRightIsARoleAtEventHubs();
};

void KafkaSourceRulesTest::ofAnyBroker_data()
{
    setUpRows();
    addRow("nothing to say", [](KafkaSourceConfig &) {}, {});
    addRow("only what is new", [](KafkaSourceConfig &c) { c.offset = StartAt::Latest; },
           {u"offset kafka.offset.latest"_s});
    addRow("entries by semicolon", [](KafkaSourceConfig &c) { c.brokers = u"a;b:9094"_s; },
           {u"brokers kafka.brokers.port"_s});
    addRow("a bracket too many", [](KafkaSourceConfig &c) { c.brokers = u"[host]:9094"_s; },
           {u"brokers kafka.brokers.port"_s});
    addRow("a name turned round", [](KafkaSourceConfig &c) { c.brokers = u"a\u202eb:9094"_s; },
           {u"brokers field.characters"_s});
    addRow("a line break", [](KafkaSourceConfig &c) { c.group = u"a\nb"_s; },
           {u"group field.characters"_s});
    addRow("a name that nobody checks", [](KafkaSourceConfig &c) { c.tls.serverName = u"b"_s; },
           {u"tls.server_name kafka.tls.server_name"_s});
    addRow("messages are lost",
           [](KafkaSourceConfig &c) { c.onLostPosition = OnLostPosition::Latest; },
           {u"on_lost_position kafka.lost_position.skips"_s});
    addRow("batches are lost", [](KafkaSourceConfig &c) { c.onUnreadable = OnUnreadable::Skip; },
           {u"on_unreadable_batch kafka.unreadable.skips"_s});
    addRow("a byte ahead", [](KafkaSourceConfig &c) { c.queueSize = ByteSize(1); },
           {u"queue_kbytes kafka.queue.small"_s});
    addRow("a heart that beats too slowly",
           [](KafkaSourceConfig &c) { set(c, u"heartbeat.interval.ms"_s, "45000"); },
           {u"properties kafka.property.heartbeat"_s});
    addRow("one that beats",
           [](KafkaSourceConfig &c) { set(c, u"heartbeat.interval.ms"_s, "15000"); }, {});
    addRow("a value out of range", [](KafkaSourceConfig &c) { set(c, u"fetch.min.bytes"_s, "0"); },
           {u"properties kafka.property.value"_s});
    addRow("a time to come",
           [](KafkaSourceConfig &c) {
               c.offset = StartAt::ByTime;
               c.startTime = u"9999-01-01T00:00:00Z"_s;
           },
           {u"start_time kafka.start_time.future"_s});
}

void KafkaSourceRulesTest::ofAnyBroker()
{
    QFETCH(Change, change);
    KafkaSourceConfig config = ownBroker();
    change(config);
    QTEST(namesOf(findingsOf(config)), "expected");
}

void KafkaSourceRulesTest::ofTheRegistry_data()
{
    setUpRows();
    const QString url = u"schema_registry_address kafka.registry.url"_s;
    addRow("well", [](KafkaSourceConfig &c) { withRegistry(c, u"https://r:8081/path"_s); }, {});
    addRow("none", [](KafkaSourceConfig &c) { withRegistry(c, {}); },
           {u"schema_registry_address kafka.registry.missing"_s});
    addRow("no scheme", [](KafkaSourceConfig &c) { withRegistry(c, u"r:8081"_s); }, {url});
    addRow("another scheme", [](KafkaSourceConfig &c) { withRegistry(c, u"ftp://r"_s); }, {url});
    addRow("no such port", [](KafkaSourceConfig &c) { withRegistry(c, u"http://r:99999"_s); },
           {url});
    addRow("a user in it", [](KafkaSourceConfig &c) { withRegistry(c, u"http://u:p@r:1"_s); },
           {u"schema_registry_address kafka.registry.user_in_url"_s});
    addRow("a user alone",
           [](KafkaSourceConfig &c) {
               withRegistry(c, u"https://r"_s);
               c.registryKey = u"u"_s;
           },
           {u"schema_registry_api_key kafka.registry.half"_s});
    addRow("a readable password",
           [](KafkaSourceConfig &c) {
               withRegistry(c, u"http://r"_s);
               c.registryKey = u"u"_s;
               c.registrySecret = known("p");
           },
           {u"schema_registry_address kafka.registry.readable"_s});
}

void KafkaSourceRulesTest::ofTheRegistry()
{
    ofAnyBroker();
}

void KafkaSourceRulesTest::ofEventHubs_data()
{
    setUpRows();
    addRow("well", [](KafkaSourceConfig &) {}, {});
    addRow("another port", [](KafkaSourceConfig &c) { c.brokers.replace(u"9093"_s, u"9094"_s); },
           {u"brokers kafka.event_hubs"_s});
    addRow("as Azure writes it",
           [](KafkaSourceConfig &c) { c.brokers = u"sb://hub.servicebus.windows.net/"_s; },
           {u"brokers kafka.brokers.scheme"_s, u"brokers kafka.brokers.port"_s});
    addRow("readable", [](KafkaSourceConfig &c) { c.tls.disable = true; },
           {u"tls.disable kafka.sasl.readable"_s, u"tls.disable kafka.event_hubs.tls"_s});
    addRow("no sign-in", [](KafkaSourceConfig &c) { c.sasl = Mechanism::None; },
           {u"sasl kafka.event_hubs.sign_in"_s});
    addRow("SCRAM", [](KafkaSourceConfig &c) { c.sasl = Mechanism::ScramSha256; },
           {u"sasl kafka.event_hubs.sign_in"_s});
    addRow("replaced by a shell", [](KafkaSourceConfig &c) { c.username = u"weir"_s; },
           {u"username kafka.event_hubs.user"_s});
    addRow("a string of another host",
           [](KafkaSourceConfig &c) { c.brokers = u"b.servicebus.windows.net:9093"_s; },
           {u"password kafka.event_hubs.other_host"_s});
    addRow("another event hub", [](KafkaSourceConfig &c) { c.topic = u"bills"_s; },
           {u"topic kafka.event_hubs.entity"_s});
    addRow("one more event hub", [](KafkaSourceConfig &c) { c.topics = {u"bills"_s}; },
           {u"topics kafka.event_hubs.entity"_s});
}

void KafkaSourceRulesTest::ofEventHubs()
{
    QFETCH(Change, change);
    KafkaSourceConfig config = eventHubs();
    change(config);
    QTEST(namesOf(findingsOf(config)), "expected");
}

void KafkaSourceRulesTest::aRemedyCanBeTyped()
{
    KafkaSourceConfig config = ownBroker();
    withRegistry(config, u"localhost:8081"_s);
    QVERIFY(fixOf(config).contains("http://localhost:8081"_L1));
    config = ownBroker();
    config.topic = u"orders.*"_s;
    QVERIFY(fixOf(config).contains("^orders\\..*$"_L1));
    config.topic = u"a,b"_s;
    QVERIFY(fixOf(config).contains("topics"_L1));
    config = ownBroker();
    set(config, u"fetch.min.bytes"_s, "0");
    QVERIFY(fixOf(config).contains("1.."_L1)); // the library's own range
}

void KafkaSourceRulesTest::noPasswordIsSaidAgain()
{
    for (const QString &address :
         {u"http://user:canary@r:99999"_s, u"user:canary@r"_s, u"ftp://user:canary@r"_s}) {
        KafkaSourceConfig config = ownBroker();
        withRegistry(config, address);
        const Findings findings = findingsOf(config);
        QVERIFY(!findings.empty());
        for (const Finding &finding : findings) {
            QVERIFY(!QString(finding.message + finding.fix).contains("canary"_L1));
        }
    }
}

void KafkaSourceRulesTest::aMissingRightIsARoleAtEventHubs()
{
    const Error refused{.code = ErrorCode::Auth, .id = "kafka.topic.forbidden"};
    const Connection hubs = eventHubs().connection(u"f"_s, {});
    const Connection broker = ownBroker().connection(u"f"_s, {});
    QVERIFY(explainedByHubs(refused, hubs, {"orders"}, false).fix.contains("Data Receiver"_L1));
    QVERIFY(explainedByHubs(refused, hubs, {"orders"}, true).fix.contains("Data Sender"_L1));
    QVERIFY(explainedByHubs(refused, broker, {"orders"}, true).fix.isEmpty());
    QCOMPARE(QLatin1String(explainedByHubs(refused, hubs, {"bills"}, true).id),
             "kafka.event_hubs.entity"_L1);
}

QTEST_GUILESS_MAIN(KafkaSourceRulesTest)
#include "kafka_source_rules_test.moc"
