// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_writer_settings.h"
#include "core/schema/binding.h"
#include "core/schema/schema.h"
#include "tests/core/connectors/kafka/conf_setting.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// What the library is told, and that it is asked about all of it before anything starts.
class KafkaWriterSettingsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRequestAtATimeWhereTheOrderIsAtStake_data();
    void oneRequestAtATimeWhereTheOrderIsAtStake();
    void moreRequestsAtATimeAreWarnedOf_data();
    void moreRequestsAtATimeAreWarnedOf();
    void eventHubsMayTakeItsTime();
    void whatDoesNotGoTogetherIsFoundAtLoad_data();
    void whatDoesNotGoTogetherIsFoundAtLoad();
};

namespace {

NamedValue given(const QString &name, const QByteArray &value)
{
    NamedValue made{.name = name};
    made.value.setValue(value);
    return made;
}

QByteArray told(const KafkaEndpointConfig &config, const char *name)
{
    const Connection nowhere{.tls = {.disable = true}, .properties = config.properties};
    const ConfBuilder conf = writerSettings(config, nowhere, {});
    return settingOf(conf, name);
}

bool isFoundIn(const ConfigBox &box, QLatin1StringView code)
{
    return std::ranges::any_of(validateConfig(box, Role::Destination, {}),
                               [code](const Finding &finding) { return finding.code == code; });
}

constexpr auto kInFlight = "max.in.flight.requests.per.connection";

} // namespace

void KafkaWriterSettingsTest::oneRequestAtATimeWhereTheOrderIsAtStake_data()
{
    QTest::addColumn<Acks>("acks");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("name"); // of an extra property
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isOne");
    const QString own = u"kafka:9092"_s;
    const QString hubs = u"a.servicebus.windows.net:9093"_s;
    QTest::newRow("idempotent") << Acks::All << own << QString() << QByteArray() << false;
    QTest::newRow("one") << Acks::One << own << QString() << QByteArray() << true;
    QTest::newRow("zero") << Acks::Zero << own << QString() << QByteArray() << true;
    QTest::newRow("Event Hubs") << Acks::All << hubs << QString() << QByteArray() << true;
    QTest::newRow("nothing is sent again")
        << Acks::One << own << u"message.send.max.retries"_s << QByteArray("0") << false;
    QTest::newRow("somebody wants more")
        << Acks::One << own << QString::fromLatin1(kInFlight) << QByteArray("3") << false;
}

void KafkaWriterSettingsTest::oneRequestAtATimeWhereTheOrderIsAtStake()
{
    QFETCH(Acks, acks);
    QFETCH(QString, host);
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isOne);
    KafkaEndpointConfig config;
    config.host = host;
    config.acks = acks;
    if (!name.isEmpty()) {
        config.properties = {given(name, value)};
    }
    QCOMPARE(told(config, kInFlight) == "1", isOne);
    QVERIFY(name != QLatin1String(kInFlight) || told(config, kInFlight) == value);
}

void KafkaWriterSettingsTest::moreRequestsAtATimeAreWarnedOf_data()
{
    QTest::addColumn<Acks>("acks");
    QTest::addColumn<QByteArray>("inFlight"); // empty = not given
    QTest::addColumn<QByteArray>("retries");
    QTest::addColumn<bool>("isFound");
    const QByteArray none;
    QTest::newRow("idempotent") << Acks::All << QByteArray("5") << none << false;
    QTest::newRow("not given") << Acks::One << none << none << false;
    QTest::newRow("one") << Acks::One << QByteArray("1") << none << false;
    QTest::newRow("several") << Acks::One << QByteArray("3") << none << true;
    QTest::newRow("nothing is sent again")
        << Acks::One << QByteArray("3") << QByteArray("0") << false;
}

void KafkaWriterSettingsTest::moreRequestsAtATimeAreWarnedOf()
{
    QFETCH(Acks, acks);
    QFETCH(QByteArray, inFlight);
    QFETCH(QByteArray, retries);
    ConfigBox box(KafkaEndpointConfig::schema());
    auto &config = box.as<KafkaEndpointConfig>();
    config.host = u"kafka:9092"_s;
    config.acks = acks;
    if (!inFlight.isEmpty()) {
        config.properties.push_back(given(QString::fromLatin1(kInFlight), inFlight));
    }
    if (!retries.isEmpty()) {
        config.properties.push_back(given(u"message.send.max.retries"_s, retries));
    }
    QTEST(isFoundIn(box, "kafka.in_flight.order"_L1), "isFound");
}

void KafkaWriterSettingsTest::eventHubsMayTakeItsTime()
{
    KafkaEndpointConfig config;
    config.host = u"kafka:9092"_s;
    QCOMPARE(told(config, "request.timeout.ms"), QByteArray("30000"));
    QCOMPARE(told(config, "allow.auto.create.topics"), QByteArray("false"));
    config.host = u"a.servicebus.windows.net:9093"_s;
    QCOMPARE(told(config, "request.timeout.ms"), QByteArray("60000"));
    QCOMPARE(told(config, "message.max.bytes"), QByteArray("1000000"));
    config.properties = {given(u"request.timeout.ms"_s, "5000")};
    QCOMPARE(told(config, "request.timeout.ms"), QByteArray("5000"));
}

void KafkaWriterSettingsTest::whatDoesNotGoTogetherIsFoundAtLoad_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("more requests than idempotence has")
        << QString::fromLatin1(kInFlight) << QByteArray("7") << true;
    QTest::newRow("as many as it has")
        << QString::fromLatin1(kInFlight) << QByteArray("5") << false;
    QTest::newRow("no retries") << u"message.send.max.retries"_s << QByteArray("0") << true;
    QTest::newRow("unrelated") << u"socket.timeout.ms"_s << QByteArray("20000") << false;
}

void KafkaWriterSettingsTest::whatDoesNotGoTogetherIsFoundAtLoad()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isFound);
    ConfigBox box(KafkaEndpointConfig::schema());
    auto &config = box.as<KafkaEndpointConfig>();
    config.host = u"kafka:9092"_s;
    config.tls.mode = Switch::Disabled;
    config.properties = {given(name, value)};
    QCOMPARE(isFoundIn(box, "kafka.properties.together"_L1), isFound);
}

QTEST_GUILESS_MAIN(KafkaWriterSettingsTest)
#include "kafka_writer_settings_test.moc"
