// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/mapping_notes.h"
#include "tests/core/mapping/mapping_rig.h"

#include <QUuid>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::mapping;
using namespace std::chrono_literals;
using rig::OneMessage;

/// CloudEvents attributes on their way, one row for each of the specification's.
class CloudEventsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void attributesAreWrittenAsTheTableSays_data();
    void attributesAreWrittenAsTheTableSays();
    void c3MissingAttributesAreMade();
    void c4WithoutTheCopyAllSixAreMade();
    void c5ToMqttWithoutAPrefix();
    void c7ARetryGivesTheSameBytes();
    void theSourcesContentTypeIsMadeWhereNoneIsSaid();
    void structuredEventsAreNeverCompleted();
    void whatIsWorthCountingIsCounted();
    void eachAttributeIsKeptOrMade_data();
    void eachAttributeIsKeptOrMade();
    void theFlowsTypeAndSchemaWin();
    void anIdBelongsToOneMessage();
};

namespace {

const QByteArrayList kC1{"specversion=1.0",           "type=t", "source=aio://c/oven", "id=A1",
                         "time=2018-04-05T17:31:00Z", "x=y"};
const QByteArrayList kC1AsRecord{"x=y",       "ce_specversion=1.0",
                                 "ce_type=t", "ce_source=aio://c/oven",
                                 "ce_id=A1",  "ce_time=2018-04-05T17:31:00Z"};
constexpr auto kReceivedText = "2023-11-14T22:13:20.500Z";

KafkaSettings settings(CloudEvents mode)
{
    return {.cloudEvents = mode, .endpoint = "hub", .topic = "oven-temps", .flowId = "flow"};
}

KafkaRecord recordOf(const OneMessage &message, const KafkaSettings &settings, const Clock &clock)
{
    ToKafka mapped = message.toKafka(settings, clock);
    return std::get<KafkaRecord>(std::move(mapped));
}

/// The value of the made id, taken out of the lines.
QByteArray takeId(QByteArrayList &lines, const QByteArray &prefix)
{
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].startsWith(QByteArray(prefix + "id="))) {
            return lines.takeAt(i).mid(prefix.size() + 3);
        }
    }
    return {};
}

} // namespace

void CloudEventsTest::attributesAreWrittenAsTheTableSays_data()
{
    QTest::addColumn<bool>("isMqtt");
    QTest::addColumn<QByteArrayList>("in");
    QTest::addColumn<QByteArrayList>("out");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, bool isMqtt, const QByteArrayList &in,
                        const QByteArrayList &out, EventKind kind) {
        QTest::newRow(name) << isMqtt << in << out << int(kind);
    };
    row("C1", true, kC1, kC1AsRecord, EventKind::Complete);
    row("C2", true, {"type=t", "id=A1"}, {"type=t", "id=A1"}, EventKind::Incomplete);
    row("C6", false, {"ce-id=1", "ce_type=t", "ce_source=s", "ce_specversion=1.0"},
        {"ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1"}, EventKind::Complete);
    row("from NATS", false, {"ce-id=1", "ce-type=t", "ce-source=s", "ce-specversion=1.0", "k=v"},
        {"k=v", "ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1"}, EventKind::Complete);
    row("bare names of Kafka are ordinary", false, kC1, kC1, EventKind::Incomplete);
    row("prefixed names of MQTT are ordinary", true, {"ce_id=1"}, {"ce_id=1"},
        EventKind::Incomplete);
    row("an empty attribute is missing", true, {"specversion=1.0", "type=t", "source=s", "id="},
        {"specversion=1.0", "type=t", "source=s", "id="}, EventKind::Incomplete);
    row("extensions are ordinary", false,
        {"ce_id=1", "ce_type=t", "ce_source=s", "ce_specversion=1.0", "ce_mine=2"},
        {"ce_mine=2", "ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1"},
        EventKind::Complete);
    row("content-type of Kafka", false,
        {"ce_id=1", "ce_type=t", "ce_source=s", "ce_specversion=1.0", "content-type=a/b"},
        {"ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1", "ce_datacontenttype=a/b"},
        EventKind::Complete);
    row("ce_datacontenttype before content-type", false,
        {"content-type=x", "ce_id=1", "ce_type=t", "ce_source=s", "ce_specversion=1.0",
         "ce_datacontenttype=a/b"},
        {"content-type=x", "ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1",
         "ce_datacontenttype=a/b"},
        EventKind::Complete);
    row("structured mode is payload", false,
        {"content-type=Application/CloudEvents+json; charset=utf-8", "ce_id=1", "ce_type=t",
         "ce_source=s", "ce_specversion=1.0"},
        {"content-type=Application/CloudEvents+json; charset=utf-8", "ce_id=1", "ce_type=t",
         "ce_source=s", "ce_specversion=1.0"},
        EventKind::None);
    row("time that is no date", true, {"specversion=1.0", "type=t", "source=s", "id=1", "time=x"},
        {"ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1", "ce_time=x"},
        EventKind::Complete);
    row("collision", true, {"specversion=1.0", "type=t", "source=s", "id=1", "ce_id=mine"},
        {"ce_id=mine", "ce_specversion=1.0", "ce_type=t", "ce_source=s", "ce_id=1"},
        EventKind::Complete);
}

