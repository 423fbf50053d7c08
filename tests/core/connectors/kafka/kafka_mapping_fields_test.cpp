// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint_schema.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// The settings of partitions, MQTT properties and CloudEvents as the file spells them.
class KafkaMappingFieldsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySpellingIsTaken_data();
    void everySpellingIsTaken();
    void otherSpellingsAreRefused_data();
    void otherSpellingsAreRefused();
    void thePropertyIsRequiredForItsStrategyAlone();
    void whatHasNoEffectIsHidden();
    void noneOfThemIsForReading();
};

namespace {

ConfigBox usual()
{
    ConfigBox config(KafkaEndpointConfig::schema());
    config.as<KafkaEndpointConfig>().host = u"localhost:9092"_s;
    return config;
}

bool isTaken(ConfigBox &config, const QString &key, const QString &value)
{
    return writeField(config, key, Node::quotedText(value)).empty()
        && readField(config, key).text == value;
}

bool asksForProperty(const ConfigBox &config)
{
    for (const Finding &finding : validateConfig(config, Role::Destination, u"e"_s)) {
        if (finding.path.endsWith("partitionKeyProperty"_L1)) {
            return true;
        }
    }
    return false;
}

} // namespace

void KafkaMappingFieldsTest::everySpellingIsTaken_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("values"); // the default first
    QTest::newRow("strategy") << u"partitionStrategy"_s
                              << QStringList{u"Default"_s, u"Static"_s, u"Topic"_s, u"Property"_s};
    QTest::newRow("copy") << u"copyMqttProperties"_s << QStringList{u"Enabled"_s, u"Disabled"_s};
    QTest::newRow("events") << u"cloudEventAttributes"_s
                            << QStringList{u"Unset"_s, u"Propagate"_s, u"CreateOrRemap"_s};
    QTest::newRow("prefix") << u"cloudEventPrefix"_s << QStringList{u"ce_"_s, u"ce-"_s};
    QTest::newRow("hash") << u"partitioner"_s
                          << QStringList{u"consistent_random"_s, u"murmur2_random"_s};
    QTest::newRow("key") << u"keyFrom"_s << QStringList{u"source"_s, u"none"_s};
}

void KafkaMappingFieldsTest::everySpellingIsTaken()
{
    QFETCH(QString, key);
    QFETCH(QStringList, values);
    ConfigBox config = usual();
    QCOMPARE(readField(config, key).text, values.first());
    for (const QString &value : values) {
        QVERIFY2(isTaken(config, key, value), qPrintable(value));
    }
    QVERIFY(findField(KafkaEndpointConfig::schema(), key)->tab == Tab::Advanced);
}

void KafkaMappingFieldsTest::otherSpellingsAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("PassThrough") << u"cloudEventAttributes"_s << u"PassThrough"_s;
    QTest::newRow("property") << u"partitionStrategy"_s << u"property"_s;
    QTest::newRow("true") << u"copyMqttProperties"_s << u"true"_s;
    QTest::newRow("instance -1") << u"instanceIndex"_s << u"-1"_s;
}

void KafkaMappingFieldsTest::otherSpellingsAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    ConfigBox config = usual();
    QVERIFY(!isTaken(config, key, value));
}

void KafkaMappingFieldsTest::thePropertyIsRequiredForItsStrategyAlone()
{
    ConfigBox config = usual();
    QVERIFY(!asksForProperty(config));
    config.as<KafkaEndpointConfig>().partitionStrategy = mapping::PartitionStrategy::Property;
    QVERIFY(asksForProperty(config));
    config.as<KafkaEndpointConfig>().partitionKeyProperty = u"device"_s;
    QVERIFY(!asksForProperty(config));
}

void KafkaMappingFieldsTest::whatHasNoEffectIsHidden()
{
    ConfigBox config = usual();
    QVERIFY(isVisible(config, u"keyFrom"_s) && isVisible(config, u"partitioner"_s));
    QVERIFY(!isVisible(config, u"partitionKeyProperty"_s)
            && !isVisible(config, u"instanceIndex"_s));
    QVERIFY(!isVisible(config, u"cloudEventPrefix"_s));
    auto &endpoint = config.as<KafkaEndpointConfig>();
    endpoint.partitionStrategy = mapping::PartitionStrategy::Static;
    endpoint.cloudEventAttributes = mapping::CloudEvents::Propagate;
    QVERIFY(!isVisible(config, u"keyFrom"_s) && !isVisible(config, u"partitioner"_s));
    QVERIFY(isVisible(config, u"instanceIndex"_s) && isVisible(config, u"cloudEventPrefix"_s));
}

void KafkaMappingFieldsTest::noneOfThemIsForReading()
{
    const ConfigBox config = usual();
    for (const QString &key : {u"partitionStrategy"_s, u"copyMqttProperties"_s,
                               u"cloudEventAttributes"_s, u"partitioner"_s, u"keyFrom"_s}) {
        QVERIFY2(!isVisible(config, key, Role::Source), qPrintable(key));
    }
}

QTEST_GUILESS_MAIN(KafkaMappingFieldsTest)
#include "kafka_mapping_fields_test.moc"
