// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_schema.h"
#include "core/schema/yaml.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// What is said of declared columns, and of Avro without a registry, before anything starts.
class KafkaShapeRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongIsFound_data();
    void whatIsWrongIsFound();
    void declaredColumnsReadTheFieldsOfARecord();
    void theListIsForJsonAlone();
};

namespace {

const QByteArray kBase = "brokers: localhost:9092\ntopic: orders\noffset: latest\n"
                         "tls: {disable: true}\n";

ConfigBox read(const QByteArray &yaml, QStringList &found)
{
    ConfigBox config(KafkaSourceConfig::schema());
    const ParsedYaml parsed = parseYaml(kBase + yaml);
    Findings findings = readConfig(config, parsed.root, {});
    const Findings more = validateConfig(config, Role::Source, {}, &parsed.root);
    findings.insert(findings.end(), more.begin(), more.end());
    for (const Finding &finding : findings) {
        if (finding.severity == Severity::Error) {
            found.append(finding.path + u' ' + finding.code);
        }
    }
    return config;
}

} // namespace

void KafkaShapeRulesTest::whatIsWrongIsFound_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QStringList>("errors"); // field and code
    const auto row = [](const char *name, const QByteArray &yaml, const QStringList &errors) {
        QTest::newRow(name) << yaml << errors;
    };
    const auto columns = [](const QByteArray &items) {
        return QByteArray("data_type: json\ncolumns: [" + items + "]\n");
    };
    const QByteArray schema = R"(avro_schema: '{"type":"record","name":"R","fields":[]}')";
    row("well", columns("{name: a, type: int32, path: b.c, default: '5'}, {name: d}"), {});
    row("twice", columns("{name: a}, {name: A}"), {u"columns columns.twice"_s});
    row("reserved", columns("{name: _time}"), {u"columns[0].name columns.reserved"_s});
    row("no name", columns("{type: int8}"), {u"columns[0].name field.required"_s});
    row("no type", columns("{name: a, type: int}"), {u"columns[0].type field.choice"_s});
    row("no path", columns("{name: a, path: b..c}"), {u"columns[0].path columns.path"_s});
    row("default", columns("{name: a}, {name: b, type: int8, default: '300'}"),
        {u"columns[1].default columns.default"_s});
    row("list as default", columns("{name: a, type: array(int64), default: '[1,2]'}"), {});
    row("time", "data_type: json\nevent_time: {column: .a, format: unix_ms}\n",
        {u"event_time.column event_time.column"_s});
    row("avro by registry", "data_type: avro\n",
        {u"schema_registry_address kafka.registry.missing"_s});
    row("bare avro without schema", "data_type: avro\nframing: none\n",
        {u"avro_schema kafka.avro.missing"_s});
    row("bare avro", "data_type: avro\nframing: none\n" + schema + '\n', {});
    row("bare avro with a wrong schema", "data_type: avro\nframing: none\navro_schema: '{'\n",
        {u"avro_schema avro.schema.json"_s});
}

void KafkaShapeRulesTest::whatIsWrongIsFound()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QStringList, errors);
    QStringList found;
    read(yaml, found);
    QCOMPARE(found, errors);
}

void KafkaShapeRulesTest::declaredColumnsReadTheFieldsOfARecord()
{
    QStringList found;
    QVERIFY(!read("data_type: avro\n", found).as<KafkaSourceConfig>().readsFields());
    QVERIFY(read("data_type: avro\ncolumns: [{name: a}]\n", found)
                .as<KafkaSourceConfig>()
                .readsFields());
}

void KafkaShapeRulesTest::theListIsForJsonAlone()
{
    QStringList found;
    QVERIFY(isVisible(read("data_type: json\n", found), u"array_mode"_s, Role::Source));
    QVERIFY(!isVisible(read("data_type: text\n", found), u"array_mode"_s, Role::Source));
    QVERIFY(isVisible(read("data_type: text\n", found), u"columns"_s, Role::Source));
}

QTEST_GUILESS_MAIN(KafkaShapeRulesTest)
#include "kafka_shape_rules_test.moc"
