// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// Where a group without a position begins, against a real broker.
class StartTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheFirstMessageThatIsNotOlder();
    void aTimeBehindTheLastMessageStartsWithNewOnes();
    void startsAtTheOffsetOfEachPartition();
    void anOffsetOutsideTheTopicIsItsNearestEnd_data();
    void anOffsetOutsideTheTopicIsItsNearestEnd();
    void aStoredPositionGoesBeforeTheStart();
    void aTopicNamedLaterStartsWhereTheSettingSays();
};

namespace {

NamedValues offsetsOf(const QMap<QString, int> &map)
{
    NamedValues values;
    for (auto it = map.begin(); it != map.end(); ++it) {
        NamedValue value{.name = it.key()};
        value.value.setValue(QByteArray::number(it.value()));
        values.push_back(std::move(value));
    }
    return values;
}

QString now()
{
    QTest::qSleep(20); // so that no message is of the same millisecond
    const QString text = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    QTest::qSleep(20);
    return text;
}

} // namespace

void StartTest::startsWithTheFirstMessageThatIsNotOlder()
{
    const QString topic = rig::makeTopic(2);
    rig::produce(topic, 5, 0);
    const QString middle = now();
    rig::produce(topic, 5, 0, 5);
    rig::produce(topic, 3, 1, 100);
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::ByTime;
    config.startTime = middle;
    Reader reader(config);
    QVERIFY(reader.waitFor(8));
    QVERIFY(reader.payloads().contains("5"));
    QVERIFY(!reader.payloads().contains("4"));
    QCOMPARE(reader.payloads().size(), 8);
}

void StartTest::aTimeBehindTheLastMessageStartsWithNewOnes()
{
    const QString topic = rig::filledTopic(5);
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::ByTime;
    config.startTime = now();
    Reader reader(config);
    QVERIFY(QTest::qWaitFor([&] { return reader.step() && !reader.events.empty(); }, 20'000));
    rig::produce(topic, 2, -1, 5);
    QVERIFY(reader.waitFor(2));
    QCOMPARE(reader.payloads().first(), QByteArray("5"));
}

void StartTest::startsAtTheOffsetOfEachPartition()
{
    const QString topic = rig::makeTopic(3);
    for (int partition = 0; partition < 3; ++partition) {
        rig::produce(topic, 10, partition, partition * 100);
    }
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::ByOffset;
    config.startOffsets = offsetsOf({{u"0"_s, 7}, {topic + u"/1"_s, 9}});
    Reader reader(config);
    QVERIFY(reader.waitFor(3 + 1 + 10));
    QByteArrayList read = reader.payloads();
    read.removeIf([](const QByteArray &payload) { return payload.startsWith("20"); });
    std::sort(read.begin(), read.end());
    QCOMPARE(read, (QByteArrayList{"109", "7", "8", "9"}));
}

void StartTest::anOffsetOutsideTheTopicIsItsNearestEnd_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("first");
    QTest::newRow("behind the end") << 1000 << QByteArray("10");
    QTest::newRow("the beginning") << 0 << QByteArray("0");
}

void StartTest::anOffsetOutsideTheTopicIsItsNearestEnd()
{
    QFETCH(int, offset);
    QFETCH(QByteArray, first);
    const QString topic = rig::filledTopic(10);
    KafkaSourceConfig config = Reader::config(topic);
    config.offset = StartAt::ByOffset;
    config.startOffsets = offsetsOf({{u"0"_s, offset}});
    Reader reader(config);
    QVERIFY(QTest::qWaitFor([&] { return reader.step() && !reader.events.empty(); }, 20'000));
    rig::produce(topic, 1, -1, 10);
    QVERIFY(reader.waitFor(1));
    QCOMPARE(reader.payloads().first(), first);
}

void StartTest::aStoredPositionGoesBeforeTheStart()
{
    const QString topic = rig::filledTopic(10);
    const QString flow = Reader::newId();
    KafkaSourceConfig config = Reader::config(topic);
    {
        Reader reader(config, {.flowId = flow});
        QVERIFY(reader.waitFor(10));
        reader.acknowledge(6);
    }
    config.offset = StartAt::ByOffset;
    config.startOffsets = offsetsOf({{u"0"_s, 2}});
    Reader again(config, {.flowId = flow});
    QVERIFY(again.waitFor(4));
    QCOMPARE(again.payloads().first(), QByteArray("6"));
}

/// A pattern would have read it from its beginning: it may have come while nobody looked.
void StartTest::aTopicNamedLaterStartsWhereTheSettingSays()
{
    const QString first = rig::filledTopic(5);
    const QString flow = Reader::newId();
    KafkaSourceConfig config = Reader::config(first);
    {
        Reader reader(config, {.flowId = flow});
        QVERIFY(reader.waitFor(5));
        reader.acknowledgeAll();
    }
    const QString second = rig::filledTopic(5);
    config.topics = {second};
    config.offset = StartAt::Latest;
    Reader again(config, {.flowId = flow});
    QVERIFY(QTest::qWaitFor([&] { return again.step() && !again.events.empty(); }, 20'000));
    rig::produce(second, 1, -1, 5);
    QVERIFY(again.waitFor(1));
    QCOMPARE(again.payloads(), QByteArrayList{"5"});
}

QTEST_GUILESS_MAIN(StartTest)
#include "start_test.moc"
