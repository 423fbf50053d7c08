// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "tests/integration/kafka/record_rig.h"
#include "tests/integration/kafka/tested_entry.h"

#include <QFutureWatcher>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;
using rig::stageOf;
using rig::TestedEntry;

namespace {

constexpr auto kProto = "syntax = \"proto3\"; message Order { int64 id = 1; string note = 2; }";

KafkaSourceConfig configOf(const QString &topic, DataType type)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.dataType = type;
    if (type == DataType::Protobuf) {
        config.protobufSchema = QString::fromLatin1(kProto);
        config.protobufMessage = u"Order"_s;
    }
    return config;
}

TestStage messageStage(const KafkaSourceConfig &config)
{
    return stageOf(TestedEntry::source(config).run(), StageId::Message);
}

} // namespace

/// What a test and a preview show of the messages themselves.
class SamplesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestMessageIsShownAsItReads_data();
    void theNewestMessageIsShownAsItReads();
    void theWrongDataTypeIsSaid_data();
    void theWrongDataTypeIsSaid();
    void oneBadMessageAmongGoodOnesIsMentioned();
    void bothEndsOfEveryPartitionAreTold();
    void manyPartitionsAreSummedUp();
    void anEmptyTopicIsFine();
    void aTransactionsMarkIsNoMessage();
    void tombstonesAreNoTrouble();
    void headersWithoutValueAndLongOnesArePreviewed();
};

void SamplesTest::theNewestMessageIsShownAsItReads_data()
{
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("shown");
    QTest::newRow("json") << DataType::Json << QByteArray(R"({"id":17,"note":"a"})")
                          << uR"("id":17)"_s;
    QTest::newRow("text") << DataType::Text << QByteArray("free words") << u"free words"_s;
    QTest::newRow("pasted proto") << DataType::Protobuf << QByteArray("\x08\x11\x12\x01x", 5)
                                  << u"17"_s;
    QTest::newRow("debezium") << DataType::DebeziumJson
                              << QByteArray(R"({"before":null,"after":{"id":17},"op":"c",)"
                                            R"("ts_ms":1700000000000})")
                              << uR"("id":17)"_s;
}

void SamplesTest::theNewestMessageIsShownAsItReads()
{
    QFETCH(DataType, type);
    QFETCH(QByteArray, value);
    QFETCH(QString, shown);
    const TestStage stage = messageStage(configOf(rig::topicOf({{.value = value}}), type));
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    QVERIFY2(stage.message.contains(shown), qPrintable(stage.message));
}

void SamplesTest::theWrongDataTypeIsSaid_data()
{
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("words as json") << DataType::Json << QByteArray("free words") << u"json."_s;
    QTest::newRow("words as proto")
        << DataType::Protobuf << QByteArray("free words") << u"protobuf."_s;
    QTest::newRow("json as a change")
        << DataType::DebeziumJson << QByteArray(R"({"id":17})") << u"debezium."_s;
    QTest::newRow("json as a change to apply")
        << DataType::DebeziumJsonUpsert << QByteArray(R"({"id":17})") << u"debezium."_s;
}

void SamplesTest::theWrongDataTypeIsSaid()
{
    QFETCH(DataType, type);
    QFETCH(QByteArray, value);
    QFETCH(QString, code);
    const TestStage stage = messageStage(configOf(rig::topicOf({{.value = value}}), type));
    QVERIFY2(stage.state == StageState::Failed, qPrintable(stage.message));
    QVERIFY2(stage.code.startsWith(code), qPrintable(stage.code));
    QCOMPARE(stage.field, u"data_type"_s);
    QCOMPARE(stage.peer, QString::fromUtf8(value));
}

void SamplesTest::oneBadMessageAmongGoodOnesIsMentioned()
{
    const QString topic =
        rig::topicOf({{.value = "{\"n\":1}"}, {.value = "{\"n\":2}"}, {.value = "broken"}});
    const TestStage stage = messageStage(configOf(topic, DataType::Json));
    QVERIFY(stage.state == StageState::Passed);
    QVERIFY2(stage.message.contains(u"\"n\":2"_s) && stage.message.contains(u"1 of 3"_s),
             qPrintable(stage.message));
}