void CloudEventsTest::attributesAreWrittenAsTheTableSays()
{
    QFETCH(bool, isMqtt);
    QFETCH(QByteArrayList, in);
    QFETCH(QByteArrayList, out);
    QFETCH(int, kind);
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message(
        {.headers = in, .mqtt = isMqtt ? std::optional(MqttProperties{}) : std::nullopt}, clock);
    const KafkaRecord record = recordOf(message, settings(CloudEvents::Propagate), clock);
    QCOMPARE(rig::lines(record.headers), out);
    QCOMPARE(int(record.event), kind);
    KafkaSettings dashed = settings(CloudEvents::Propagate);
    dashed.prefix = "ce-";
    const bool isMapped = kind == int(EventKind::Complete);
    QCOMPARE(rig::lines(recordOf(message, dashed, clock).headers).contains("ce-type=t"), isMapped);
}

void CloudEventsTest::c3MissingAttributesAreMade()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.headers = {"type=t", "id=A1"}, .mqtt = MqttProperties{}}, clock);
    const KafkaRecord record = recordOf(message, settings(CloudEvents::CreateOrRemap), clock);
    const QByteArrayList expected{"ce_specversion=1.0",    "ce_type=t",
                                  "ce_source=aio://hub",   "ce_id=A1",
                                  "ce_subject=oven-temps", QByteArray("ce_time=") + kReceivedText};
    QCOMPARE(rig::lines(record.headers), expected);
    QVERIFY(record.event == EventKind::Generated);
}

void CloudEventsTest::c4WithoutTheCopyAllSixAreMade()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.headers = {"other=1"}, .mqtt = MqttProperties{}}, clock);
    KafkaSettings without = settings(CloudEvents::CreateOrRemap);
    without.copiesMqttProperties = false;
    QByteArrayList lines = rig::lines(recordOf(message, without, clock).headers);
    const QUuid id(QString::fromLatin1(takeId(lines, "ce_")));
    QVERIFY(id.version() == QUuid::Random && id.variant() == QUuid::DCE);
    const QByteArrayList expected{"ce_specversion=1.0", "ce_type=ms.aio-dataflow.telemetry",
                                  "ce_source=aio://hub", "ce_subject=oven-temps",
                                  QByteArray("ce_time=") + kReceivedText};
    QCOMPARE(lines, expected);
}

void CloudEventsTest::c5ToMqttWithoutAPrefix()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage message({.headers = kC1, .mqtt = MqttProperties{}}, clock);
    const ToMqtt made = message.toMqtt({.cloudEvents = CloudEvents::Propagate}, clock);
    const QByteArrayList expected{"x=y",    "specversion=1.0",
                                  "type=t", "source=aio://c/oven",
                                  "id=A1",  "time=2018-04-05T17:31:00Z"};
    QCOMPARE(rig::lines(std::get<MqttMessage>(made).properties.user), expected);

    const OneMessage record(
        {.headers = {"ce-id=1", "ce_type=t", "ce_source=s", "ce_specversion=1.0"}}, clock);
    const ToMqtt fromKafka = record.toMqtt({.cloudEvents = CloudEvents::Propagate}, clock);
    QCOMPARE(rig::lines(std::get<MqttMessage>(fromKafka).properties.user),
             QByteArrayList({"specversion=1.0", "type=t", "source=s", "id=1"}));
}

