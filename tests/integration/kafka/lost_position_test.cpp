// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// What becomes of a position whose messages the topic no longer holds: never a silent jump.
class LostPositionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesOnOnlyWhereTheSettingSays_data();
    void goesOnOnlyWhereTheSettingSays();
    void aPositionThatTheEndpointKeptIsJudgedAlike();
    void whatIsGoneWhileTheFlowRunsIsJudgedAlike();
    void messagesBehindThePositionMayGo();
};

namespace {

constexpr int kRead = 5; ///< of ten, of which the first eight go

KafkaSourceConfig configOf(const QString &topic, OnLostPosition policy)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.onLostPosition = policy;
    return config;
}

/// The flow that read five of ten messages and has not seen the others.
QString flowThatRead(const QString &topic)
{
    const QString flow = Reader::newId();
    Reader reader(Reader::config(topic), {.flowId = flow});
    if (!reader.waitFor(kRead)) {
        qFatal("the rig could not read");
    }
    reader.acknowledge(kRead);
    reader.close();
    return flow;
}

bool isRefused(Reader &reader)
{
    return reader.waitForFailure() && QLatin1String(reader.error->id) == "kafka.position.lost"_L1
        && reader.error->field == "on_lost_position"_L1 && !reader.error->isRetryable()
        && reader.payloads().isEmpty();
}

} // namespace

void LostPositionTest::goesOnOnlyWhereTheSettingSays_data()
{
    QTest::addColumn<OnLostPosition>("policy");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<quint64>("lost");
    QTest::newRow("oldest") << OnLostPosition::Earliest << QByteArray("8") << quint64(3);
    QTest::newRow("new ones") << OnLostPosition::Latest << QByteArray("10") << quint64(5);
}

void LostPositionTest::goesOnOnlyWhereTheSettingSays()
{
    QFETCH(OnLostPosition, policy);
    QFETCH(QByteArray, first);
    QFETCH(quint64, lost);
    const QString topic = rig::filledTopic(10);
    const QString flow = flowThatRead(topic);
    rig::forgetBefore(topic, 8);
    {
        Reader stopped(configOf(topic, OnLostPosition::Stop), {.flowId = flow});
        QVERIFY(isRefused(stopped)); // and moves no position: the next one is still judged
    }
    Reader reader(configOf(topic, policy), {.flowId = flow});
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && reader.source().health().ready, 20'000);
    rig::produce(topic, 2, 0, 10);
    QVERIFY(reader.waitFor(2));
    QCOMPARE(reader.payloads().first(), first);
    QCOMPARE(reader.source().health().lost.value_or(0), lost);
}

void LostPositionTest::aPositionThatTheEndpointKeptIsJudgedAlike()
{
    const QString topic = rig::filledTopic(10);
    rig::forgetBefore(topic, 8);
    const std::vector<StoredPosition> kept = {
        {.lane = topic + u"/0"_s, .position = {.value = kRead - 1}}};
    {
        Reader stopped(configOf(topic, OnLostPosition::Stop), {.startAt = kept});
        QVERIFY(isRefused(stopped));
    }
    Reader reader(configOf(topic, OnLostPosition::Earliest), {.startAt = kept});
    QVERIFY(reader.waitFor(2));
    QCOMPARE(reader.payloads().first(), QByteArray("8"));
    QCOMPARE(reader.source().health().lost.value_or(0), 3U);
}

void LostPositionTest::whatIsGoneWhileTheFlowRunsIsJudgedAlike()
{
    const QString topic = rig::filledTopic(kRead);
    const QString flow = Reader::newId();
    {
        Reader reader(configOf(topic, OnLostPosition::Earliest), {.flowId = flow});
        QVERIFY(reader.waitFor(kRead));
        reader.acknowledgeAll();
        reader.source().pause();
        rig::produce(topic, 5, 0, kRead);
        rig::forgetBefore(topic, 8);
        reader.source().resume();
        QVERIFY(reader.waitForFailure());
        // the flow begins again soon, and so asks the setting
        QVERIFY(reader.error->code == ErrorCode::NotFound);
        QCOMPARE(reader.payloads().size(), kRead);
    }
    {
        Reader stopped(configOf(topic, OnLostPosition::Stop), {.flowId = flow});
        QVERIFY(isRefused(stopped));
    }
    Reader again(configOf(topic, OnLostPosition::Earliest), {.flowId = flow});
    QVERIFY(again.waitFor(2));
    QCOMPARE(again.payloads().first(), QByteArray("8"));
}

void LostPositionTest::messagesBehindThePositionMayGo()
{
    const QString topic = rig::filledTopic(10);
    const QString flow = flowThatRead(topic);
    rig::forgetBefore(topic, kRead);
    Reader reader(configOf(topic, OnLostPosition::Stop), {.flowId = flow});
    QVERIFY(reader.waitFor(kRead));
    QCOMPARE(reader.payloads().first(), QByteArray("5"));
    QCOMPARE(reader.source().health().lost.value_or(0), 0U);
}

QTEST_GUILESS_MAIN(LostPositionTest)
#include "lost_position_test.moc"