void SamplesTest::bothEndsOfEveryPartitionAreTold()
{
    const QString topic = rig::makeTopic(2);
    rig::produce(topic, 3, 0);
    rig::produce(topic, 5, 1);
    const TestStage stage = messageStage(configOf(topic, DataType::Text));
    QVERIFY2(stage.message.contains(topic + u"/0 0–3"_s)
                 && stage.message.contains(topic + u"/1 0–5"_s),
             qPrintable(stage.message));
}

void SamplesTest::manyPartitionsAreSummedUp()
{
    const QString topic = rig::makeTopic(20);
    rig::produce(topic, 3, 7);
    rig::produce(topic, 2, 19);
    const TestStage stage = messageStage(configOf(topic, DataType::Text));
    QVERIFY(stage.state == StageState::Passed);
    for (const QString &part : {u"20"_s, u"18"_s, u"5"_s, QString(topic + u"/7"_s)}) {
        QVERIFY2(stage.message.contains(part), qPrintable(stage.message));
    }
}

void SamplesTest::anEmptyTopicIsFine()
{
    QElapsedTimer timer;
    timer.start();
    const TestStage stage = messageStage(configOf(rig::makeTopic(3), DataType::Json));
    QVERIFY2(stage.state == StageState::Passed, qPrintable(QString(stage.code + stage.message)));
    QVERIFY(timer.elapsed() < 6000); // nothing is waited for, but leaders of a topic just made
}

void SamplesTest::aTransactionsMarkIsNoMessage()
{
    const QString topic = rig::makeTopic();
    rig::produceInTransaction(topic, 2, true);
    const TestStage stage = messageStage(configOf(topic, DataType::Text));
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    QVERIFY2(stage.message.contains(u"0–3"_s), qPrintable(stage.message));
}

void SamplesTest::tombstonesAreNoTrouble()
{
    const QString topic = rig::topicOf({{.isTombstone = true}});
    for (const DataType type : {DataType::Json, DataType::Text, DataType::Protobuf,
                                DataType::DebeziumJson, DataType::DebeziumJsonUpsert}) {
        const TestStage stage = messageStage(configOf(topic, type));
        QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    }
}

void SamplesTest::headersWithoutValueAndLongOnesArePreviewed()
{
    constexpr qsizetype kLong = 64 * 1024;
    const QString topic = rig::topicOf({{.value = "{\"n\":1}",
                                         .headers = {{"none", QByteArray()},
                                                     {"empty", QByteArray("")},
                                                     {"long", QByteArray(kLong, 'x')},
                                                     {"binary", QByteArray("\x00\xff\x1b", 3)}}},
                                        {.value = "{\"n\":2}"}});
    Registry registry;
    registerTypes(registry);
    SystemClock clock;
    Engine engine(registry, clock);
    ConfigBox box(KafkaSourceConfig::schema());
    box.as<KafkaSourceConfig>() = configOf(topic, DataType::Json);
    QFutureWatcher<PreviewMessage> watcher;
    watcher.setFuture(engine.preview({.entry = u"entry"_s, .type = u"kafka"_s, .config = box},
                                     rig::address(u"CERTS"_s), 2, std::chrono::seconds(20)));
    QTRY_VERIFY_WITH_TIMEOUT(watcher.isFinished(), 30'000);
    const QList<PreviewMessage> shown = watcher.future().results();
    QCOMPARE(shown.size(), 2);
    QVERIFY(shown[0].rejectedCode.isEmpty() && shown[1].rejectedCode.isEmpty());
    const auto &headers = shown[0].sample.headers;
    QCOMPARE(headers.size(), 4U);
    QVERIFY(headers[0].second.isNull());
    QVERIFY(!headers[1].second.isNull() && headers[1].second.isEmpty());
    QVERIFY(headers[2].second.startsWith("xxx") && headers[2].second.size() <= kLong);
    QCOMPARE(headers[3].second, QByteArray("\x00\xff\x1b", 3));
    QVERIFY(messageStage(configOf(topic, DataType::Json)).state == StageState::Passed);
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
