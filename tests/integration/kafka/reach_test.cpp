// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

#include <QElapsedTimer>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// Several topics, patterns and chosen partitions, against a real broker.
class ReachTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severalTopicsAreReadAndEachLaneNamesItsOwn();
    void eachTopicGoesOnBehindItsOwnPosition();
    void aNamedTopicThatIsMissingIsBlamedOnItsField();
    void aPatternReadsWhatMatchesNowAndWhatAppearsLater();
    void aDeletedTopicOfAPatternLeavesTheOthersInPlace();
    void onlyChosenPartitionsAreRead();
    void aPartitionThatNoTopicHasIsFound();
    void chosenPartitionsOfAPatternGrowWithItsTopics();
    void aPreviewOfSeveralTopicsMovesNoPosition();
};

namespace {

QString newPrefix()
{
    return u"p"_s + Reader::newId().left(8) + u'-';
}

KafkaSourceConfig patternOf(const QString &prefix)
{
    KafkaSourceConfig config = Reader::config(u'^' + prefix);
    config.offset = StartAt::Latest;
    return config;
}

bool waitForHealth(Reader &reader, const std::function<bool(const Health &)> &isThere)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 20'000 && reader.step()) {
        if (isThere(reader.source().health())) {
            return true;
        }
    }
    return false;
}

/// "topic/partition" -> number of messages.
QMap<QString, int> countsOf(const Reader &reader)
{
    QMap<QString, int> counts;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            ++counts[batch->laneOf(message).name];
        }
    }
    return counts;
}

std::int64_t newestEpoch(const Reader &reader, const QString &lane)
{
    std::int64_t epoch = -1;
    for (const LaneEvent &event : reader.events) {
        if (event.kind == LaneEvent::Kind::Assigned && event.lane->name == lane) {
            epoch = event.lane->epoch;
        }
    }
    return epoch;
}

} // namespace

void ReachTest::severalTopicsAreReadAndEachLaneNamesItsOwn()
{
    const QString first = rig::makeTopic(2);
    const QString second = rig::filledTopic(30);
    rig::produce(first, 10, 0);
    rig::produce(first, 20, 1);
    KafkaSourceConfig config = Reader::config(first);
    config.topics = {second};
    Reader reader(config);
    QVERIFY(reader.waitFor(60));
    const QMap<QString, int> expected{
        {first + u"/0"_s, 10}, {first + u"/1"_s, 20}, {second + u"/0"_s, 30}};
    QCOMPARE(countsOf(reader), expected);
    QSet<QString> keys;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            const LaneInfo &lane = batch->laneOf(message);
            QCOMPARE(lane.name, u"%1/%2"_s.arg(lane.topic).arg(lane.partition));
            keys.insert(lane.positionKey() + u' ' + QString::number(message.position.value));
        }
    }
    QCOMPARE(keys.size(), 60); // the same offsets in three lanes, and no key twice
}

void ReachTest::eachTopicGoesOnBehindItsOwnPosition()
{
    const QString first = rig::filledTopic(20);
    const QString second = rig::filledTopic(20);
    const QString flow = Reader::newId();
    KafkaSourceConfig config = Reader::config(first);
    config.topics = {second};
    {
        Reader reader(config, {.flowId = flow});
        QVERIFY(reader.waitFor(40));
        for (const BatchPtr &batch : reader.batches) {
            for (const LaneRun &run : batch->runs()) {
                const LaneInfo &lane = *batch->lanes()[run.lane];
                if (lane.topic == second) {
                    reader.source().acknowledge(lane, run.last);
                }
            }
        }
    }
    Reader again(config, {.flowId = flow});
    QVERIFY(again.waitFor(20));
    const QMap<QString, int> expected{{first + u"/0"_s, 20}};
    QCOMPARE(countsOf(again), expected);
}

void ReachTest::aNamedTopicThatIsMissingIsBlamedOnItsField()
{
    KafkaSourceConfig config = Reader::config(rig::filledTopic(1));
    config.topics = {u"no-such-topic-here"_s};
    Reader reader(config);
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QLatin1String(reader.error->id), "kafka.topic.missing"_L1);
    QCOMPARE(reader.error->field, u"topics"_s);
}

/// From its beginning, although the source starts with new messages.
void ReachTest::aPatternReadsWhatMatchesNowAndWhatAppearsLater()
{
    const QString prefix = newPrefix();
    Reader reader(patternOf(prefix));
    QVERIFY(waitForHealth(reader, [](const Health &health) {
        return health.trouble && QLatin1String(health.trouble->id) == "kafka.topics.none"_L1;
    }));
    rig::createTopic(prefix + u"a"_s);
    rig::produce(prefix + u"a"_s, 5);
    QVERIFY(reader.waitFor(5));
    reader.acknowledgeAll();
    QVERIFY(!reader.source().health().trouble);
    rig::createTopic(prefix + u"b"_s, 2);
    rig::produce(prefix + u"b"_s, 7, 1);
    QVERIFY(reader.waitFor(12));
    const QMap<QString, int> expected{{prefix + u"a/0"_s, 5}, {prefix + u"b/1"_s, 7}};
    QCOMPARE(countsOf(reader), expected);
}

