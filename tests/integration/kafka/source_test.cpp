// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// The source against a real broker.
class SourceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverythingInOrderWithKeysAndPositions();
    void goesOnBehindWhatWasAcknowledged();
    void comesAgainWhenNothingWasAcknowledged();
    void goesOnBehindWhatTheEndpointKept();
    void saysWhereTheLaneEnds();
    void theEndIsTheLastMessageNotTheMarkerBehindIt();
    void aLaneOfMarkersOnlyIsAtItsEnd();
    void aNewGroupAtTheEndLosesNothingAfterItsStart();
    void aPreviewMovesNoPosition();
    void twoMembersShareThePartitions();
    void lateAnswersAfterARevokeAreIgnored();
    void anAddedPartitionIsReadWithinTenSeconds_data();
    void anAddedPartitionIsReadWithinTenSeconds();
    void pausedLanesDeliverNothingAndGoOn();
    void lagIsWhatIsNotAcknowledged();
    void messagesOverTheLimitAreRefusedAndOthersPass();
    void theKindOfTheTimeIsThatOfTheTopic_data();
    void theKindOfTheTimeIsThatOfTheTopic();
};

void SourceTest::readsEverythingInOrderWithKeysAndPositions()
{
    const QString topic = rig::filledTopic(5000);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(5000));
    int next = 0;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            QCOMPARE(message.position.value, next);
            QCOMPARE(textOf(message.payload), std::to_string(next));
            QCOMPARE(textOf(message.key), "k" + std::to_string(next));
            QVERIFY(message.headers.isEmpty());
            QVERIFY(message.timestampMs > 1'600'000'000'000);
            QCOMPARE(batch->laneOf(message).name, QString(topic + u"/0"_s));
            ++next;
        }
    }
    QCOMPARE(next, 5000);
    QVERIFY(reader.source().health().ready);
}

void SourceTest::goesOnBehindWhatWasAcknowledged()
{
    const QString topic = rig::filledTopic(100);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(100));
        reader.acknowledge(40);
    }
    Reader again(Reader::config(topic), {.flowId = flow});
    QVERIFY(again.waitFor(60));
    QCOMPARE(again.payloads().first(), QByteArray("40"));
    QCOMPARE(again.payloads().size(), 60);
}

void SourceTest::comesAgainWhenNothingWasAcknowledged()
{
    const QString topic = rig::filledTopic(10);
    const QString flow = Reader::newId();
    for (int i = 0; i < 2; ++i) {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(10));
        QCOMPARE(reader.payloads().first(), QByteArray("0"));
    }
}

void SourceTest::goesOnBehindWhatTheEndpointKept()
{
    const QString topic = rig::filledTopic(10);
    Reader reader(Reader::config(topic),
                  {.startAt = {{.lane = topic + u"/0"_s, .position = {.value = 6}}}});
    QVERIFY(reader.waitFor(3));
    QCOMPARE(reader.payloads().first(), QByteArray("7"));

    // a position behind the end belongs to a topic that was made anew
    Reader recreated(
        Reader::config(topic),
        {.startAt = {{.lane = topic + u"/0"_s, .epoch = 2, .position = {.value = 5000}}}});
    QVERIFY(recreated.waitFor(10));
    QCOMPARE(recreated.payloads().first(), QByteArray("0"));
    QCOMPARE(recreated.events.at(0).lane->epoch, 3);
}

void SourceTest::saysWhereTheLaneEnds()
{
    const QString topic = rig::filledTopic(7);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(7));
    QCOMPARE(reader.events.size(), 1U);
    QVERIFY(reader.events[0].kind == LaneEvent::Kind::Assigned);
    QCOMPARE(reader.events[0].end->value, 6);
}

bool isDrainedAt(const Reader &reader, std::int64_t last)
{
    return std::any_of(reader.events.begin(), reader.events.end(), [last](const LaneEvent &event) {
        return event.kind == LaneEvent::Kind::Drained && event.end->value == last;
    });
}

