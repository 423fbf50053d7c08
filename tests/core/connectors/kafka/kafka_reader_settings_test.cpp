// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reader_settings.h"
#include "core/schema/binding.h"
#include "core/schema/schema.h"
#include "tests/core/connectors/kafka/conf_setting.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// What the library is told about reading, and that it is asked about all of it before anything
/// starts.
class KafkaReaderSettingsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersAreStaticUnlessTheyOnlyLook_data();
    void membersAreStaticUnlessTheyOnlyLook();
    void theGroupTimeOutFitsEventHubs();
    void whatDoesNotGoTogetherIsFoundAtLoad_data();
    void whatDoesNotGoTogetherIsFoundAtLoad();
};

namespace {

QByteArray told(const KafkaSourceConfig &config, Purpose purpose, const char *name)
{
    const Connection nowhere{.tls = {.disable = true}, .properties = config.properties};
    const ConfBuilder conf = readerSettings(config, nowhere, u"flow"_s, purpose);
    return settingOf(conf, name);
}

} // namespace

void KafkaReaderSettingsTest::membersAreStaticUnlessTheyOnlyLook_data()
{
    QTest::addColumn<QStringList>("partitions");
    QTest::addColumn<Purpose>("purpose");
    QTest::addColumn<QByteArray>("instance");
    QTest::addColumn<QByteArray>("commits");
    const QByteArray instance = "weir-flow";
    QTest::newRow("flow") << QStringList() << Purpose::Flow << instance << QByteArray("true");
    QTest::newRow("chosen partitions")
        << QStringList{u"0-3"_s} << Purpose::Flow << QByteArray() << QByteArray("true");
    QTest::newRow("preview") << QStringList() << Purpose::Preview << QByteArray()
                             << QByteArray("false");
}

void KafkaReaderSettingsTest::membersAreStaticUnlessTheyOnlyLook()
{
    QFETCH(QStringList, partitions);
    QFETCH(Purpose, purpose);
    KafkaSourceConfig config;
    config.partitions = partitions;
    QTEST(told(config, purpose, "group.instance.id"), "instance");
    QTEST(told(config, purpose, "enable.auto.commit"), "commits");
}

void KafkaReaderSettingsTest::theGroupTimeOutFitsEventHubs()
{
    constexpr auto kName = "session.timeout.ms";
    const auto at = [](bool isEventHubs, const KafkaSourceConfig &config) {
        const Connection connection{.tls = {.disable = true}, .isEventHubs = isEventHubs};
        return settingOf(readerSettings(config, connection, u"flow"_s, Purpose::Flow), kName);
    };
    KafkaSourceConfig config;
    QCOMPARE(at(false, config), QByteArray("45000"));
    QCOMPARE(at(true, config), QByteArray("30000"));
    config.sessionTimeout = Duration(std::chrono::seconds(60));
    QCOMPARE(at(true, config), QByteArray("60000"));
}

void KafkaReaderSettingsTest::whatDoesNotGoTogetherIsFoundAtLoad_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isFound");
    const QString poll = u"max.poll.interval.ms"_s;
    QTest::newRow("polled less often than the session allows")
        << poll << QByteArray("30000") << true;
    QTest::newRow("polled as often") << poll << QByteArray("45000") << false;
    QTest::newRow("unrelated") << u"socket.timeout.ms"_s << QByteArray("20000") << false;
}

void KafkaReaderSettingsTest::whatDoesNotGoTogetherIsFoundAtLoad()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isFound);
    ConfigBox box(KafkaSourceConfig::schema());
    auto &config = box.as<KafkaSourceConfig>();
    config.brokers = u"kafka:9092"_s;
    config.topic = u"orders"_s;
    config.tls.disable = true;
    NamedValue property{.name = name};
    property.value.setValue(value);
    config.properties = {property};
    const auto findings = validateConfig(box, Role::Source, {});
    QCOMPARE(std::ranges::any_of(findings,
                                 [](const Finding &finding) {
                                     return finding.code == "kafka.properties.together"_L1;
                                 }),
             isFound);
}

QTEST_GUILESS_MAIN(KafkaReaderSettingsTest)
#include "kafka_reader_settings_test.moc"