void CloudEventsTest::c7ARetryGivesTheSameBytes()
{
    support::HandClock clock = rig::clockAtReceipt();
    const OneMessage whole({.headers = kC1, .mqtt = MqttProperties{}}, clock);
    const OneMessage bare({.mqtt = MqttProperties{}}, clock);
    for (const OneMessage *message : {&whole, &bare}) {
        const QByteArrayList first =
            rig::lines(recordOf(*message, settings(CloudEvents::CreateOrRemap), clock).headers);
        clock.advance(5s);
        QCOMPARE(
            rig::lines(recordOf(*message, settings(CloudEvents::CreateOrRemap), clock).headers),
            first);
    }
}

void CloudEventsTest::theSourcesContentTypeIsMadeWhereNoneIsSaid()
{
    const support::HandClock clock = rig::clockAtReceipt();
    KafkaSettings wanted = settings(CloudEvents::CreateOrRemap);
    wanted.contentType = "application/json";
    const auto made = [&](const OneMessage &message) {
        return rig::lines(recordOf(message, wanted, clock).headers);
    };
    QVERIFY(made(OneMessage({}, clock)).contains("ce_datacontenttype=application/json"));
    const OneMessage said({.headers = {"content-type=a/b"}}, clock);
    QVERIFY(made(said).contains("ce_datacontenttype=a/b"));
    const OneMessage mqtt({.mqtt = MqttProperties{.contentType = "c/d"}}, clock);
    QVERIFY(made(mqtt).contains("ce_datacontenttype=c/d"));
    wanted.cloudEvents = CloudEvents::Propagate; // which makes nothing
    const OneMessage whole({.headers = kC1, .mqtt = MqttProperties{}}, clock);
    QCOMPARE(made(whole), kC1AsRecord);
}

void CloudEventsTest::structuredEventsAreNeverCompleted()
{
    const support::HandClock clock = rig::clockAtReceipt();
    const OneMessage mqtt(
        {.headers = {"x=y"},
         .mqtt = MqttProperties{.contentType = "application/cloudevents-batch+json"}},
        clock);
    const KafkaRecord record = recordOf(mqtt, settings(CloudEvents::CreateOrRemap), clock);
    QCOMPARE(rig::lines(record.headers),
             QByteArrayList({"Content Type=application/cloudevents-batch+json", "x=y"}));
    QVERIFY(record.event == EventKind::None);
    const OneMessage back({.headers = {"Content Type=application/cloudevents+json"}}, clock);
    QVERIFY(recordOf(back, settings(CloudEvents::CreateOrRemap), clock).event == EventKind::None);
}

void CloudEventsTest::whatIsWorthCountingIsCounted()
{
    const support::HandClock clock = rig::clockAtReceipt();
    KafkaSettings wanted = settings(CloudEvents::CreateOrRemap);
    wanted.strategy = PartitionStrategy::Topic;
    const OneMessage bare({.topic = QString()}, clock);
    const OneMessage whole({.headers = kC1, .mqtt = MqttProperties{}}, clock);
    Notes notes;
    for (const OneMessage *message : {&bare, &whole, &bare}) {
        count(markOf(recordOf(*message, wanted, clock)), notes);
    }
    const OneMessage poison({.headers = {"a=l1\nl2", "b=\xff", "c=\xff"}}, clock);
    const ToMqtt made = poison.toMqtt({}, clock);
    count(std::get<MqttMessage>(made), notes);
    QByteArrayList told;
    for (const Note &note : notes) {
        told += QByteArray(note.kind->key) + '=' + QByteArray::number(qulonglong(note.count));
    }
    QCOMPARE(told,
             QByteArrayList({"cloudevents.generated=2", "partition_key_missing=2",
                             "cloudevents.complete=1", "removed_headers.control=1",
                             "removed_headers.not-utf8=2"}));
}