void SourceTest::theEndIsTheLastMessageNotTheMarkerBehindIt()
{
    const QString topic = rig::makeTopic();
    rig::produceInTransaction(topic, 5, true);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(5));
    QCOMPARE(reader.events[0].end->value, 5); // the marker's position
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && isDrainedAt(reader, 4), 10'000);
    reader.acknowledge(3);
    QCOMPARE(reader.source().health().lag, 3);
    reader.acknowledgeAll();
    QCOMPARE(reader.source().health().lag, 0); // the marker is nothing to wait for
}

void SourceTest::aLaneOfMarkersOnlyIsAtItsEnd()
{
    const QString topic = rig::makeTopic();
    rig::produceInTransaction(topic, 5, false);
    Reader reader(Reader::config(topic));
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && isDrainedAt(reader, -1), 20'000);
    QVERIFY(reader.payloads().isEmpty());
    QCOMPARE(reader.source().health().lag, 0);
}

void SourceTest::aNewGroupAtTheEndLosesNothingAfterItsStart()
{
    const QString topic = rig::filledTopic(5);
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::Latest;
    const QString flow = Reader::newId();
    {
        Reader reader(config, {.flowId = flow});
        QTRY_VERIFY_WITH_TIMEOUT(reader.step() && reader.source().health().ready, 20'000);
        QVERIFY(reader.payloads().isEmpty());
    }
    rig::produce(topic, 3, 0, 5); // while nobody reads
    Reader again(config, {.flowId = flow});
    QVERIFY(again.waitFor(3));
    QCOMPARE(again.payloads(), QByteArrayList({"5", "6", "7"}));
}

void SourceTest::aPreviewMovesNoPosition()
{
    const QString topic = rig::filledTopic(50);
    const QString flow = Reader::newId();
    {
        Reader preview(Reader::config(topic), {.purpose = Purpose::Preview, .flowId = flow});
        QVERIFY(preview.waitFor(20));
        QCOMPARE(preview.payloads().last(), QByteArray("49"));
        preview.acknowledgeAll();
    }
    Reader reader(Reader::config(topic), {.flowId = flow});
    QVERIFY(reader.waitFor(50));
    QCOMPARE(reader.payloads().first(), QByteArray("0"));
}

void SourceTest::twoMembersShareThePartitions()
{
    const QString topic = rig::makeTopic(4);
    for (int partition = 0; partition < 4; ++partition) {
        rig::produce(topic, 50, partition);
    }
    KafkaSourceConfig config = Reader::config(topic);
    config.group = u"group-"_s + topic;
    Reader first(config);
    QVERIFY(first.waitFor(200));
    first.acknowledgeAll();
    Reader second(config);
    const auto lanes = [](Reader &reader) { return reader.source().health().lanes.size(); };
    QTRY_VERIFY_WITH_TIMEOUT((first.step(), second.step(), lanes(first) == 2 && lanes(second) == 2),
                             40'000);
    // all was acknowledged before the partitions moved, so nothing comes twice
    for (int partition = 0; partition < 4; ++partition) {
        rig::produce(topic, 10, partition, 50);
    }
    const auto total = [&] { return first.payloads().size() + second.payloads().size(); };
    QTRY_VERIFY_WITH_TIMEOUT((first.step(), second.step(), total() >= 240), 20'000);
    QCOMPARE(total(), 240);
    QCOMPARE(second.payloads().size(), 20);
    QVERIFY(std::any_of(first.events.begin(), first.events.end(), [](const LaneEvent &event) {
        return event.kind == LaneEvent::Kind::Revoking;
    }));
}

void SourceTest::lateAnswersAfterARevokeAreIgnored()
{
    const QString topic = rig::filledTopic(10);
    KafkaSourceConfig config = Reader::config(topic);
    config.group = u"group-"_s + topic;
    Reader first(config);
    QVERIFY(first.waitFor(10));
    const BatchPtr held = first.batches.front();
    Reader second(config);
    const auto revoked = [&] {
        return std::any_of(first.events.begin(), first.events.end(), [](const LaneEvent &event) {
            return event.kind == LaneEvent::Kind::Revoking;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT((first.step(), second.step(), revoked()), 40'000);
    first.source().acknowledge(held->laneOf(held->messages()[9]), Position{.value = 9});
    QTRY_VERIFY_WITH_TIMEOUT(
        (first.step(), second.step(), first.payloads().size() + second.payloads().size() >= 20),
        40'000);
}

void SourceTest::anAddedPartitionIsReadWithinTenSeconds_data()
{
    QTest::addColumn<bool>("isBusy");
    QTest::newRow("while nothing comes") << false;
    QTest::newRow("while messages come") << true;
}

void SourceTest::anAddedPartitionIsReadWithinTenSeconds()
{
    QFETCH(bool, isBusy);
    const QString topic = rig::makeTopic();
    rig::produce(topic, 10, 0);
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::Latest; // of a partition that is new, everything is
    Reader reader(config);
    QTRY_VERIFY_WITH_TIMEOUT(reader.step() && reader.source().health().ready, 20'000);
    rig::addPartitions(topic, 2);
    rig::produce(topic, 5, 1);
    int sent = 5;
    const auto isRead = [&] {
        if (isBusy) {
            rig::produce(topic, 1, 0);
            ++sent;
        }
        reader.acknowledgeAll();
        return reader.step() && reader.source().health().lanes.size() == 2
            && reader.payloads().size() >= sent;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), 10'000);
    QCOMPARE(reader.payloads().size(), sent);
}

void SourceTest::pausedLanesDeliverNothingAndGoOn()
{
    const QString topic = rig::filledTopic(10);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(10));
    reader.source().pause();
    rig::produce(topic, 10, 0, 10);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 1500) {
        QVERIFY(reader.step());
    }
    QCOMPARE(reader.payloads().size(), 10);
    reader.source().resume();
    QVERIFY(reader.waitFor(20));
    QCOMPARE(reader.payloads().size(), 20);
    QCOMPARE(reader.payloads().last(), QByteArray("19"));
}

void SourceTest::lagIsWhatIsNotAcknowledged()
{
    const QString topic = rig::filledTopic(30);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(30));
    QCOMPARE(reader.source().health().lag, 30);
    reader.acknowledge(12);
    QCOMPARE(reader.source().health().lag, 18);
    rig::produce(topic, 5, 0, 30);
    QVERIFY(reader.waitFor(35));
    QCOMPARE(reader.source().health().lag, 23);
}

void SourceTest::messagesOverTheLimitAreRefusedAndOthersPass()
{
    const QString topic = rig::filledTopic(12);
    KafkaSourceConfig config = Reader::config(topic);
    config.maxMessageBytes = 3; // "9" with the key "k9"
    Reader reader(config);
    QVERIFY(reader.waitFor(12)); // they count, and their fate is the flow's on_error
    QCOMPARE(reader.refused.size(), 2U);
    for (const MessageOutcome &outcome : reader.refused) {
        QVERIFY(outcome.verdict == Verdict::Refuse);
        QCOMPARE(QLatin1String(outcome.error.id), "kafka.message.over_limit"_L1);
        QCOMPARE(outcome.error.field, u"max_message_bytes"_s);
    }
}

void SourceTest::theKindOfTheTimeIsThatOfTheTopic_data()
{
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<TimeKind>("kind");
    QTest::newRow("producer") << QByteArray("CreateTime") << TimeKind::Create;
    QTest::newRow("broker") << QByteArray("LogAppendTime") << TimeKind::Append;
}

void SourceTest::theKindOfTheTimeIsThatOfTheTopic()
{
    QFETCH(QByteArray, setting);
    QFETCH(TimeKind, kind);
    const QString topic = u"t-"_s + Reader::newId();
    rig::createTopic(topic, 1, {{"message.timestamp.type", setting}});
    rig::produce(topic, 3);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(3));
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            QCOMPARE(message.timeKind, kind);
            QVERIFY(message.timestampMs > 0);
        }
    }
}

QTEST_GUILESS_MAIN(SourceTest)
#include "source_test.moc"
