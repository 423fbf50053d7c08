// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"
#include "tests/core/schema/sample_config.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using sample::codes;
using sample::SampleConfig;

/// Text to struct and back.
class ConfigIoTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKind();
    void everyKindComesBack();
    void defaultsWriteNothing();
    void groupIsWrittenAgainstItsOwnersDefaults();
    void unknownKeysSuggestTheNearest();
    void wrongValuesAreFindingsAndChangeNothing_data();
    void wrongValuesAreFindingsAndChangeNothing();
    void allFindingsComeAtOnce();
    void aKeyWithoutValueSaysNothing();
    void durationsAndSizesKeepTheirText();
    void secretInClearIsRefusedAndNotKept();
    void headersMayRepeatAndBeSecret();
    void fieldsOfTheOtherRoleAreNotWritten();
    void copiesAreDeep();
    void fieldsAreReachedByDottedKey();
    void nothingResetsAField();
    void visitsEveryFieldOnce();
};

ConfigBox boxOf(const QByteArray &yaml, Findings *findings = nullptr)
{
    const ParsedYaml parsed = parseYaml(yaml);
    ConfigBox box(SampleConfig::schema());
    Findings found = readConfig(box, parsed.root, u"x"_s);
    if (findings) {
        *findings = found;
    } else if (!found.empty()) {
        qWarning() << codes(found);
    }
    return box;
}

const QByteArray kEverything = "host: here:1\n"
                               "mode: signed\n"
                               "user: me\n"
                               "password: ${env:PASSWORD}\n"
                               "fast: true\n"
                               "count: 7\n"
                               "ratio: 0.25\n"
                               "wait: 1.5s\n"
                               "size: 64KiB\n"
                               "tags:\n"
                               "  - a\n"
                               "  - \"1\"\n"
                               "headers:\n"
                               "  X-One: $${literal}\n"
                               "  X-Two: ${keyring:two}\n"
                               "authority: ca.pem\n"
                               "folder: out/data\n"
                               "columns:\n"
                               "  - name: first\n"
                               "  - name: second\n"
                               "    width: 20\n"
                               "group: readers\n"
                               "key: k\n"
                               "tls:\n"
                               "  disable: false\n"
                               "  server_name: other\n";

void ConfigIoTest::readsEveryKind()
{
    const ConfigBox box = boxOf(kEverything);
    const auto &config = box.as<SampleConfig>();
    QCOMPARE(config.host, u"here:1"_s);
    QVERIFY(config.mode == sample::Mode::Signed);
    QCOMPARE(config.password.reference(), u"${env:PASSWORD}"_s);
    QVERIFY(config.fast);
    QCOMPARE(config.count, 7);
    QCOMPARE(config.ratio, 0.25);
    QCOMPARE(config.wait.milliseconds().count(), 1500);
    QCOMPARE(config.size.value, 64 * kKiB);
    QCOMPARE(config.tags, (QStringList{u"a"_s, u"1"_s}));
    QCOMPARE(config.headers.size(), 2U);
    QCOMPARE(config.headers[0].value.reveal(), QByteArray("${literal}"));
    QVERIFY(config.headers[1].isSecret);
    QCOMPARE(config.authority.text, u"ca.pem"_s);
    QCOMPARE(config.folder.text, u"out/data"_s);
    QCOMPARE(config.columns.size(), 2U);
    QCOMPARE(config.columns[0].width, 10);
    QCOMPARE(config.columns[1].width, 20);
    QVERIFY(!config.tls.disable);
    QCOMPARE(config.tls.serverName, u"other"_s);
}

void ConfigIoTest::everyKindComesBack()
{
    const ConfigBox box = boxOf(kEverything);
    QCOMPARE(emitYaml(writeConfig(box)), kEverything);
    QVERIFY(box == boxOf(emitYaml(writeConfig(box))));
    QVERIFY(box == boxOf(emitYaml(writeWholeConfig(box))));
}

void ConfigIoTest::defaultsWriteNothing()
{
    QVERIFY(writeConfig(ConfigBox(SampleConfig::schema())).items.empty());
}

void ConfigIoTest::groupIsWrittenAgainstItsOwnersDefaults()
{
    ConfigBox box(SampleConfig::schema());
    box.as<SampleConfig>().tls.disable = false;
    QCOMPARE(emitYaml(writeConfig(box)), QByteArray("tls:\n  disable: false\n"));
    QVERIFY(boxOf(emitYaml(writeConfig(box))) == box);
}

