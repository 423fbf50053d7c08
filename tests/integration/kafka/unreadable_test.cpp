// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_skip.h"
#include "core/engine/engine.h"
#include "tests/integration/kafka/kafka_rig.h"
#include "tests/integration/kafka/mock_broker.h"
#include "tests/support/all_types.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;
using rig::MockBroker;
using rig::Reader;

/// Stored batches that nobody can read.
class UnreadableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSearchFindsTheFirstReadableOffset_data();
    void theSearchFindsTheFirstReadableOffset();
    void theFlowStopsAtThem_data();
    void theFlowStopsAtThem();
    void theyAreSkippedAndNothingElseIs_data();
    void theyAreSkippedAndNothingElseIs();
    void theLastBatchOfAPartitionIsSkippedToo();
    void theOneThatWasDecidedAboutIsSkippedOnce_data();
    void theOneThatWasDecidedAboutIsSkippedOnce();
    void aDecisionAboutAnotherPlaceSkipsNothing();
    void aFailedFlowGoesPastItsBatchAndNoFurther_data();
    void aFailedFlowGoesPastItsBatchAndNoFurther();
};

void UnreadableTest::theSearchFindsTheFirstReadableOffset_data()
{
    QTest::addColumn<int>("bad"); // offsets that cannot be read, from 100
    QTest::addColumn<int>("end"); // one past the last that exists
    QTest::newRow("a single message") << 1 << 1000;
    QTest::newRow("a batch") << 37 << 1000;
    QTest::newRow("up to a power of two") << 64 << 1000;
    QTest::newRow("everything up to the end") << 900 << 1000;
    QTest::newRow("one message, the last") << 1 << 101;
}

void UnreadableTest::theSearchFindsTheFirstReadableOffset()
{
    QFETCH(int, bad);
    QFETCH(int, end);
    SkipSearch search(100, end);
    int tries = 0;
    while (!search.isDone() && ++tries < 50) {
        const std::int64_t place = search.place();
        QVERIFY(place > 100 && place <= end);
        if (place < 100 + bad) {
            search.sawBad();
        } else {
            search.sawGood();
        }
    }
    QVERIFY(search.isDone());
    QCOMPARE(search.good(), std::int64_t(100 + bad));
    QCOMPARE(search.from(), std::int64_t(100));
}

void addDamages()
{
    QTest::addColumn<MockBroker::Damage>("damage");
    QTest::newRow("wrong checksum") << MockBroker::Damage::Checksum;
    QTest::newRow("bad compression") << MockBroker::Damage::Compression;
}

/// Five good messages, a batch of seven that nobody can read, and five good ones again.
void produceAround(MockBroker &broker, MockBroker::Damage damage)
{
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 5);
    broker.produceDamaged(u"t"_s, 7, damage);
    broker.produce(u"t"_s, 12, 5);
}

KafkaSourceConfig configOf(const MockBroker &broker, const QString &topic, OnUnreadable then)
{
    KafkaSourceConfig config = Reader::config(topic);
    config.brokers = broker.address();
    config.onUnreadable = then;
    return config;
}

void UnreadableTest::theFlowStopsAtThem_data()
{
    addDamages();
}

void UnreadableTest::theFlowStopsAtThem()
{
    QFETCH(MockBroker::Damage, damage);
    MockBroker broker;
    produceAround(broker, damage);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Stop));
    QVERIFY(reader.waitForFailure());
    QCOMPARE(QLatin1String(reader.error->id), "kafka.batch.unreadable"_L1);
    QCOMPARE(reader.error->field, u"on_unreadable_batch"_s);
    QCOMPARE(reader.payloads(), QByteArrayList({"0", "1", "2", "3", "4"}));
}

void UnreadableTest::theyAreSkippedAndNothingElseIs_data()
{
    addDamages();
}

void UnreadableTest::theyAreSkippedAndNothingElseIs()
{
    QFETCH(MockBroker::Damage, damage);
    MockBroker broker;
    produceAround(broker, damage);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Skip));
    QVERIFY(reader.waitFor(5 + 1 + 5, 60'000)); // one stands for the batch
    QCOMPARE(reader.payloads(),
             QByteArrayList({"0", "1", "2", "3", "4", "", "12", "13", "14", "15", "16"}));
    QCOMPARE(reader.refused.size(), 1U);
    QVERIFY(reader.refused[0].verdict == Verdict::Refuse);
    QCOMPARE(QLatin1String(reader.refused[0].error.id), "kafka.batch.skipped"_L1);
    QCOMPARE(reader.source().health().lost, 7U);
    std::vector<std::int64_t> positions;
    for (const BatchPtr &batch : reader.batches) {
        for (const MessageView &message : batch->messages()) {
            positions.push_back(message.position.value);
        }
    }
    QCOMPARE(positions, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16}));
    reader.acknowledgeAll();
    QCOMPARE(reader.source().health().lag, 0);
}

