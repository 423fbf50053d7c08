// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_client.h"
#include "core/connectors/kafka/kafka_endpoint_schema.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/schema_access.h"
#include "tests/core/connectors/kafka/conf_setting.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// Which settings of the library a person may give by their own names.
class KafkaPropertiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsNameWhatIsNotTaken_data();
    void findingsNameWhatIsNotTaken();
    void whatIsTakenReachesTheLibrary();
    void theyGoBeforeWhatTheFormSetsByItself();
};

namespace {

NamedValues one(const QString &name, const QByteArray &value)
{
    NamedValue property{.name = name};
    property.value.setValue(value);
    return {property};
}

QStringList codesOf(const ConfigBox &box, Role role)
{
    QStringList codes;
    for (const Finding &finding : validateConfig(box, role, {})) {
        if (finding.code.startsWith("kafka.property"_L1)) {
            codes.append(finding.code);
        }
    }
    return codes;
}

QStringList readingCodes(const NamedValues &properties)
{
    ConfigBox box(KafkaSourceConfig::schema());
    box.as<KafkaSourceConfig>().properties = properties;
    return codesOf(box, Role::Source);
}

QStringList writingCodes(const NamedValues &properties)
{
    ConfigBox box(KafkaEndpointConfig::schema());
    box.as<KafkaEndpointConfig>().properties = properties;
    return codesOf(box, Role::Destination);
}

} // namespace

void KafkaPropertiesTest::findingsNameWhatIsNotTaken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("reading"); // the code, empty = taken
    QTest::addColumn<QString>("writing");
    const QString refused = u"kafka.property.refused"_s;
    const QString badValue = u"kafka.property.value"_s;
    QTest::newRow("both") << u"socket.timeout.ms"_s << QByteArray("5000") << u""_s << u""_s;
    QTest::newRow("reading") << u"fetch.min.bytes"_s << QByteArray("10") << u""_s << refused;
    QTest::newRow("writing") << u"compression.level"_s << QByteArray("3") << refused << u""_s;
    QTest::newRow("no number") << u"socket.timeout.ms"_s << QByteArray("soon") << badValue
                               << badValue;
    QTest::newRow("no choice") << u"broker.address.family"_s << QByteArray("v5") << badValue
                               << badValue;
    for (const char *name :
         {"debug", "plugin.library.paths", "sasl.kerberos.kinit.cmd", "ssl.ca.location",
          "ssl.engine.location", "ssl.keystore.location", "builtin.features", "group.id",
          "enable.auto.commit", "bootstrap.servers", "sasl.password", "statistics.interval.ms",
          "no.such.thing", "", "socket.timeout.ms "}) {
        QTest::addRow("refused: %s", name)
            << QString::fromLatin1(name) << QByteArray("1") << refused << refused;
    }
}

void KafkaPropertiesTest::findingsNameWhatIsNotTaken()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, reading);
    QFETCH(QString, writing);
    const auto wanted = [](const QString &code) {
        return code.isEmpty() ? QStringList() : QStringList{code};
    };
    QCOMPARE(readingCodes(one(name, value)), wanted(reading));
    QCOMPARE(writingCodes(one(name, value)), wanted(writing));
}

void KafkaPropertiesTest::whatIsTakenReachesTheLibrary()
{
    KafkaSourceConfig config;
    config.properties = one(u"fetch.min.bytes"_s, "77");
    ConfBuilder conf;
    conf.connectTo(config.connection(u"flow"_s, {}));
    QVERIFY(!conf.error());
    QCOMPARE(settingOf(conf, "fetch.min.bytes"), QByteArray("77"));
}

void KafkaPropertiesTest::theyGoBeforeWhatTheFormSetsByItself()
{
    KafkaEndpointConfig config;
    config.properties = one(u"reconnect.backoff.ms"_s, "321");
    ConfBuilder conf;
    conf.connectTo(config.connection(u"flow"_s, {}));
    QCOMPARE(settingOf(conf, "reconnect.backoff.ms"), QByteArray("321"));
}

QTEST_GUILESS_MAIN(KafkaPropertiesTest)
#include "kafka_properties_test.moc"
