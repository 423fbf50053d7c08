// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/acl_rig.h"
#include "tests/integration/kafka/mock_broker.h"
#include "tests/integration/kafka/tested_entry.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace core;
using namespace core::kafka;
using namespace rig;

namespace {

KafkaEndpointConfig writerAt(const QString &brokers)
{
    KafkaEndpointConfig config;
    config.host = brokers;
    config.tls.mode = Switch::Disabled;
    return config;
}

TestedEntry plainEndpoint(Acks acks = Acks::All)
{
    KafkaEndpointConfig config = writerAt(rig::address(u"PLAIN"_s));
    config.acks = acks;
    return TestedEntry::endpoint(config);
}

/// What the topic holds, read from its beginning.
std::unique_ptr<Reader> read(const QString &topic, std::size_t count)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::Earliest;
    auto reader = std::make_unique<Reader>(config);
    reader->waitFor(count);
    return reader;
}

} // namespace

/// What the test of an endpoint looks at, and the record that it writes when it is told to.
class EndpointStagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allTopicsThatFlowsWriteToAreLookedAt_data();
    void allTopicsThatFlowsWriteToAreLookedAt();
    void aTopicThatTheFlowCreatesIsNotMissed();
    void aLeaderIsMissedInEachOfThem();
    void aRecordIsWrittenOnlyWhenItIsWanted();
    void eachTopicGetsOne();
    void aMissingRightToWriteShowsOnlyThen();
    void withoutAcknowledgementNothingIsClaimed();
    void withoutATopicNothingIsWritten();
    void slowBrokersEndInTime_data();
    void slowBrokersEndInTime();
    void silentBrokersEndInTime();
};

void EndpointStagesTest::allTopicsThatFlowsWriteToAreLookedAt_data()
{
    QTest::addColumn<int>("there");
    QTest::addColumn<bool>("isOneMissing");
    QTest::newRow("few") << 2 << false;
    QTest::newRow("few, one missing") << 2 << true;
    QTest::newRow("many") << 12 << false; // one list tells of them
    QTest::newRow("many, one missing") << 12 << true;
}

void EndpointStagesTest::allTopicsThatFlowsWriteToAreLookedAt()
{
    QFETCH(int, there);
    QFETCH(bool, isOneMissing);
    QStringList topics;
    for (int i = 0; i < there; ++i) {
        topics.append(rig::makeTopic());
    }
    const QString missing = u"missing-"_s + Reader::newId();
    if (isOneMissing) {
        topics.append(missing);
    }
    const TestStage stage = stageOf(plainEndpoint().run(topics, false), StageId::Target);
    QCOMPARE(stage.code, isOneMissing ? u"kafka.topic.missing"_s : QString());
    QVERIFY2(stage.message.contains(isOneMissing ? missing : QString::number(there)),
             qPrintable(stage.message));
}

void EndpointStagesTest::aTopicThatTheFlowCreatesIsNotMissed()
{
    KafkaEndpointConfig config = writerAt(rig::address(u"PLAIN"_s));
    config.createTopic = true;
    const TestedEntry entry = TestedEntry::endpoint(config);
    const QString topic = u"created-"_s + Reader::newId();
    for (const bool sends : {false, true}) { // a test creates nothing
        const auto run = entry.run({topic}, sends);
        QVERIFY(stageOf(run, StageId::Target).state == StageState::Skipped);
        QVERIFY(stageOf(run, StageId::Message).state == StageState::Skipped);
    }
}

void EndpointStagesTest::aLeaderIsMissedInEachOfThem()
{
    MockBroker broker;
    broker.makeTopic(u"first"_s);
    broker.makeTopic(u"second"_s, 2);
    broker.setLeader(u"second"_s, 1, -1);
    const TestedEntry entry = TestedEntry::endpoint(writerAt(broker.address()));
    const TestStage stage = stageOf(entry.run({u"first"_s, u"second"_s}, false), StageId::Target);
    QCOMPARE(stage.code, u"kafka.partition.no_leader"_s);
    QVERIFY2(stage.message.contains(u"second/1"_s), qPrintable(stage.message));
}

void EndpointStagesTest::aRecordIsWrittenOnlyWhenItIsWanted()
{
    const QString topic = rig::makeTopic();
    const TestStage quiet = stageOf(plainEndpoint().run({topic}, false), StageId::Message);
    QVERIFY(quiet.state == StageState::Skipped);
    const TestStage stage = stageOf(plainEndpoint().run({topic}, true), StageId::Message);
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    QVERIFY2(stage.message.contains(topic + u"/0"_s), qPrintable(stage.message));
    rig::produce(topic, 1); // the end
    const auto reader = read(topic, 2);
    QCOMPARE(reader->payloads(), QByteArrayList({"weir-test", "0"}));
    const MessageView &message = reader->batches.front()->messages().front();
    HeaderView header;
    QVERIFY(message.headers.at(0, header));
    QCOMPARE(QByteArray(header.name.data(), qsizetype(header.name.size())),
             QByteArray("weir-test"));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(header.value.data()),
                        qsizetype(header.value.size())),
             QByteArray("1"));
}

