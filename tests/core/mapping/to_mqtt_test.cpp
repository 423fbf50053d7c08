// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/to_mqtt.h"
#include "tests/core/mapping/mapping_rig.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::mapping;
using namespace std::chrono_literals;
using rig::Given;
using rig::OneMessage;

/// Records of Kafka and messages of MQTT as messages of MQTT.
class ToMqttTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsBecomeMessagesAsTheTableSays_data();
    void recordsBecomeMessagesAsTheTableSays();
    void k4NullsBecomeNothingOrEmpty();
    void k8NativePropertiesComeBackWhereWanted();
    void whatDoesNotFitStaysAUserProperty();
    void emptyTextsAreLeftOut();
    void theFirstOfRepeatedNativeNamesCounts();
    void controlCharactersStayWhereWanted();
    void moreThanAThousandHeadersAreRefused();
    void retainIsKeptFromMqttAlone();
    void mqttToMqttCopiesNativeProperties();
    void topicsAreMadeOfTheInputTopic();
};

namespace {

const QByteArray kLongest = QByteArray(65'535, 'x');
const QByteArray kTooLong = QByteArray(65'536, 'x');

MqttMessage messageOf(const OneMessage &message, const MqttSettings &settings, const Clock &clock)
{
    ToMqtt mapped = message.toMqtt(settings, clock);
    if (const auto *unmapped = std::get_if<Unmapped>(&mapped)) {
        qFatal("refused: %s", unmapped->error.id);
    }
    return std::get<MqttMessage>(std::move(mapped));
}

void row(const char *name, const Given &given, const QByteArrayList &properties,
         const QByteArrayList &removed, bool decodes = false)
{
    QTest::newRow(name) << given << properties << removed << decodes;
}

} // namespace

void ToMqttTest::recordsBecomeMessagesAsTheTableSays_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArrayList>("properties");
    QTest::addColumn<QByteArrayList>("removed");
    QTest::addColumn<bool>("decodes");
    const QByteArray foo = QByteArrayLiteral("foo=\xa1\x03"
                                             "bar");
    const QByteArray five = QByteArrayLiteral("n=\x54\x05");
    row("K1",
        {.key = "k1",
         .headers = {"a=1", QByteArrayLiteral("bin=\xff\x00")},
         .timestampMs = 1'700'000'000'123},
        {"Key=k1", "Timestamp=1700000000123", "a=1"}, {"bin not-utf8"});
    row("K2 kept", {.headers = {"a=" + kLongest}}, {"a=" + kLongest}, {});
    row("K2 removed", {.headers = {"a=" + kTooLong}}, {}, {"a too-long"});
    row("K2 name", {.headers = {kTooLong + "=a"}}, {}, {kTooLong + " too-long"});
    row("K3", {.headers = {"note=l1\nl2"}}, {}, {"note control"});
    row("K5", {.key = QByteArrayLiteral("\x00\x01")}, {}, {"Key control"});
    row("K6", {.headers = {foo}}, {}, {"foo not-utf8"});
    row("K6 decoded", {.headers = {foo}}, {"foo=bar"}, {}, true);
    row("K7", {.headers = {five}}, {}, {"n control"});
    row("K7 decoded", {.headers = {five}}, {"n=5"}, {}, true);
    row("plain AMQP names stay", {.headers = {QByteArrayLiteral("message-id=R1")}},
        {"message-id=R1"}, {}, true);
    row("AMQP length beyond the value",
        {.headers = {QByteArrayLiteral("n=\xa1\x7f"
                                       "b")}},
        {}, {"n not-utf8"}, true);
    row("no time", {.timestampMs = -1}, {}, {});
    row("time of year 9999", {.timestampMs = 253'402'300'799'999}, {"Timestamp=253402300799999"},
        {});
    row("Key and Timestamp beside ours",
        {.key = "k", .headers = {"Key=x", "Timestamp=y"}, .timestampMs = 1},
        {"Key=k", "Timestamp=1", "Key=x", "Timestamp=y"}, {});
    row("repeats", {.headers = {"a=1", "b=2", "a=1"}}, {"a=1", "b=2", "a=1"}, {});
    row("native names", {.headers = {"Content Type=application/json"}},
        {"Content Type=application/json"}, {});
}

void ToMqttTest::recordsBecomeMessagesAsTheTableSays()
{
    QFETCH(Given, given);
    QFETCH(QByteArrayList, properties);
    QFETCH(QByteArrayList, removed);
    QFETCH(bool, decodes);
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message(given, clock);
    const MqttMessage made = messageOf(message, {.decodesAmqp = decodes}, clock);
    QCOMPARE(rig::lines(made.properties.user), properties);
    QCOMPARE(rig::removedLines(made), removed);
    QCOMPARE(rig::textOf(made.payload), "v");
    QVERIFY(!made.properties.contentType && !made.properties.expirySeconds);
}

void ToMqttTest::k4NullsBecomeNothingOrEmpty()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.payload = {}, .headers = {"n"}, .timestampMs = 5}, clock);
    const MqttMessage made = messageOf(message, {}, clock);
    QCOMPARE(rig::lines(made.properties.user), QByteArrayList({"Timestamp=5", "n="}));
    QVERIFY(!isNull(made.payload) && made.payload.empty());
}

