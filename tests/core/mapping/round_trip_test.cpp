// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/mapping/mapping_rig.h"

#include <QRandomGenerator>

using namespace core;
using namespace core::mapping;

/// From MQTT to Kafka and back, native properties restored: what passes the text rules is the same.
class RoundTripTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesBackAsItWas();
};

namespace {

/// Texts of all lengths of UTF-8, without what MQTT forbids.
QByteArray randomText(QRandomGenerator &random, int most)
{
    static const QString kLetters =
        QString::fromUtf8("ab =/\xc3\xa9\xe2\x82\xac\xe2\x80\xae+#\xc2\xa0");
    QString text;
    for (int i = random.bounded(most); i > 0; --i) {
        text += kLetters[random.bounded(kLetters.size())];
    }
    return (random.bounded(8) == 0 ? text + QString::fromUtf8("\xf0\x9f\x98\x80") : text).toUtf8();
}

QByteArray randomBytes(QRandomGenerator &random)
{
    QByteArray bytes(random.bounded(40), Qt::Uninitialized);
    for (char &byte : bytes) {
        byte = static_cast<char>(random.bounded(256));
    }
    return bytes.isNull() ? QByteArray("") : bytes;
}

/// The views of the properties point into these.
struct Texts
{
    QByteArray response;
    QByteArray type;
    QByteArray correlation;
};

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

MqttProperties randomProperties(QRandomGenerator &random, Texts &texts)
{
    texts = {.response = "r" + randomText(random, 20).replace('+', '-').replace('#', '-'),
             .type = "t" + randomText(random, 20),
             .correlation = randomBytes(random)};
    MqttProperties properties;
    if (random.bounded(2) != 0) {
        properties.payloadFormat = static_cast<std::uint8_t>(random.bounded(2));
    }
    if (random.bounded(2) != 0) {
        properties.responseTopic = view(texts.response);
    }
    if (random.bounded(2) != 0) {
        properties.expirySeconds = 1 + random.bounded(0xfffffffeU);
    }
    if (random.bounded(2) != 0) {
        properties.correlationData = rig::spanOf(texts.correlation);
    }
    if (random.bounded(2) != 0) {
        properties.contentType = view(texts.type);
    }
    return properties;
}

/// As a record of Kafka comes in.
rig::Given asInput(const KafkaRecord &record)
{
    return {.payload = rig::textOf(record.value),
            .key = rig::textOf(record.key),
            .headers = rig::lines(record.headers)};
}

void compare(const MqttProperties &made, const MqttProperties &expected)
{
    QCOMPARE(made.payloadFormat, expected.payloadFormat);
    QCOMPARE(made.responseTopic, expected.responseTopic);
    QCOMPARE(made.expirySeconds, expected.expirySeconds);
    QCOMPARE(rig::textOf(made.correlationData), rig::textOf(expected.correlationData));
    QCOMPARE(isNull(made.correlationData), isNull(expected.correlationData));
    QCOMPARE(made.contentType, expected.contentType);
}

} // namespace

void RoundTripTest::everyMessageComesBackAsItWas()
{
    QRandomGenerator random(20'240'607);
    const support::HandClock clock = rig::clockAtReceipt();
    for (int i = 0; i < 2000; ++i) {
        Texts texts;
        const MqttProperties properties = randomProperties(random, texts);
        QByteArrayList user;
        for (int n = random.bounded(6); n > 0; --n) { // the first sign parts name from value
            user += randomText(random, 10).replace('=', '-') + '=' + randomText(random, 30);
        }
        const rig::OneMessage sent(
            {.payload = randomBytes(random), .headers = user, .mqtt = properties}, clock);
        const ToKafka record = sent.toKafka({}, clock);
        const rig::OneMessage read(asInput(std::get<KafkaRecord>(record)), clock);
        const ToMqtt back = read.toMqtt({.restoresProperties = true}, clock);
        const MqttMessage &message = std::get<MqttMessage>(back);
        QCOMPARE(rig::lines(message.properties.user), user);
        QCOMPARE(rig::textOf(message.payload), rig::textOf(sent.messages().front().payload));
        QVERIFY(message.removed.empty());
        compare(message.properties, properties);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

QTEST_GUILESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