void ConfigIoTest::unknownKeysSuggestTheNearest()
{
    Findings findings;
    boxOf("hosst: a\ntls: {disabel: true}\nentirely_other: 1\n", &findings);
    QCOMPARE(codes(findings),
             (QStringList{u"x.hosst field.unknown"_s, u"x.tls.disabel field.unknown"_s,
                          u"x.entirely_other field.unknown"_s}));
    QVERIFY(findings[0].fix.contains(u"\"host\""_s));
    QCOMPARE(findings[1].line, 2);
    QCOMPARE(findings[1].column, 7);
    QVERIFY(findings[1].fix.contains(u"\"disable\""_s));
    QVERIFY(findings[2].fix.contains(u"host, mode"_s));
}

void ConfigIoTest::wrongValuesAreFindingsAndChangeNothing_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *yaml, const char *expected) {
        QTest::newRow(yaml) << QByteArray(yaml) << QString::fromLatin1(expected);
    };
    row("host: [a]", "x.host field.type");
    row("host: {a: b}", "x.host field.type");
    row("host: a-text-that-is-far-too-long", "x.host field.length");
    row("mode: sgned", "x.mode field.choice");
    row("mode: Plain", "x.mode field.choice");
    row("mode: [plain]", "x.mode field.type");
    row("fast: yes", "x.fast field.type");
    row("fast: 1", "x.fast field.type");
    row("fast: \"true\"", "x.fast field.type");
    row("count: 0", "x.count field.range");
    row("count: 11", "x.count field.range");
    row("count: \"5\"", "x.count field.type");
    row("count: 5.5", "x.count field.type");
    row("count: 0x5", "x.count field.type");
    row("count: 99999999999999999999", "x.count field.range");
    row("count: five", "x.count field.type");
    row("ratio: 1.01", "x.ratio field.range");
    row("ratio: -0.01", "x.ratio field.range");
    row("ratio: .nan", "x.ratio field.type");
    row("ratio: 1e400", "x.ratio field.type");
    row("wait: 200", "x.wait duration.invalid");
    row("wait: 1d", "x.wait duration.invalid");
    row("wait: -1s", "x.wait duration.invalid");
    row("wait: 0", "x.wait field.range");
    row("wait: 61s", "x.wait field.range");
    row("wait: 9999999999h", "x.wait duration.invalid");
    row("size: 5 PiB", "x.size bytes.invalid");
    row("size: -1", "x.size bytes.invalid");
    row("size: 2GiB", "x.size field.range");
    row("tags: a", "x.tags field.type");
    row("tags: [a, [b]]", "x.tags[1] field.type");
    row("tags: [a, b, c, d]", "x.tags field.length");
    row("headers: a", "x.headers field.type");
    row("headers: {a: [b]}", "x.headers.a field.type");
    row("headers: [a]", "x.headers[0] field.type");
    row("headers: {a: \"Bearer ${env:T}\"}", "x.headers.a secret.reference_partial");
    row("headers: {Authorization: Bearer abc}", "x.headers.Authorization secret.in_clear");
    row("columns: {name: a}", "x.columns field.type");
    row("columns: [a]", "x.columns[0] field.type");
    row("columns: [{name: a, width: 0}]", "x.columns[0].width field.range");
    row("columns: [{nme: a}]", "x.columns[0].nme field.unknown");
    row("tls: true", "x.tls field.type");
    row("tls: {disable: 1}", "x.tls.disable field.type");
    row("password: hunter2", "x.password secret.in_clear");
    row("password: [a]", "x.password field.type");
    row("authority: \"-----BEGIN PRIVATE KEY-----\"", "x.authority secret.in_clear");
}

void ConfigIoTest::wrongValuesAreFindingsAndChangeNothing()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, expected);
    Findings findings;
    const ConfigBox box = boxOf(yaml, &findings);
    QCOMPARE(codes(findings), QStringList{expected});
    QCOMPARE(findings[0].line, 1);
    QVERIFY(findings[0].column > 0);
    QVERIFY(!findings[0].message.isEmpty());
    if (!expected.contains(u'[') && !expected.contains(u".headers."_s)) {
        QVERIFY(box == ConfigBox(SampleConfig::schema()));
    }
}

void ConfigIoTest::allFindingsComeAtOnce()
{
    Findings findings;
    const ConfigBox box = boxOf("count: 99\nhost: good\nfast: 7\nnope: 1\nwait: soon\n", &findings);
    QCOMPARE(findings.size(), 4U);
    QCOMPARE(box.as<SampleConfig>().host, u"good"_s);
}

void ConfigIoTest::aKeyWithoutValueSaysNothing()
{
    const ConfigBox box = boxOf("count:\nhost:\ntls:\ncolumns: null\n");
    QVERIFY(box == ConfigBox(SampleConfig::schema()));
}

