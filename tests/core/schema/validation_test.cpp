// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"
#include "tests/core/schema/sample_config.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using sample::codes;
using sample::SampleConfig;

class ValidationTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requiredFieldsAreNamedWithTheEntrysPlace();
    void requiredWhenFollowsItsSibling();
    void hiddenFieldsAreNotRequired();
    void fieldsOfTheOtherRoleAreNotRequired();
    void requiredInsideAListNamesTheItem();
    void rulesReportAtTheTextsPlace();
    void rulesOfGroupsRunByThemselves();
    void rangesOfValuesSetByAProgramAreChecked();
    void secretInClearSetByAProgramIsRefused();
    void anEmptyConfigBoxHasNothingToSay();
};

Findings validated(const QByteArray &yaml, Role role = Role::Destination)
{
    const ParsedYaml parsed = parseYaml(yaml);
    ConfigBox box(SampleConfig::schema());
    readConfig(box, parsed.root, u"x"_s);
    return validateConfig(box, role, u"x"_s, &parsed.root);
}

void ValidationTest::requiredFieldsAreNamedWithTheEntrysPlace()
{
    const Findings findings = validated("\n\n  count: 3\n");
    QCOMPARE(codes(findings), QStringList{u"x.host field.required"_s});
    QCOMPARE(findings[0].line, 3);
    QCOMPARE(findings[0].column, 3);
    const Findings empty = validated("count: 3\nhost: \"\"\n");
    QCOMPARE(codes(empty), QStringList{u"x.host field.required"_s});
    QCOMPARE(empty[0].line, 2);
}

void ValidationTest::requiredWhenFollowsItsSibling()
{
    QCOMPARE(codes(validated("host: h\nmode: signed\n")), QStringList{u"x.user field.required"_s});
    QVERIFY(validated("host: h\nmode: token\n").empty());
    ConfigBox box(SampleConfig::schema());
    QVERIFY(!isRequired(box, u"user"_s));
    box.as<SampleConfig>().mode = sample::Mode::Signed;
    QVERIFY(isRequired(box, u"user"_s));
    QVERIFY(isRequired(box, u"host"_s));
    QVERIFY(!isRequired(box, u"tls.root_cas"_s));
}

void ValidationTest::hiddenFieldsAreNotRequired()
{
    ConfigBox box(SampleConfig::schema());
    QVERIFY(!isVisible(box, u"user"_s));
    box.as<SampleConfig>().mode = sample::Mode::Token;
    QVERIFY(isVisible(box, u"user"_s));
    QVERIFY(!isVisible(box, u"tls.root_cas"_s)); // TLS is off by this struct's default
    box.as<SampleConfig>().tls.disable = false;
    QVERIFY(isVisible(box, u"tls.root_cas"_s));
    QVERIFY(!isVisible(box, u"nope"_s));
}

void ValidationTest::fieldsOfTheOtherRoleAreNotRequired()
{
    QVERIFY(validated("host: h\n", Role::Destination).empty());
    QCOMPARE(codes(validated("host: h\n", Role::Source)), QStringList{u"x.group field.required"_s});
    QVERIFY(validated("host: h\n", Role::Both).empty());
    const ConfigBox box(SampleConfig::schema());
    QVERIFY(!isVisible(box, u"group"_s, Role::Destination));
    QVERIFY(isVisible(box, u"group"_s, Role::Source));
    QVERIFY(isVisible(box, u"group"_s));
}

void ValidationTest::requiredInsideAListNamesTheItem()
{
    const Findings findings = validated("host: h\ncolumns:\n  - name: a\n  - width: 5\n");
    QCOMPARE(codes(findings), QStringList{u"x.columns[1].name field.required"_s});
    QCOMPARE(findings[0].line, 4);
}

void ValidationTest::rulesReportAtTheTextsPlace()
{
    const Findings findings = validated("host: h\nfast: true\ncount: 9\n");
    QCOMPARE(codes(findings), QStringList{u"x.count sample.hot"_s});
    QVERIFY(findings[0].severity == Severity::Warning);
    QVERIFY(!hasErrors(findings));
    QCOMPARE(findings[0].line, 3);
}

void ValidationTest::rulesOfGroupsRunByThemselves()
{
    const Findings findings =
        validated("host: h\nfast: true\ntls: {disable: true, skip_verify_server: true}\n");
    QCOMPARE(codes(findings),
             (QStringList{u"x.tls.skip_verify_server tls.nothing_to_verify"_s,
                          u"x.tls.skip_verify_server sample.blind"_s}));
    QCOMPARE(findings[0].column, 22);
    QCOMPARE(findings[1].column, 22);
}

void ValidationTest::rangesOfValuesSetByAProgramAreChecked()
{
    ConfigBox box(SampleConfig::schema());
    auto &config = box.as<SampleConfig>();
    config.host = u"h"_s;
    config.count = 99;
    config.wait = std::chrono::hours(1);
    config.size = 0;
    config.tags = QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s};
    QCOMPARE(codes(validateConfig(box, Role::Both, {})),
             (QStringList{u"count field.range"_s, u"wait field.range"_s, u"size field.range"_s,
                          u"tags field.length"_s}));
}

void ValidationTest::secretInClearSetByAProgramIsRefused()
{
    ConfigBox box(SampleConfig::schema());
    auto &config = box.as<SampleConfig>();
    config.host = u"h"_s;
    config.password = Secret(u"hunter2"_s);
    QCOMPARE(codes(validateConfig(box, Role::Both, {})),
             QStringList{u"password secret.in_clear"_s});
}

void ValidationTest::anEmptyConfigBoxHasNothingToSay()
{
    QVERIFY(validateConfig(ConfigBox(), Role::Both, u"x"_s).empty());
    QVERIFY(writeConfig(ConfigBox()).items.empty());
}

QTEST_GUILESS_MAIN(ValidationTest)
#include "validation_test.moc"
