// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_browse.h"
#include "core/connectors/kafka/kafka_marks.h"
#include "core/connectors/kafka/kafka_probe.h"
#include "tests/integration/kafka/mock_broker.h"
#include "tests/integration/kafka/record_rig.h"
#include "tests/integration/kafka/tested_entry.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace core;
using namespace core::kafka;
using rig::Reader;
using rig::stageOf;
using rig::TestedEntry;

namespace {

BrowseListing listingAt(const QString &brokers)
{
    KafkaSourceConfig config = Reader::config(u"any"_s);
    config.brokers = brokers;
    const auto listing = browseTopics(config.connection(u"test"_s, {}), 10s);
    if (!listing) {
        qWarning("no listing: %s", qPrintable(listing.error().message));
    }
    return listing ? *listing : BrowseListing();
}

std::optional<BrowseItem> itemOf(const BrowseListing &listing, const QString &topic)
{
    const auto found = std::ranges::find(listing.items, topic, &BrowseItem::name);
    return found == listing.items.end() ? std::nullopt : std::optional(*found);
}

} // namespace

/// What a server's list says of its topics, and what it costs to have it.
class BrowseTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topicsTellWhatTheyHold();
    void whatIsNotKnownIsLeftOpen();
    void whatIsGoneSpoilsNothingElse();
    void aTransactionsMarkHidesNoTime();
    void aLongListKeepsNobodyWaiting();
    void aMissingLeaderIsNamed();
    void namesThatLookAlikeAreOffered();
};

void BrowseTest::topicsTellWhatTheyHold()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const QString topic = rig::makeTopic(3);
    rig::produce(topic, 4, 0);
    rig::produce(topic, 3, 2);
    const auto item = itemOf(listingAt(rig::address(u"PLAIN"_s)), topic);
    QVERIFY(item);
    QCOMPARE(item->partitions.value_or(-1), 3);
    QCOMPARE(item->messages.value_or(-1), 7);
    QVERIFY(item->newestMs.value_or(-1) >= before);
    QVERIFY(item->newestMs.value_or(-1) <= QDateTime::currentMSecsSinceEpoch());
}

void BrowseTest::whatIsNotKnownIsLeftOpen()
{
    const QString empty = rig::makeTopic(2);
    const auto item = itemOf(listingAt(rig::address(u"PLAIN"_s)), empty);
    QVERIFY(item);
    QCOMPARE(item->messages.value_or(-1), 0);
    QVERIFY(!item->newestMs);

    rig::MockBroker broker;
    broker.makeTopic(u"led"_s, 2);
    broker.produce(u"led"_s, 0, 5, 1);
    broker.makeTopic(u"half"_s, 2);
    broker.setLeader(u"half"_s, 1, -1);
    const BrowseListing listing = listingAt(broker.address());
    QCOMPARE(itemOf(listing, u"led"_s)->messages.value_or(-1), 5);
    QVERIFY(!itemOf(listing, u"half"_s)->messages && !itemOf(listing, u"half"_s)->newestMs);
}

void BrowseTest::whatIsGoneSpoilsNothingElse()
{
    const QString topic = rig::filledTopic(3);
    const KafkaSourceConfig config = Reader::config(topic);
    const auto probe = Probe::make(config.connection(u"test"_s, {}), {}, [] { return false; });
    QVERIFY(probe);
    const QByteArray there = topic.toUtf8();
    const Marks marks = marksOf(probe->raw(),
                                {{.topic = "gone-" + there},
                                 {.topic = there},
                                 {.topic = there, .partition = 7},
                                 {.topic = "also-gone-" + there}},
                                5s);
    QCOMPARE(marks.size(), 1U);
    QCOMPARE(marks.front().high, 3);
}

void BrowseTest::aTransactionsMarkHidesNoTime()
{
    const QString topic = rig::makeTopic();
    rig::produceInTransaction(topic, 2, true);
    QVERIFY(itemOf(listingAt(rig::address(u"PLAIN"_s)), topic)->newestMs);
}

void BrowseTest::aLongListKeepsNobodyWaiting()
{
    constexpr int kTopics = 100; // the imitated cluster takes a tenth of a second for each
    rig::MockBroker broker;
    for (int i = 0; i < kTopics; ++i) {
        broker.makeTopic(u"topic-%1"_s.arg(i, 4, 10, QChar(u'0')));
    }
    broker.produce(u"topic-0000"_s, 0, 3);
    broker.produce(u"topic-0099"_s, 0, 4);
    QElapsedTimer timer;
    timer.start();
    const BrowseListing listing = listingAt(broker.address());
    qInfo("browsing %d topics took %lld ms", kTopics, timer.elapsed());
    QVERIFY(timer.elapsed() < 10'000);
    QCOMPARE(listing.items.size(), std::size_t(kTopics));
    QCOMPARE(itemOf(listing, u"topic-0000"_s)->messages.value_or(-1), 3);
    for (const BrowseItem &item : listing.items) { // known and right, or open
        const std::int64_t held = item.name == u"topic-0000"_s ? 3
            : item.name == u"topic-0099"_s                     ? 4
                                                               : 0;
        QVERIFY(!item.messages || *item.messages == held);
    }
    KafkaSourceConfig config = Reader::config(u"^topic-00"_s);
    config.brokers = broker.address();
    config.dataType = DataType::Text;
    timer.start();
    const support::RecordedTest run = TestedEntry::source(config).run();
    qInfo("testing a hundred of them took %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 15'000);
    QVERIFY(stageOf(run, StageId::Message).state == StageState::Passed);
}

void BrowseTest::aMissingLeaderIsNamed()
{
    rig::MockBroker broker;
    broker.makeTopic(u"orders"_s, 3);
    broker.setLeader(u"orders"_s, 1, -1);
    KafkaSourceConfig config = Reader::config(u"orders"_s);
    config.brokers = broker.address();
    KafkaEndpointConfig written;
    written.host = config.brokers;
    written.tls.mode = Switch::Disabled;
    for (const TestedEntry &entry : {TestedEntry::source(config), TestedEntry::endpoint(written)}) {
        QElapsedTimer timer;
        timer.start();
        const support::RecordedTest run = entry.run(u"orders"_s);
        QVERIFY(timer.elapsed() < 6000);
        const TestStage &stage = stageOf(run, StageId::Target);
        QCOMPARE(stage.code, u"kafka.partition.no_leader"_s);
        QVERIFY2(stage.message.contains(u"orders/1"_s), qPrintable(stage.message));
        QCOMPARE(stage.field, entry.isSource ? u"topic"_s : QString());
    }
}

void BrowseTest::namesThatLookAlikeAreOffered()
{
    const QString mark = Reader::newId();
    rig::createTopic(u"orders-"_s + mark);
    rig::createTopic(u"unlike-"_s + mark);
    const support::RecordedTest run =
        TestedEntry::source(Reader::config(u"ordres-"_s + mark)).run();
    const TestStage &stage = stageOf(run, StageId::Target);
    QCOMPARE(stage.code, u"kafka.topic.missing"_s);
    QVERIFY2(stage.fix.contains(u"orders-"_s + mark), qPrintable(stage.fix));
}

QTEST_GUILESS_MAIN(BrowseTest)
#include "browse_test.moc"