void ToMqttTest::k8NativePropertiesComeBackWhereWanted()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message(
        {.headers = {"Content Type=application/json",
                     QByteArrayLiteral("Correlation Data=\x00\xff"), "Payload Format Indicator=1",
                     "Response Topic=resp/a", "Message Expiry Interval=2600", "own=1"}},
        clock);
    const MqttMessage made = messageOf(message, {.restoresProperties = true}, clock);
    QCOMPARE(rig::lines(made.properties.user), QByteArrayList{"own=1"});
    QCOMPARE(made.properties.contentType.value_or(""), "application/json");
    QCOMPARE(rig::textOf(made.properties.correlationData), QByteArrayLiteral("\x00\xff"));
    QCOMPARE(int(made.properties.payloadFormat.value_or(9)), 1);
    QCOMPARE(made.properties.responseTopic.value_or(""), "resp/a");
    QCOMPARE(made.properties.expirySeconds.value_or(0), 2600U);
    QVERIFY(made.removed.empty());
}

void ToMqttTest::whatDoesNotFitStaysAUserProperty()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const QByteArrayList headers{"Payload Format Indicator=2", "Response Topic=a/+",
                                 "Message Expiry Interval=4294967296", "Message Expiry Interval=-1",
                                 "Message Expiry Interval="};
    const OneMessage message({.headers = headers}, clock);
    const MqttMessage made = messageOf(message, {.restoresProperties = true}, clock);
    QCOMPARE(rig::lines(made.properties.user), headers);
    const OneMessage poison({.headers = {"Content Type=a\nb", "Correlation Data=" + kTooLong}},
                            clock);
    QCOMPARE(rig::removedLines(messageOf(poison, {.restoresProperties = true}, clock)),
             QByteArrayList({"Content Type control", "Correlation Data too-long"}));
}

void ToMqttTest::emptyTextsAreLeftOut()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage record({.headers = {"Content Type=", "Response Topic="}}, clock);
    const MqttMessage restored = messageOf(record, {.restoresProperties = true}, clock);
    QVERIFY(!restored.properties.contentType && !restored.properties.responseTopic);
    const OneMessage mqtt({.mqtt = MqttProperties{.responseTopic = "", .contentType = ""}}, clock);
    const MqttMessage copied = messageOf(mqtt, {}, clock);
    QVERIFY(!copied.properties.contentType && !copied.properties.responseTopic);
}

void ToMqttTest::theFirstOfRepeatedNativeNamesCounts()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.headers = {"Content Type=a", "Content Type=b"}}, clock);
    const MqttMessage made = messageOf(message, {.restoresProperties = true}, clock);
    QCOMPARE(made.properties.contentType.value_or(""), "a");
    QCOMPARE(rig::lines(made.properties.user), QByteArrayList{"Content Type=b"});
}

void ToMqttTest::controlCharactersStayWhereWanted()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.headers = {"a=1\n2", QByteArrayLiteral("b=\0")}}, clock);
    const MqttMessage made = messageOf(message, {.control = ControlCharacters::Keep}, clock);
    QCOMPARE(rig::lines(made.properties.user), QByteArrayList{"a=1\n2"});
    QCOMPARE(rig::removedLines(made), QByteArrayList{"b control"});
}

void ToMqttTest::moreThanAThousandHeadersAreRefused()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const QByteArrayList headers(1001, "a=1");
    const OneMessage message({.headers = headers}, clock);
    const ToMqtt refused = message.toMqtt({}, clock);
    QCOMPARE(QLatin1String(std::get<Unmapped>(refused).error.id), "mapping.headers.too_many"_L1);
}

void ToMqttTest::retainIsKeptFromMqttAlone()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage retained({.mqtt = MqttProperties{.retain = true}}, clock);
    QVERIFY(messageOf(retained, {}, clock).properties.retain);
    QVERIFY(!messageOf(retained, {.retain = Retain::Never}, clock).properties.retain);
    const OneMessage record({.headers = {"retain=1"}}, clock);
    QVERIFY(!messageOf(record, {}, clock).properties.retain);
}

void ToMqttTest::mqttToMqttCopiesNativeProperties()
{
    support::HandClock clock = rig::clockAtReceipt();
    const QByteArray correlation("\x00\xff", 2);
    const OneMessage message({.headers = {"a=1", "bad=\n"},
                              .timestampMs = 5,
                              .mqtt = MqttProperties{.payloadFormat = 1,
                                                     .responseTopic = "r",
                                                     .expirySeconds = 60,
                                                     .correlationData = rig::spanOf(correlation),
                                                     .contentType = "c"}},
                             clock);
    clock.advance(10s);
    const MqttMessage made = messageOf(message, {}, clock);
    QCOMPARE(int(made.properties.payloadFormat.value_or(9)), 1);
    QCOMPARE(made.properties.responseTopic.value_or(""), "r");
    QCOMPARE(made.properties.expirySeconds.value_or(0), 50U);
    QCOMPARE(rig::textOf(made.properties.correlationData), correlation);
    QCOMPARE(made.properties.contentType.value_or(""), "c");
    QCOMPARE(rig::lines(made.properties.user), QByteArrayList{"a=1"});
    QCOMPARE(rig::removedLines(made), QByteArrayList{"bad control"});
    clock.advance(50s);
    QVERIFY(std::get<Unmapped>(message.toMqtt({}, clock)).verdict == Verdict::Expired);
}

void ToMqttTest::topicsAreMadeOfTheInputTopic()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.topic = u"a/b"_s}, clock);
    QCOMPARE(messageOf(message, {.topic = "x/${inputTopic.2}"}, clock).topic, "x/b");
    const ToMqtt refused = message.toMqtt({.topic = "${inputTopic.3}"}, clock);
    QCOMPARE(QLatin1String(std::get<Unmapped>(refused).error.id), "mapping.topic.segment"_L1);
}

QTEST_GUILESS_MAIN(ToMqttTest)
#include "to_mqtt_test.moc"
