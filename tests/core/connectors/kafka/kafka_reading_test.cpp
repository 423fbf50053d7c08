// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_keys.h"
#include "core/connectors/kafka/kafka_reading.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/binding.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

namespace {

ConfigBox endpoint(AuthMethod method)
{
    ConfigBox box(KafkaEndpointConfig::schema());
    auto &config = box.as<KafkaEndpointConfig>();
    config.host = u"hub.servicebus.windows.net:9093"_s;
    config.consumerGroupId = u"$Default"_s;
    config.authentication.method = method;
    config.authentication.sasl.saslType = Mechanism::ScramSha512;
    config.authentication.sasl.username = u"me"_s;
    config.authentication.sasl.password.setValue("pass");
    config.tls.skipVerifyServer = true;
    return box;
}

ConfigBox reading(const QStringList &topics)
{
    ConfigBox box(readingSchema());
    auto &config = box.as<KafkaSourceConfig>();
    config.topics = topics;
    config.offset = StartAt::Earliest;
    config.dataType = DataType::Text;
    return box;
}

KafkaSourceConfig joined(AuthMethod method, const QStringList &topics)
{
    return joinReading(endpoint(method), reading(topics)).as<KafkaSourceConfig>();
}

QStringList findingsOf(const ConfigBox &box)
{
    QStringList found;
    for (const Finding &finding : validateConfig(box, Role::Source, {})) {
        found.append(finding.path + u' ' + finding.code);
    }
    return found;
}

} // namespace

/// An endpoint as the beginning of a flow.
class KafkaReadingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFlowSaysWhatTheEndpointDoesNot();
    void bothPartsMakeOneSource();
    void anIdentityGivesTheToken();
    void aSingleTopicIsNotTakenForSeveral();
    void errorsNameTheKeysOfTheEndpoint();
    void knowsWhatItWouldRead();
};

void KafkaReadingTest::theFlowSaysWhatTheEndpointDoesNot()
{
    const Schema &schema = readingSchema();
    for (const QString &key : {u"topics"_s, u"offset"_s, u"data_type"_s, u"partitions"_s,
                               u"schema_registry_address"_s, u"isolation"_s, u"properties"_s}) {
        QVERIFY2(findField(schema, key), qPrintable(key));
    }
    for (const QString &key : {u"brokers"_s, u"topic"_s, u"group"_s, u"sasl"_s, u"username"_s,
                               u"password"_s, u"oauth.token_url"_s, u"tls.disable"_s}) {
        QVERIFY2(!findField(schema, key), qPrintable(key));
    }
    QCOMPARE(findField(schema, u"topics"_s)->tab, Tab::Basic);
    QVERIFY(findingsOf(reading({})).contains(u"topics field.required"_s));
}

void KafkaReadingTest::bothPartsMakeOneSource()
{
    const KafkaSourceConfig source = joined(AuthMethod::Sasl, {u"a"_s, u"^b"_s});
    QCOMPARE(source.brokers, u"hub.servicebus.windows.net:9093"_s);
    QCOMPARE(source.topic, u"a"_s);
    QCOMPARE(source.topics, QStringList{u"^b"_s});
    QCOMPARE(source.group, u"$Default"_s);
    QCOMPARE(source.instanceFor(u"flow"_s), QString()); // the group is everybody's
    QCOMPARE(source.sasl, Mechanism::ScramSha512);
    QCOMPARE(source.username, u"me"_s);
    QCOMPARE(source.password.reveal(), QByteArray("pass"));
    QVERIFY(source.tls.skipVerifyServer);
    QCOMPARE(source.dataType, DataType::Text);
    QCOMPARE(source.offset, StartAt::Earliest);
    QVERIFY(source.connection({}, {}).isEventHubs);
}

void KafkaReadingTest::anIdentityGivesTheToken()
{
    const auto access =
        joined(AuthMethod::SystemAssignedManagedIdentity, {u"a"_s}).tokenAccess(u"/base"_s);
    QVERIFY(access.has_value());
    QCOMPARE(access->way, TokenAccess::Way::Metadata);
    QCOMPARE(access->scope, u"https://hub.servicebus.windows.net"_s);
    QCOMPARE(access->baseFolder, u"/base"_s);
    QVERIFY(!joined(AuthMethod::Sasl, {u"a"_s}).tokenAccess({}));
}

void KafkaReadingTest::aSingleTopicIsNotTakenForSeveral()
{
    ConfigBox box = reading({u"a"_s});
    auto &config = box.as<KafkaSourceConfig>();
    config.dataType = DataType::DebeziumJson;
    config.offset = StartAt::ByOffset;
    config.startOffsets = {NamedValue{.name = u"0"_s}};
    config.startOffsets.front().value.setValue("5");
    QCOMPARE(findingsOf(box), QStringList());
    config.topics.append(u"b"_s);
    QCOMPARE(findingsOf(box),
             QStringList(
                 {u"topics kafka.topics.one_key"_s, u"start_offsets kafka.start_offsets.topic"_s}));
}

void KafkaReadingTest::errorsNameTheKeysOfTheEndpoint()
{
    const KafkaSourceConfig source = joined(AuthMethod::Sasl, {u"a"_s});
    const auto named = [&source](const QString &field) {
        return keysOf(source).named({.id = "some.error", .field = field}).field;
    };
    QCOMPARE(named(u"brokers"_s), u"host"_s);
    QCOMPARE(named(u"sasl"_s), u"authentication.saslSettings.saslType"_s);
    QCOMPARE(named(u"password"_s), u"authentication.saslSettings.password"_s);
    QCOMPARE(named(u"tls.disable"_s), u"tls.mode"_s);
    QCOMPARE(named(u"topic"_s), u"topics"_s);
    QCOMPARE(named(u"group"_s), u"consumerGroupId"_s);
    QCOMPARE(named(u"on_lost_position"_s), u"on_lost_position"_s);
}

void KafkaReadingTest::knowsWhatItWouldRead()
{
    QVERIFY(readsTopic(reading({u"a"_s, u"^b-"_s}), u"a"_s));
    QVERIFY(readsTopic(reading({u"a"_s, u"^b-"_s}), u"b-1"_s));
    QVERIFY(!readsTopic(reading({u"a"_s, u"^b-"_s}), u"ab-1"_s));
}

QTEST_GUILESS_MAIN(KafkaReadingTest)
#include "kafka_reading_test.moc"
