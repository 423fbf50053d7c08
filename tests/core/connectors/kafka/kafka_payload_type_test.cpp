// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_payload_type.h"
#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/binding.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

class KafkaPayloadTypeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTheSettingsSayIsTold();
};

void KafkaPayloadTypeTest::onlyWhatTheSettingsSayIsTold()
{
    const auto told = [](DataType type, Framing framing = {}) {
        ConfigBox box(KafkaSourceConfig::schema());
        box.as<KafkaSourceConfig>().dataType = type;
        box.as<KafkaSourceConfig>().framing = framing;
        return payloadTypeOf(box);
    };
    QCOMPARE(told(DataType::Json), std::string("application/json"));
    QCOMPARE(told(DataType::Text), std::string("text/plain"));
    QCOMPARE(told(DataType::DebeziumJson), std::string("application/json"));
    QCOMPARE(told(DataType::DebeziumJsonUpsert, Framing::Confluent), std::string(""));
    QCOMPARE(told(DataType::Avro, Framing::Confluent), std::string(""));
    QCOMPARE(payloadTypeOf(ConfigBox()), std::string());
}

QTEST_GUILESS_MAIN(KafkaPayloadTypeTest)
#include "kafka_payload_type_test.moc"