void EndpointStagesTest::eachTopicGetsOne()
{
    const QStringList topics{rig::makeTopic(3), rig::makeTopic()};
    const TestStage stage = stageOf(plainEndpoint().run(topics, true), StageId::Message);
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    for (const QString &topic : topics) {
        QVERIFY(stage.message.contains(topic));
        QCOMPARE(read(topic, 1)->payloads(), QByteArrayList({"weir-test"}));
    }
}

void EndpointStagesTest::aMissingRightToWriteShowsOnlyThen()
{
    const QString topic = rig::guardedTopic(RD_KAFKA_ACL_OPERATION_DESCRIBE);
    const TestedEntry bob = entriesAt(u"SASLP"_s, Mechanism::Plain, false, u"bob"_s)[1];
    QVERIFY(stageOf(bob.run({topic}, false), StageId::Target).state == StageState::Passed);
    const TestStage stage = stageOf(bob.run({topic}, true), StageId::Message);
    QCOMPARE(stage.code, u"kafka.topic.forbidden"_s);
    QVERIFY2(stage.message.contains(topic), qPrintable(stage.message));
}

void EndpointStagesTest::withoutAcknowledgementNothingIsClaimed()
{
    const QString topic = rig::makeTopic();
    const TestStage stage = stageOf(plainEndpoint(Acks::Zero).run({topic}, true), StageId::Message);
    QVERIFY2(stage.state == StageState::Passed, qPrintable(stage.message));
    QVERIFY2(!stage.message.contains(topic + u"/0"_s), qPrintable(stage.message));
    QCOMPARE(read(topic, 1)->payloads(), QByteArrayList({"weir-test"}));
}

void EndpointStagesTest::withoutATopicNothingIsWritten()
{
    const TestStage stage = stageOf(plainEndpoint().run({}, true), StageId::Message);
    QCOMPARE(stage.code, u"kafka.test.no_topic"_s);
}

void EndpointStagesTest::slowBrokersEndInTime_data()
{
    QTest::addColumn<int>("delayMs");
    QTest::newRow("slow") << 700;
    QTest::newRow("slower") << 1500;
    QTest::newRow("too slow") << 6000;
}

/// Three brokers that take their time for every answer.
void EndpointStagesTest::slowBrokersEndInTime()
{
    QFETCH(int, delayMs);
    MockBroker broker(3);
    QStringList topics;
    for (int i = 0; i < 12; ++i) {
        topics.append(u"t%1"_s.arg(i));
        broker.makeTopic(topics.back(), 3);
    }
    broker.produce(topics.front(), 0, 3);
    for (int node = 1; node <= 3; ++node) {
        broker.setDelay(node, std::chrono::milliseconds(delayMs));
    }
    KafkaSourceConfig reads = Reader::config(u"^t"_s);
    reads.brokers = broker.address();
    reads.dataType = DataType::Text;
    for (const TestedEntry &entry :
         {TestedEntry::source(reads), TestedEntry::endpoint(writerAt(broker.address()))}) {
        QElapsedTimer timer;
        timer.start();
        const support::RecordedTest run = entry.run(topics, true);
        qInfo("%s: %lld ms: %s", entry.isSource ? "source" : "endpoint", timer.elapsed(),
              qPrintable(run.summary().join(u", "_s)));
        QVERIFY(timer.elapsed() < 15'000);
        QVERIFY(run.stages.size() >= 7);
    }
}

/// Several that take the connection and say nothing, where encryption is awaited.
void EndpointStagesTest::silentBrokersEndInTime()
{
    std::array<QTcpServer, 9> servers; // more than are asked at once
    QStringList brokers;
    for (QTcpServer &server : servers) {
        QVERIFY(server.listen(QHostAddress::LocalHost));
        brokers.append(u"127.0.0.1:%1"_s.arg(server.serverPort()));
    }
    KafkaEndpointConfig config = writerAt(brokers.join(u','));
    config.tls.mode = Switch::Enabled;
    QElapsedTimer timer;
    timer.start();
    const support::RecordedTest run = TestedEntry::endpoint(config).run({u"any"_s}, true);
    QVERIFY(timer.elapsed() < 15'000);
    QCOMPARE(stageOf(run, StageId::Tls).code, u"tls.timeout"_s);
}

QTEST_GUILESS_MAIN(EndpointStagesTest)
#include "endpoint_stages_test.moc"
