// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"
#include "core/schema/yaml.h"
#include "tests/core/schema/sample_config.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using sample::SampleConfig;

class SchemaDocsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void describesEveryFieldWithItsContract();
    void jsonSchemaListsEveryKey();
    void markdownNamesEveryFieldAndEscapesBars();
    void redactionHidesWhatIsNoReference();
};

QJsonObject field(const QJsonArray &fields, const QString &key)
{
    for (const QJsonValue &value : fields) {
        if (value[u"key"_s] == key) {
            return value.toObject();
        }
    }
    return {};
}

void SchemaDocsTest::describesEveryFieldWithItsContract()
{
    const QJsonArray fields = describeFields(SampleConfig::schema());
    for (const QJsonValue &value : fields) {
        for (const auto &key : {u"key"_s, u"kind"_s, u"label"_s, u"help"_s, u"required"_s,
                                u"default"_s, u"tab"_s, u"heading"_s, u"secret"_s, u"native"_s,
                                u"unit"_s, u"range"_s, u"choices"_s, u"role"_s}) {
            QVERIFY2(value.toObject().contains(key), qPrintable(key));
        }
    }
    QCOMPARE(field(fields, u"count"_s)[u"default"_s], QJsonValue(5));
    QCOMPARE(field(fields, u"count"_s)[u"native"_s], QJsonValue(u"native.count"_s));
    QCOMPARE(field(fields, u"wait"_s)[u"default"_s], QJsonValue(u"200ms"_s));
    QCOMPARE(field(fields, u"wait"_s)[u"range"_s], QJsonValue(u"1ms..1m"_s));
    QCOMPARE(field(fields, u"tls.disable"_s)[u"default"_s], QJsonValue(true));
    QCOMPARE(field(fields, u"columns[].width"_s)[u"kind"_s], QJsonValue(u"integer"_s));
    QCOMPARE(field(fields, u"password"_s)[u"secret"_s], QJsonValue(true));
    QCOMPARE(field(fields, u"group"_s)[u"role"_s], QJsonValue(u"source"_s));
    QCOMPARE(field(fields, u"mode"_s)[u"choices"_s].toArray().size(), 3);
}

void SchemaDocsTest::jsonSchemaListsEveryKey()
{
    const QJsonObject schema = jsonSchema(SampleConfig::schema());
    const QJsonObject properties = schema[u"properties"_s].toObject();
    QCOMPARE(static_cast<std::size_t>(properties.size()), SampleConfig::schema().fields.size());
    QCOMPARE(schema[u"required"_s].toArray(), QJsonArray{u"host"_s});
    QCOMPARE(schema[u"additionalProperties"_s], QJsonValue(false));
    QCOMPARE(properties[u"count"_s][u"maximum"_s], QJsonValue(10));
    QCOMPARE(properties[u"columns"_s][u"items"_s][u"properties"_s][u"width"_s][u"minimum"_s],
             QJsonValue(1));
    QCOMPARE(properties[u"tls"_s][u"properties"_s][u"disable"_s][u"type"_s],
             QJsonValue(u"boolean"_s));
    QCOMPARE(properties[u"mode"_s][u"enum"_s].toArray().size(), 3);
    const QJsonObject when = schema[u"allOf"_s][0].toObject();
    QCOMPARE(when[u"if"_s][u"properties"_s][u"mode"_s][u"enum"_s].toArray(),
             QJsonArray{u"signed"_s});
    QCOMPARE(when[u"if"_s][u"required"_s].toArray(), QJsonArray{u"mode"_s});
    QCOMPARE(when[u"then"_s][u"required"_s].toArray(), QJsonArray{u"user"_s});
}

void SchemaDocsTest::markdownNamesEveryFieldAndEscapesBars()
{
    const QString page = markdownReference(SampleConfig::schema());
    for (const FieldSpec &spec : SampleConfig::schema().fields) {
        const QString key = QString::fromLatin1(spec.key);
        QVERIFY2(page.contains(u"| `"_s + key), spec.key);
    }
    QVERIFY(page.contains(u"Of the user \\| always"_s));
    QVERIFY(page.contains(u"Required when `mode` is `signed`."_s));
    QVERIFY(page.contains(u"Only while `mode` is `signed`, `token`."_s));
    QVERIFY(page.contains(u"`plain`: Nobody signs in."_s));
    QVERIFY(page.contains(u"### Advanced\n\n| key"_s));
    const QStringList lines = page.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (!line.startsWith(u'|')) {
            continue;
        }
        QString bare = line;
        QCOMPARE(bare.remove(u"\\|"_s).count(u'|'), lines[0].count(u'|'));
    }
}

void SchemaDocsTest::redactionHidesWhatIsNoReference()
{
    ConfigBox box(SampleConfig::schema());
    auto &config = box.as<SampleConfig>();
    config.host = u"amqp://me:S3CR3T@h"_s;
    config.password = Secret(u"${env:P}"_s);
    config.password.setValue("S3CR3T");
    NamedValue plain{.name = u"X"_s};
    plain.value.setValue("S3CR3T");
    config.headers = {plain,
                      NamedValue{.name = u"Y"_s, .value = Secret(u"${env:Y}"_s), .isSecret = true}};
    const QByteArray shown = emitYaml(redactedConfig(box));
    QVERIFY2(!shown.contains("S3CR3T"), shown.constData());
    QVERIFY(shown.contains("${env:P}"));
    QVERIFY(shown.contains("${env:Y}"));
}

QTEST_GUILESS_MAIN(SchemaDocsTest)
#include "schema_docs_test.moc"