void CloudEventsTest::eachAttributeIsKeptOrMade_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("made"); // empty = omitted, "*" = anything
    QTest::newRow("specversion") << QByteArray("specversion") << QByteArray("1.0");
    QTest::newRow("type") << QByteArray("type") << QByteArray("ms.aio-dataflow.telemetry");
    QTest::newRow("source") << QByteArray("source") << QByteArray("aio://hub");
    QTest::newRow("id") << QByteArray("id") << QByteArray("*");
    QTest::newRow("subject") << QByteArray("subject") << QByteArray("oven-temps");
    QTest::newRow("time") << QByteArray("time") << QByteArray(kReceivedText);
    QTest::newRow("datacontenttype") << QByteArray("datacontenttype") << QByteArray();
    QTest::newRow("dataschema") << QByteArray("dataschema") << QByteArray();
}

void CloudEventsTest::eachAttributeIsKeptOrMade()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, made);
    const support::HandClock clock = rig::clockAtReceipt();
    const auto valueOf = [&](const QByteArrayList &in, CloudEvents mode) {
        const OneMessage message({.headers = in, .mqtt = MqttProperties{}}, clock);
        for (const QByteArray &line :
             rig::lines(recordOf(message, settings(mode), clock).headers)) {
            if (line.startsWith(QByteArray("ce_" + name + '='))) {
                return line.mid(name.size() + 4);
            }
        }
        return QByteArray();
    };
    const QByteArrayList required{"specversion=s", "type=t", "source=u", "id=i"};
    QByteArrayList others;
    for (const QByteArray &line : required) {
        if (!line.startsWith(QByteArray(name + '='))) {
            others += line;
        }
    }
    const QByteArrayList whole = others + QByteArrayList{name + "=own"};
    QCOMPARE(valueOf(whole, CloudEvents::Propagate), "own");
    QCOMPARE(valueOf(whole, CloudEvents::CreateOrRemap), "own");
    QCOMPARE(valueOf(others, CloudEvents::Propagate), QByteArray());
    const QByteArray replacement = valueOf(others, CloudEvents::CreateOrRemap);
    QVERIFY(made == "*" ? !replacement.isEmpty() : replacement == made);
}

void CloudEventsTest::theFlowsTypeAndSchemaWin()
{
    const auto mapped = [](CloudEvents mode, bool wins) {
        std::vector<HeaderView> headers{{"specversion", valueOf("1.0")},
                                        {"type", valueOf("t")},
                                        {"source", valueOf("s")},
                                        {"id", valueOf("1")},
                                        {"datacontenttype", valueOf("a/b")},
                                        {"dataschema", valueOf("old")}};
        TextStore texts;
        const EventContext context{
            .contentType = "c/d", .isConverted = wins, .dataSchema = "new", .isSchemaNamed = wins};
        return rig::lines(
            mapCloudEvent(mode, AttributeNames::Bare, "", context, headers, texts).attributes);
    };
    for (const CloudEvents mode : {CloudEvents::Propagate, CloudEvents::CreateOrRemap}) {
        QVERIFY(mapped(mode, false).contains("datacontenttype=a/b"));
        QVERIFY(mapped(mode, false).contains("dataschema=old"));
    }
    QVERIFY(mapped(CloudEvents::Propagate, true).contains("datacontenttype=c/d"));
    QVERIFY(mapped(CloudEvents::Propagate, true).contains("dataschema=new"));
}

void CloudEventsTest::anIdBelongsToOneMessage()
{
    support::HandClock clock = rig::clockAtReceipt();
    const auto idOf = [&clock](Position position, const QByteArray &flowId) {
        const OneMessage message({.position = position}, clock);
        KafkaSettings wanted = settings(CloudEvents::CreateOrRemap);
        wanted.flowId = flowId;
        QByteArrayList lines = rig::lines(recordOf(message, wanted, clock).headers);
        return takeId(lines, "ce_");
    };
    const QByteArray first = idOf({.value = 1, .stable = true}, "flow");
    const QByteArray counted = idOf({.value = 1, .stable = false}, "flow");
    QVERIFY(first != idOf({.value = 2, .stable = true}, "flow"));
    QVERIFY(first != idOf({.value = 1, .stable = true}, "other"));
    clock.advance(1h);
    QCOMPARE(idOf({.value = 1, .stable = true}, "flow"), first); // read again
    QVERIFY(idOf({.value = 1, .stable = false}, "flow") != counted); // another message
}

QTEST_GUILESS_MAIN(CloudEventsTest)
#include "cloud_events_test.moc"
