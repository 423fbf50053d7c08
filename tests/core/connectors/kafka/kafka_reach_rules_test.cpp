// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_reach.h"
#include "core/schema/schema.h"
#include "core/schema/yaml.h"
#include "core/support/moment.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// Which topics, partitions and starts a source may name, and what they mean.
class KafkaReachRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingOrWrongIsFound_data();
    void whatIsMissingOrWrongIsFound();
    void patternsMatchFromTheStartAndLeaveOutTheBrokersOwn();
    void aSubsetCoversItsNumbersAndRanges();
    void aMissingEntryOfTheSubsetIsNamed();
    void timesAreReadWithTheirZone_data();
    void timesAreReadWithTheirZone();
    void theFileKeepsWhatWasSet();
};

namespace {

const QString kUsual = u"brokers: localhost:9092\ntopic: orders\noffset: latest\ndata_type: json\n"
                       "tls: {disable: true}\n"_s;

/// "field code" of what is found in these lines put over the usual ones.
QStringList findingsIn(const QString &lines, Severity least)
{
    QString all = kUsual;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const QRegularExpression same(u"(?m)^%1:.*\n"_s.arg(line.section(u':', 0, 0)));
        all.remove(same);
        all += line + u'\n';
    }
    const ParsedYaml parsed = parseYaml(all.toUtf8());
    ConfigBox config(KafkaSourceConfig::schema());
    Findings findings = parsed.findings;
    for (const Finding &finding : readConfig(config, parsed.root, u"s"_s)) {
        findings.push_back(finding);
    }
    for (const Finding &finding : validateConfig(config, Role::Source, u"s"_s)) {
        findings.push_back(finding);
    }
    QStringList found;
    for (const Finding &finding : findings) {
        if (finding.severity <= least) {
            found.append(finding.path.section(u'.', 1) + u' ' + finding.code);
        }
    }
    return found;
}

} // namespace

void KafkaReachRulesTest::whatIsMissingOrWrongIsFound_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QStringList>("found"); // errors and warnings
    const QStringList none;
    QTest::newRow("one topic") << QString() << none;
    QTest::newRow("names and patterns") << u"topics: [more, ^a-.*$]"_s << none;
    QTest::newRow("a pattern alone") << u"topic: ^orders-"_s << none;
    QTest::newRow("no regular expression")
        << u"topics: ['^a(']"_s << QStringList{u"topics kafka.topics.pattern"_s};
    QTest::newRow("no name") << u"topics: ['a b']"_s
                             << QStringList{u"topics kafka.topic.invalid"_s};
    QTest::newRow("no first name")
        << u"topic: ../x"_s << QStringList{u"topic kafka.topic.invalid"_s};
    QTest::newRow("twice") << u"topics: [orders]"_s << QStringList{u"topics kafka.topics.twice"_s};
    QTest::newRow("the broker's own by a pattern")
        << u"topics: [^__c]"_s << QStringList{u"topics kafka.topics.internal"_s};
    QTest::newRow("the broker's own by name") << u"topics: [__consumer_offsets]"_s << none;
    QTest::newRow("changes of several tables") << u"topics: [b]\ndata_type: debezium-json"_s
                                               << QStringList{u"topics kafka.topics.one_key"_s};
    QTest::newRow("partitions") << u"partitions: [0, 4-7]"_s << none;
    QTest::newRow("no partition") << u"partitions: [0, x]"_s
                                  << QStringList{u"partitions kafka.partitions.invalid"_s};
    QTest::newRow("range from its end")
        << u"partitions: [7-4]"_s << QStringList{u"partitions kafka.partitions.invalid"_s};
    QTest::newRow("negative") << u"partitions: ['-1']"_s
                              << QStringList{u"partitions kafka.partitions.invalid"_s};
    QTest::newRow("partitions of a shared group")
        << u"partitions: [0]\ngroup: g"_s << QStringList{u"partitions kafka.partitions.alone"_s};
    QTest::newRow("at a time") << u"offset: by_time\nstart_time: 2026-01-31T18:00:00Z"_s << none;
    QTest::newRow("no time") << u"offset: by_time"_s << QStringList{u"start_time field.required"_s};
    QTest::newRow("a wrong time") << u"offset: by_time\nstart_time: yesterday"_s
                                  << QStringList{u"start_time kafka.start_time.invalid"_s};
    QTest::newRow("at offsets") << u"offset: by_offset\nstart_offsets: {0: 5, orders/1: 7}"_s
                                << none;
    QTest::newRow("no offsets") << u"offset: by_offset"_s
                                << QStringList{u"start_offsets field.required"_s};
    QTest::newRow("a wrong offset") << u"offset: by_offset\nstart_offsets: {0: -5}"_s
                                    << QStringList{u"start_offsets kafka.start_offsets.invalid"_s};
    QTest::newRow("which topic's?") << u"offset: by_offset\ntopics: [b]\nstart_offsets: {0: 5}"_s
                                    << QStringList{u"start_offsets kafka.start_offsets.topic"_s};
    QTest::newRow("another topic's") << u"offset: by_offset\nstart_offsets: {b/0: 5}"_s
                                     << QStringList{u"start_offsets kafka.start_offsets.other"_s};
    QTest::newRow("an offset twice") << u"offset: by_offset\nstart_offsets: {'0': 5, '00': 6}"_s
                                     << QStringList{u"start_offsets kafka.start_offsets.twice"_s};
}