void ReachTest::aDeletedTopicOfAPatternLeavesTheOthersInPlace()
{
    const QString prefix = newPrefix();
    const QString stays = prefix + u"stays"_s;
    const QString goes = prefix + u"goes"_s;
    rig::createTopic(stays);
    rig::createTopic(goes);
    rig::produce(stays, 10);
    rig::produce(goes, 10);
    KafkaSourceConfig config = Reader::config(u'^' + prefix);
    const QString flow = Reader::newId();
    {
        Reader reader(config, {.flowId = flow});
        QVERIFY(reader.waitFor(20));
        reader.acknowledgeAll();
        rig::removeTopic(goes);
        QVERIFY(reader.waitForFailure(20'000));
        QVERIFY(reader.error->code == ErrorCode::NotFound); // the engine tries again in a moment
    }
    rig::produce(stays, 3, -1, 10);
    const std::vector<StoredPosition> kept{{.lane = stays + u"/0"_s, .position = {.value = 9}},
                                           {.lane = goes + u"/0"_s, .position = {.value = 9}}};
    Reader again(config, {.flowId = flow, .startAt = kept, .wasMissing = true});
    QVERIFY(again.waitFor(3));
    again.acknowledgeAll();
    QCOMPARE(newestEpoch(again, stays + u"/0"_s), 0); // none of its messages is another one
    rig::createTopic(goes);
    rig::produce(goes, 20);
    QVERIFY(again.waitFor(23));
    const QMap<QString, int> expected{{stays + u"/0"_s, 3}, {goes + u"/0"_s, 20}};
    QCOMPARE(countsOf(again), expected);
    QCOMPARE(newestEpoch(again, goes + u"/0"_s), 1);
}

void ReachTest::onlyChosenPartitionsAreRead()
{
    const QString topic = rig::makeTopic(4);
    for (int partition = 0; partition < 4; ++partition) {
        rig::produce(topic, 10 + partition, partition);
    }
    KafkaSourceConfig config = Reader::config(topic);
    config.partitions = {u"0"_s, u"2-3"_s};
    const QString flow = Reader::newId();
    {
        Reader reader(config, {.flowId = flow});
        QVERIFY(reader.waitFor(35));
        const QMap<QString, int> expected{
            {topic + u"/0"_s, 10}, {topic + u"/2"_s, 12}, {topic + u"/3"_s, 13}};
        QCOMPARE(countsOf(reader), expected);
        reader.acknowledgeAll();
    }
    rig::produce(topic, 1, 1);
    rig::produce(topic, 1, 3);
    Reader again(config, {.flowId = flow});
    QVERIFY(again.waitFor(1));
    const QMap<QString, int> expected{{topic + u"/3"_s, 1}};
    QCOMPARE(countsOf(again), expected);
}

void ReachTest::aPartitionThatNoTopicHasIsFound()
{
    KafkaSourceConfig config = Reader::config(rig::filledTopic(1));
    config.partitions = {u"0"_s, u"7"_s};
    Reader reader(config);
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QLatin1String(reader.error->id), "kafka.partition.missing"_L1);
    QCOMPARE(reader.error->field, u"partitions"_s);
}

void ReachTest::chosenPartitionsOfAPatternGrowWithItsTopics()
{
    const QString prefix = newPrefix();
    rig::createTopic(prefix + u"a"_s, 2);
    rig::produce(prefix + u"a"_s, 5, 0);
    rig::produce(prefix + u"a"_s, 5, 1);
    KafkaSourceConfig config = Reader::config(u'^' + prefix);
    config.partitions = {u"1"_s};
    Reader reader(config);
    QVERIFY(reader.waitFor(5));
    reader.acknowledgeAll();
    rig::createTopic(prefix + u"b"_s, 2);
    rig::produce(prefix + u"b"_s, 6, 0);
    rig::produce(prefix + u"b"_s, 6, 1);
    QVERIFY(reader.waitFor(11));
    const QMap<QString, int> expected{{prefix + u"a/1"_s, 5}, {prefix + u"b/1"_s, 6}};
    QCOMPARE(countsOf(reader), expected);
}

void ReachTest::aPreviewOfSeveralTopicsMovesNoPosition()
{
    const QString first = rig::filledTopic(5);
    const QString second = rig::filledTopic(5);
    KafkaSourceConfig config = Reader::config(first);
    config.topics = {second};
    config.group = u"g-"_s + Reader::newId();
    {
        Reader preview(config, {.purpose = Purpose::Preview});
        QVERIFY(preview.waitFor(10));
        preview.acknowledgeAll();
    }
    Reader reader(config);
    QVERIFY(reader.waitFor(10));
}

QTEST_GUILESS_MAIN(ReachTest)
#include "reach_test.moc"