void ConfigIoTest::durationsAndSizesKeepTheirText()
{
    ConfigBox box = boxOf("wait: 1500ms\nsize: 65536\n");
    QCOMPARE(emitYaml(writeConfig(box)), QByteArray("wait: 1500ms\nsize: 65536\n"));
    QVERIFY(box == boxOf("wait: 1500ms\nsize: 65536\n"));
    box.as<SampleConfig>().wait.value = std::chrono::seconds(2);
    QCOMPARE(readField(box, u"wait"_s).text, u"2s"_s);
}

void ConfigIoTest::secretInClearIsRefusedAndNotKept()
{
    Findings findings;
    const ConfigBox box = boxOf("password: S3CR3T-canary\nheaders: {Cookie: S3CR3T-canary}\n"
                                "authority: \"-----BEGIN PRIVATE KEY-----S3CR3T-canary\"\n",
                                &findings);
    QCOMPARE(findings.size(), 3U);
    for (const Finding &finding : findings) {
        QVERIFY(!QString(finding.message + finding.fix + finding.path).contains(u"S3CR3T"_s));
    }
    QVERIFY(!emitYaml(writeWholeConfig(box)).contains("S3CR3T"));

    ConfigBox careless(SampleConfig::schema());
    careless.as<SampleConfig>().password = Secret(u"S3CR3T-canary"_s);
    QVERIFY(!emitYaml(writeWholeConfig(careless)).contains("S3CR3T"));
}

void ConfigIoTest::headersMayRepeatAndBeSecret()
{
    const QByteArray yaml = "headers:\n  - name: A\n    value: \"1\"\n  - name: A\n"
                            "    value: ${env:TWO}\n  - name: B\n    value: plain\n";
    const ConfigBox box = boxOf(yaml);
    QCOMPARE(box.as<SampleConfig>().headers.size(), 3U);
    QCOMPARE(emitYaml(writeConfig(box)), yaml);
}

void ConfigIoTest::fieldsOfTheOtherRoleAreNotWritten()
{
    const ConfigBox box = boxOf("host: h\ngroup: g\nkey: k\n");
    QCOMPARE(emitYaml(writeConfig(box, Role::Source)), QByteArray("host: h\ngroup: g\n"));
    QCOMPARE(emitYaml(writeConfig(box, Role::Destination)), QByteArray("host: h\nkey: k\n"));
}

void ConfigIoTest::copiesAreDeep()
{
    const ConfigBox box = boxOf("host: h\n");
    ConfigBox copy = box;
    copy.as<SampleConfig>().host = u"other"_s;
    QCOMPARE(box.as<SampleConfig>().host, u"h"_s);
    QVERIFY(!(box == copy));
    copy = box;
    QVERIFY(box == copy);
    QVERIFY(!(box == ConfigBox()));
    QVERIFY(ConfigBox() == ConfigBox());
}

void ConfigIoTest::fieldsAreReachedByDottedKey()
{
    ConfigBox box = boxOf("columns: [{name: a}, {name: b}]\n");
    QVERIFY(writeField(box, u"tls.server_name"_s, Node::quotedText(u"n"_s)).empty());
    QCOMPARE(box.as<SampleConfig>().tls.serverName, u"n"_s);
    QCOMPARE(readField(box, u"tls.server_name"_s).text, u"n"_s);
    QVERIFY(writeField(box, u"columns[1].width"_s, Node::scalar(u"33"_s)).empty());
    QCOMPARE(box.as<SampleConfig>().columns[1].width, 33);
    QCOMPARE(codes(writeField(box, u"count"_s, Node::scalar(u"99"_s))),
             QStringList{u"count field.range"_s});
    QCOMPARE(codes(writeField(box, u"nope"_s, Node())), QStringList{u"nope field.unknown"_s});
    QCOMPARE(readField(box, u"columns[7].width"_s).text, QString());
    QVERIFY(findField(SampleConfig::schema(), u"tls.root_cas"_s));
    QVERIFY(!findField(SampleConfig::schema(), u"host.more"_s));
}

void ConfigIoTest::nothingResetsAField()
{
    ConfigBox box = boxOf("count: 7\n");
    QVERIFY(writeField(box, u"count"_s, Node()).empty());
    QCOMPARE(box.as<SampleConfig>().count, 5);
}

void ConfigIoTest::visitsEveryFieldOnce()
{
    ConfigBox box = boxOf("columns: [{name: a}]\n");
    QStringList keys;
    visitFields(box, [&keys](const QString &key, const FieldSpec &, void *) { keys.append(key); });
    QVERIFY(keys.contains(u"host"_s));
    QVERIFY(keys.contains(u"tls.client_key"_s));
    QVERIFY(keys.contains(u"columns[0].name"_s));
    QVERIFY(!keys.contains(u"tls"_s));
    QCOMPARE(keys.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(ConfigIoTest)
#include "config_io_test.moc"
