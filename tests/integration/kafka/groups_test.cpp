// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_groups.h"
#include "tests/integration/kafka/kafka_rig.h"

#include <QDateTime>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// The consumer group of a source: who reads, how far, and moving its positions.
class GroupsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGroupThatNeverReadShowsTheEndsAlone();
    void membersAndTheirLagAreShown();
    void theGroupOfAFlowFollowsFromItsId();
    void positionsMoveToWhereTheyAreSent_data();
    void positionsMoveToWhereTheyAreSent();
    void whatIsOnlyToldChangesNothing();
    void aGroupWithMembersIsLeftAlone();
    void positionsOfOtherTopicsStay();
};

namespace {

KafkaSourceConfig groupConfig(const QString &topic)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.group = u"g-"_s + Reader::newId();
    return config;
}

/// Reads so many and acknowledges `finished` of them.
void readSome(const KafkaSourceConfig &config, std::size_t count, std::size_t finished)
{
    Reader reader(config);
    QVERIFY(reader.waitFor(count));
    reader.acknowledge(finished);
}

std::optional<GroupLane> laneIn(const Result<ReaderGroup> &group, const QString &name)
{
    for (const GroupLane &lane : group->lanes) {
        if (lane.lane == name) {
            return lane;
        }
    }
    return std::nullopt;
}

} // namespace

void GroupsTest::aGroupThatNeverReadShowsTheEndsAlone()
{
    const QString topic = rig::filledTopic(7);
    const auto group = groupOf(groupConfig(topic), {});
    QVERIFY(group);
    QVERIFY(group->members.empty());
    const auto lane = laneIn(group, topic + u"/0"_s);
    QVERIFY(lane);
    QVERIFY(!lane->position && !lane->lag());
    QCOMPARE(lane->end, std::optional<std::int64_t>(7));
}

void GroupsTest::membersAndTheirLagAreShown()
{
    const QString topic = rig::makeTopic(2);
    rig::produce(topic, 10, 0);
    rig::produce(topic, 10, 1);
    KafkaSourceConfig config = groupConfig(topic);
    config.clientId = u"reader-one"_s;
    readSome(config, 20, 20);
    rig::produce(topic, 4, 1);
    Reader reader(config);
    QVERIFY(reader.waitFor(4));
    const auto group = groupOf(config, {});
    QVERIFY2(group, qPrintable(group ? QString() : group.error().message));
    QCOMPARE(group->name, config.group);
    QCOMPARE(group->members.size(), std::size_t(1));
    QCOMPARE(group->members[0].name, u"reader-one"_s);
    QCOMPARE(group->members[0].lanes, std::size_t(2));
    const auto lane = laneIn(group, topic + u"/1"_s);
    QCOMPARE(lane->position, std::optional<std::int64_t>(10));
    QCOMPARE(lane->end, std::optional<std::int64_t>(14));
    QCOMPARE(lane->lag(), std::optional<std::int64_t>(4));
    QCOMPARE(lane->member, u"reader-one"_s);
}

void GroupsTest::theGroupOfAFlowFollowsFromItsId()
{
    const QString topic = rig::filledTopic(3);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(3));
        reader.acknowledgeAll();
    }
    const auto group = groupOf(Reader::config(topic), {.flowId = flow});
    QVERIFY(group);
    QCOMPARE(laneIn(group, topic + u"/0"_s)->position, std::optional<std::int64_t>(3));
    const auto unnamed = groupOf(Reader::config(topic), {});
    QVERIFY(!unnamed);
    QCOMPARE(QLatin1String(unnamed.error().id), "group.unnamed"_L1);
}

void GroupsTest::positionsMoveToWhereTheyAreSent_data()
{
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("position"); // of the next message
    using To = GroupReset::To;
    QTest::newRow("earliest") << int(To::Earliest) << QString() << 0;
    QTest::newRow("latest") << int(To::Latest) << QString() << 20;
    QTest::newRow("time") << int(To::Time) << QString() << 10;
    QTest::newRow("offset of a partition") << int(To::Position) << u"0"_s << 17;
    QTest::newRow("offset of a lane") << int(To::Position) << u"TOPIC/0"_s << 17;
}

void GroupsTest::positionsMoveToWhereTheyAreSent()
{
    QFETCH(int, to);
    QFETCH(QString, place);
    QFETCH(int, position);
    const QString topic = rig::filledTopic(10);
    QTest::qSleep(20);
    const qint64 middle = QDateTime::currentMSecsSinceEpoch();
    rig::produce(topic, 10, -1, 10);
    const KafkaSourceConfig config = groupConfig(topic);
    readSome(config, 20, 5);
    GroupReset reset{.to = static_cast<GroupReset::To>(to), .timeMs = middle, .isOnlyTold = false};
    reset.places = {{.lane = place.replace(u"TOPIC"_s, topic), .position = 17}};
    const auto group = groupOf(config, {.reset = reset});
    QVERIFY2(group, qPrintable(group ? QString() : group.error().message));
    QCOMPARE(laneIn(group, topic + u"/0"_s)->position, std::optional<std::int64_t>(position));
    rig::produce(topic, 1, -1, 20);
    Reader reader(config);
    QVERIFY(reader.waitFor(1));
    QCOMPARE(reader.payloads().first(), QByteArray::number(position));
}

void GroupsTest::whatIsOnlyToldChangesNothing()
{
    const QString topic = rig::filledTopic(10);
    const KafkaSourceConfig config = groupConfig(topic);
    readSome(config, 10, 5);
    const auto told = groupOf(config, {.reset = GroupReset{.to = GroupReset::To::Latest}});
    QVERIFY(told);
    const auto lane = laneIn(told, topic + u"/0"_s);
    QCOMPARE(lane->position, std::optional<std::int64_t>(5));
    QCOMPARE(lane->target, std::optional<std::int64_t>(10));
    QCOMPARE(laneIn(groupOf(config, {}), topic + u"/0"_s)->position,
             std::optional<std::int64_t>(5));
}

void GroupsTest::aGroupWithMembersIsLeftAlone()
{
    const QString topic = rig::filledTopic(10);
    const KafkaSourceConfig config = groupConfig(topic);
    Reader reader(config);
    QVERIFY(reader.waitFor(10));
    reader.acknowledge(4);
    const auto refused =
        groupOf(config, {.reset = GroupReset{.to = GroupReset::To::Earliest, .isOnlyTold = false}});
    QVERIFY(!refused);
    QCOMPARE(QLatin1String(refused.error().id), "kafka.group.busy"_L1);
    reader.close();
    QCOMPARE(laneIn(groupOf(config, {}), topic + u"/0"_s)->position,
             std::optional<std::int64_t>(4));
}

void GroupsTest::positionsOfOtherTopicsStay()
{
    const QString first = rig::filledTopic(5);
    const QString second = rig::filledTopic(5);
    KafkaSourceConfig config = groupConfig(first);
    config.topics = {second};
    readSome(config, 10, 10);
    config.topics.clear();
    const auto group =
        groupOf(config, {.reset = GroupReset{.to = GroupReset::To::Earliest, .isOnlyTold = false}});
    QVERIFY(group);
    QCOMPARE(laneIn(group, first + u"/0"_s)->position, std::optional<std::int64_t>(0));
    QCOMPARE(laneIn(group, second + u"/0"_s)->position, std::optional<std::int64_t>(5));
}

QTEST_GUILESS_MAIN(GroupsTest)
#include "groups_test.moc"
