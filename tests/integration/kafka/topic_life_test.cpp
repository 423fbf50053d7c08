// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/kafka_rig.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::Reader;

/// Topics that are missing, go, and come again under their name.
class TopicLifeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMissingTopicIsNotFound();
    void aDeletedTopicIsNotFound();
    void aTopicMadeAnewIsReadFromItsStart();
    void aTopicMadeAnewAndLongerIsSeenAsAnother();
    void aTopicSeenMissingIsReadFromItsStartHoweverLongItIs();
    void aTopicThatOnlySeemedMissingGoesOn();
};

void TopicLifeTest::aMissingTopicIsNotFound()
{
    Reader reader(Reader::config(u"no-such-topic"_s));
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QLatin1String(reader.error->id), "kafka.topic.missing"_L1);
    QVERIFY(reader.error->code == ErrorCode::NotFound);
}

void TopicLifeTest::aDeletedTopicIsNotFound()
{
    const QString topic = rig::filledTopic(5);
    Reader reader(Reader::config(topic));
    QVERIFY(reader.waitFor(5));
    reader.acknowledgeAll();
    rig::removeTopic(topic);
    QVERIFY(reader.waitForFailure(10'000));
    QCOMPARE(QLatin1String(reader.error->id), "kafka.topic.missing"_L1);
    QElapsedTimer timer;
    timer.start();
    reader.close();
    QVERIFY2(timer.elapsed() < 2500, qPrintable(QString::number(timer.elapsed())));
}

void TopicLifeTest::aTopicMadeAnewIsReadFromItsStart()
{
    const QString topic = rig::filledTopic(100);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(100));
        reader.acknowledgeAll();
        rig::removeTopic(topic);
        rig::createTopic(topic);
        rig::produce(topic, 10);
        QVERIFY(reader.waitForFailure(20'000));
        QVERIFY(reader.error->isRetryable() || reader.error->code == ErrorCode::NotFound);
    }
    Reader again(
        Reader::config(topic),
        {.flowId = flow, .startAt = {{.lane = topic + u"/0"_s, .position = {.value = 99}}}});
    QVERIFY(again.waitFor(10));
    QCOMPARE(again.payloads().first(), QByteArray("0"));
    QCOMPARE(again.events.at(0).lane->epoch, 1);
}

void TopicLifeTest::aTopicMadeAnewAndLongerIsSeenAsAnother()
{
    const QString topic = rig::filledTopic(100);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(100));
        reader.acknowledge(50);
        rig::removeTopic(topic);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 1000 && reader.step()) { }
        rig::createTopic(topic);
        rig::produce(topic, 200);
        QVERIFY(reader.waitForFailure(20'000)); // and does not go on at what is another message
        QVERIFY(reader.error->code == ErrorCode::NotFound);
        QCOMPARE(reader.payloads().size(), 100);
        reader.acknowledgeAll(); // too late: it must not become the new topic's position
    }
    Reader again(Reader::config(topic),
                 {.flowId = flow,
                  .startAt = {{.lane = topic + u"/0"_s, .position = {.value = 99}}},
                  .wasMissing = true});
    QVERIFY(again.waitFor(200));
    QCOMPARE(again.payloads().first(), QByteArray("0"));
    QCOMPARE(again.events.at(0).lane->epoch, 1);
}

void TopicLifeTest::aTopicSeenMissingIsReadFromItsStartHoweverLongItIs()
{
    const QString topic = rig::filledTopic(10);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(10));
        reader.acknowledgeAll();
        rig::removeTopic(topic);
        QVERIFY(reader.waitForFailure(10'000));
    }
    rig::createTopic(topic);
    rig::produce(topic, 100);
    Reader again(Reader::config(topic),
                 {.flowId = flow,
                  .startAt = {{.lane = topic + u"/0"_s, .epoch = 3, .position = {.value = 9}}},
                  .wasMissing = true});
    QVERIFY(again.waitFor(100));
    QCOMPARE(again.payloads().first(), QByteArray("0"));
    QCOMPARE(again.events.at(0).lane->epoch, 4);
}

void TopicLifeTest::aTopicThatOnlySeemedMissingGoesOn()
{
    const QString topic = rig::filledTopic(10);
    const QString flow = Reader::newId();
    {
        Reader reader(Reader::config(topic), {.flowId = flow});
        QVERIFY(reader.waitFor(10));
        reader.acknowledge(5);
    }
    Reader again(Reader::config(topic),
                 {.flowId = flow,
                  .startAt = {{.lane = topic + u"/0"_s, .epoch = 3, .position = {.value = 4}}},
                  .wasMissing = true});
    QVERIFY(again.waitFor(5));
    QCOMPARE(again.payloads().first(), QByteArray("5"));
    QCOMPARE(again.events.at(0).lane->epoch, 3);
}

QTEST_GUILESS_MAIN(TopicLifeTest)
#include "topic_life_test.moc"