void UnreadableTest::theLastBatchOfAPartitionIsSkippedToo()
{
    MockBroker broker;
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 2);
    broker.produceDamaged(u"t"_s, 3, MockBroker::Damage::Compression);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Skip));
    QVERIFY(reader.waitFor(2 + 1, 60'000));
    broker.produce(u"t"_s, 5, 2);
    QVERIFY(reader.waitFor(2 + 1 + 2));
    QCOMPARE(reader.payloads(), QByteArrayList({"0", "1", "", "5", "6"}));
}

void UnreadableTest::theOneThatWasDecidedAboutIsSkippedOnce_data()
{
    addDamages();
}

/// Right behind it lies another one: nobody decided about that.
void UnreadableTest::theOneThatWasDecidedAboutIsSkippedOnce()
{
    QFETCH(MockBroker::Damage, damage);
    MockBroker broker;
    broker.makeTopic(u"t"_s);
    broker.produce(u"t"_s, 0, 5);
    broker.produceDamaged(u"t"_s, 7, damage);
    broker.produceDamaged(u"t"_s, 4, damage);
    broker.produce(u"t"_s, 16, 5);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Stop),
                  {.skipPast = LanePlace{.lane = u"t/0"_s, .position = 5}});
    QVERIFY(reader.waitForFailure(60'000));
    QCOMPARE(QLatin1String(reader.error->id), "kafka.batch.unreadable"_L1);
    QCOMPARE(reader.source().stuckAt(), std::optional(LanePlace{u"t/0"_s, 12}));
    QCOMPARE(reader.payloads(), QByteArrayList({"0", "1", "2", "3", "4", ""}));
    QCOMPARE(reader.refused.size(), 1U);
    QCOMPARE(QLatin1String(reader.refused[0].error.id), "kafka.batch.skipped"_L1);
    QVERIFY(reader.refused[0].isDecided);
    QCOMPARE(reader.batches.back()->messages().back().position.value, 11);
    QCOMPARE(reader.source().health().lost, 7U);
}

void UnreadableTest::aDecisionAboutAnotherPlaceSkipsNothing()
{
    MockBroker broker;
    produceAround(broker, MockBroker::Damage::Compression);
    Reader reader(configOf(broker, u"t"_s, OnUnreadable::Stop),
                  {.skipPast = LanePlace{.lane = u"t/0"_s, .position = 4}});
    QVERIFY(reader.waitForFailure());
    QCOMPARE(reader.source().stuckAt(), std::optional(LanePlace{u"t/0"_s, 5}));
    QVERIFY(reader.refused.empty());
}

void UnreadableTest::aFailedFlowGoesPastItsBatchAndNoFurther_data()
{
    QTest::addColumn<OnError>("onError");
    QTest::newRow("refused messages are kept") << OnError::DeadLetter;
    QTest::newRow("refused messages stop the flow") << OnError::Stop; // this one was decided about
}

/// From the failure to the decision and on, as window and weirctl do it.
void UnreadableTest::aFailedFlowGoesPastItsBatchAndNoFurther()
{
    QFETCH(OnError, onError);
    MockBroker broker;
    produceAround(broker, MockBroker::Damage::Compression);
    broker.produceDamaged(u"t"_s, 3, MockBroker::Damage::Compression);
    const QTemporaryDir folder;
    SystemClock clock;
    Engine engine(support::allTypes(), clock);
    ConfigBox from(KafkaSourceConfig::schema());
    from.as<KafkaSourceConfig>() = configOf(broker, u"t"_s, OnUnreadable::Stop);
    const EndpointType *discard = support::allTypes().endpoint(u"discard"_s);
    QVERIFY(discard);
    const FlowDefinition flow{
        .id = Reader::newId(),
        .name = u"stuck"_s,
        .from = {.entry = u"in"_s, .type = u"kafka"_s, .config = from},
        .to = {{.entry = u"out"_s, .type = u"discard"_s, .config = ConfigBox(discard->schema)}},
        .onError = onError,
        .workspaceFile = folder.filePath(u"w.weir.yaml"_s)};
    const auto status = [&engine] { return engine.snapshot().front().status; };
    const auto fails = [&] {
        return QTest::qWaitFor([&] { return status().state == FlowState::Failed; }, 60'000);
    };
    QVERIFY(engine.start(flow));
    QVERIFY(fails());
    QCOMPARE(status().code, u"kafka.batch.unreadable"_s);
    const std::optional<LanePlace> place = status().stuckAt;
    QCOMPARE(place, std::optional(LanePlace{u"t/0"_s, 5}));
    QCOMPARE(engine.problems().front().stuckAt, place);
    QVERIFY(engine.waitUntilStopped(std::chrono::seconds(10)));

    QVERIFY(engine.restart(flow, {.skipPast = place}));
    QTRY_VERIFY(status().state != FlowState::Failed);
    QVERIFY(fails());
    QCOMPARE(status().stuckAt, std::optional(LanePlace{u"t/0"_s, 17}));
    const FlowCounters counters = engine.snapshot().front().counters;
    QCOMPARE(counters.delivered, 10U);
    QCOMPARE(counters.deadLettered, 1U);
    QCOMPARE(counters.lost, 7U);
    const auto store = DeadLetterStore::open(flow.deadLetterFile());
    QVERIFY(store.has_value());
    const auto letters = (*store)->list(flow.id, 0, 10);
    QCOMPARE(letters->size(), 1U);
    QCOMPARE(letters->front().code, u"kafka.batch.skipped"_s);
    QCOMPARE(letters->front().partition, 0);
    QCOMPARE(letters->front().position, 11);
}

QTEST_GUILESS_MAIN(UnreadableTest)
#include "unreadable_test.moc"
