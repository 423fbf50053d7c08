// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_schema.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::kafka;

/// What is said of a source that reads Protobuf before it starts.
class KafkaProtobufRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMissingOrWrongIsFound_data();
    void whatIsMissingOrWrongIsFound();
    void theFieldsAreShownForProtobufAlone();
    void theFileKeepsTheTextAsItIs();
};

namespace {

const QString kText =
    u"syntax = \"proto3\";\npackage shop;\nmessage Order {\n  int64 id = 1;\n}\n"_s;

ConfigBox usual(const QString &schema, const QString &message)
{
    ConfigBox config(KafkaSourceConfig::schema());
    auto &source = config.as<KafkaSourceConfig>();
    source.brokers = u"localhost:9092"_s;
    source.topic = u"orders"_s;
    source.dataType = DataType::Protobuf;
    source.tls.disable = true;
    source.protobufSchema = schema;
    source.protobufMessage = message;
    return config;
}

} // namespace

void KafkaProtobufRulesTest::whatIsMissingOrWrongIsFound_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("registry");
    QTest::addColumn<QStringList>("errors"); // field and code
    const QString none = u"none"_s;
    const QString framed = u"confluent"_s;
    const QString url = u"http://localhost:8081"_s;
    const QString type = u"shop.Order"_s;
    QTest::newRow("all there") << kText << type << none << QString() << QStringList{};
    QTest::newRow("no text") << QString() << type << none << QString()
                             << QStringList{u"protobuf_schema protobuf.schema.missing"_s};
    QTest::newRow("no name") << kText << QString() << none << QString()
                             << QStringList{u"protobuf_message protobuf.message.missing"_s};
    QTest::newRow("another name") << kText << u"Bill"_s << none << QString()
                                  << QStringList{u"protobuf_message protobuf.message.unknown"_s};
    QTest::newRow("mistake") << kText + u"message"_s << type << none << QString()
                             << QStringList{u"protobuf_schema protobuf.schema.syntax"_s};
    QTest::newRow("import") << kText + u"import \"a.proto\";"_s << type << none << QString()
                            << QStringList{u"protobuf_schema protobuf.schema.import"_s};
    QTest::newRow("registry") << QString() << QString() << framed << url << QStringList{};
    QTest::newRow("registry and text") << kText << type << framed << url << QStringList{};
    QTest::newRow("no registry") << QString() << QString() << framed << QString()
                                 << QStringList{
                                        u"schema_registry_address kafka.registry.missing"_s};
}

void KafkaProtobufRulesTest::whatIsMissingOrWrongIsFound()
{
    QFETCH(QString, schema);
    QFETCH(QString, message);
    QFETCH(QString, framing);
    QFETCH(QString, registry);
    QFETCH(QStringList, errors);
    ConfigBox config = usual(schema, message);
    auto &source = config.as<KafkaSourceConfig>();
    source.framing = framing == "none"_L1 ? Framing::None : Framing::Confluent;
    source.registryAddress = registry;
    QStringList found;
    for (const Finding &finding : validateConfig(config, Role::Source, u"s"_s)) {
        if (finding.severity == Severity::Error) {
            found.append(finding.path.section(u'.', 1) + u' ' + finding.code);
            QVERIFY(!finding.message.isEmpty());
        }
    }
    QCOMPARE(found, errors);
}

void KafkaProtobufRulesTest::theFieldsAreShownForProtobufAlone()
{
    ConfigBox config = usual(kText, u"shop.Order"_s);
    const QStringList keys{u"protobuf_message"_s, u"protobuf_schema"_s, u"framing"_s,
                           u"schema_registry_address"_s, u"auto_field_extraction"_s};
    for (const QString &key : keys) {
        QVERIFY2(isVisible(config, key, Role::Source), qPrintable(key));
    }
    QVERIFY(!isVisible(config, u"avro_unions"_s, Role::Source));
    config.as<KafkaSourceConfig>().dataType = DataType::Json;
    for (const QString &key : keys) {
        QVERIFY2(!isVisible(config, key, Role::Source), qPrintable(key));
    }
}

void KafkaProtobufRulesTest::theFileKeepsTheTextAsItIs()
{
    ConfigBox config = usual({}, {});
    QVERIFY(writeField(config, u"protobuf_schema"_s, Node::quotedText(kText)).empty());
    QCOMPARE(config.as<KafkaSourceConfig>().protobufSchema, kText);
    QCOMPARE(readField(config, u"protobuf_schema"_s).text, kText);
}

QTEST_GUILESS_MAIN(KafkaProtobufRulesTest)
#include "kafka_protobuf_rules_test.moc"