void KafkaReachRulesTest::whatIsMissingOrWrongIsFound()
{
    QFETCH(QString, lines);
    QFETCH(QStringList, found);
    QCOMPARE(findingsIn(lines, Severity::Warning), found);
}

void KafkaReachRulesTest::patternsMatchFromTheStartAndLeaveOutTheBrokersOwn()
{
    KafkaSourceConfig config;
    config.topic = u"__transaction_state"_s;
    config.topics = {u"^orders-"_s, u"^.*$"_s};
    const Reach all(config);
    QVERIFY(all.matches(u"anything"_s));
    QVERIFY(!all.matches(u"__consumer_offsets"_s));
    QVERIFY(all.isNamed("__transaction_state"));
    config.topics = {u"^orders-"_s};
    const Reach some(config);
    QVERIFY(some.matches(u"orders-eu"_s));
    QVERIFY(!some.matches(u"my-orders-eu"_s));
}

void KafkaReachRulesTest::aSubsetCoversItsNumbersAndRanges()
{
    KafkaSourceConfig config;
    QVERIFY(!Reach(config).isSubset());
    QVERIFY(Reach(config).covers(3));
    config.partitions = {u"0"_s, u" 4-6 "_s};
    const Reach reach(config);
    QVERIFY(reach.isSubset());
    for (const int partition : {0, 4, 5, 6}) {
        QVERIFY(reach.covers(partition));
    }
    for (const int partition : {1, 3, 7}) {
        QVERIFY(!reach.covers(partition));
    }
}

void KafkaReachRulesTest::aMissingEntryOfTheSubsetIsNamed()
{
    KafkaSourceConfig config;
    config.partitions = {u"0"_s, u"4-6"_s};
    const Reach reach(config);
    QCOMPARE(reach.missingIn({{.topic = "a", .partitions = {0, 1}}}), std::optional(u"4-6"_s));
    QVERIFY(
        !reach.missingIn({{.topic = "a", .partitions = {0}}, {.topic = "b", .partitions = {6}}}));
}

void KafkaReachRulesTest::timesAreReadWithTheirZone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1 = none
    QTest::newRow("UTC") << u"1970-01-02T00:00:00Z"_s << qint64(86'400'000);
    QTest::newRow("no zone") << u"1970-01-02T00:00:00.250"_s << qint64(86'400'250);
    QTest::newRow("a zone") << u"1970-01-02T02:00:00+02:00"_s << qint64(86'400'000);
    QTest::newRow("a word") << u"now"_s << qint64(-1);
}

void KafkaReachRulesTest::timesAreReadWithTheirZone()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    QCOMPARE(momentMs(text).value_or(-1), ms);
}

void KafkaReachRulesTest::theFileKeepsWhatWasSet()
{
    ConfigBox config(KafkaSourceConfig::schema());
    auto &source = config.as<KafkaSourceConfig>();
    source.topics = {u"^a-"_s};
    source.partitions = {u"2-3"_s};
    source.offset = StartAt::ByOffset;
    NamedValue offset{.name = u"a/2"_s};
    offset.value.setValue("12");
    source.startOffsets = {offset};
    ConfigBox again(KafkaSourceConfig::schema());
    readConfig(again, writeConfig(config, Role::Source), u"s"_s);
    QVERIFY(again.as<KafkaSourceConfig>() == source);
}

QTEST_GUILESS_MAIN(KafkaReachRulesTest)
#include "kafka_reach_rules_test.moc"
