// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using program::run;

class ValidateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsCarryPlaceAndCode();
    void aCleanFileEndsWithNull();
    void hostileFilesEndWithAFinding_data();
    void hostileFilesEndWithAFinding();
    void schemaIsOneJsonDocument();
    void typesAreDescribed();

private:
    QString file(const QByteArray &content)
    {
        return program::writeFile(m_folder.filePath(u"x.weir.yaml"_s), content);
    }

    QTemporaryDir m_folder = {};
};

void ValidateTest::findingsCarryPlaceAndCode()
{
    const auto result = run({u"validate"_s, file("weir: 1\nname: p\ncolour: red\n"), u"--json"_s});
    QCOMPARE(result.exitCode, 1);
    const QJsonArray findings = result.object()[u"findings"_s].toArray();
    QVERIFY(!findings.isEmpty());
    const QJsonObject finding = findings[0].toObject();
    QCOMPARE(finding.keys(),
             QStringList({u"code"_s, u"column"_s, u"fix"_s, u"line"_s, u"message"_s, u"path"_s,
                          u"severity"_s}));
    QCOMPARE(finding[u"severity"_s].toString(), u"error"_s);
    QCOMPARE(finding[u"line"_s].toInt(), 3);
    QCOMPARE(finding[u"column"_s].toInt(), 1);
    QVERIFY(!finding[u"code"_s].toString().isEmpty());
}

void ValidateTest::aCleanFileEndsWithNull()
{
    const QString path = file("weir: 1\nname: p\n");
    const auto result = run({u"validate"_s, path, u"--json"_s});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.object()[u"findings"_s].toArray().size(), 0);
    QVERIFY(result.object().contains(u"findings"_s));
}

void ValidateTest::hostileFilesEndWithAFinding_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\0\1\2\xff\xfe", 5);
    QTest::newRow("bad UTF-8") << QByteArray("weir: 1\nname: \xff\n");
    QTest::newRow("anchors") << QByteArray("weir: &a 1\nname: *a\n");
    QTest::newRow("nested brackets") << QByteArray(100'000, '[');
    QTest::newRow("tag") << QByteArray("weir: !!python/object 1\n");
    QTest::newRow("two documents") << QByteArray("weir: 1\n---\nweir: 1\n");
    QTest::newRow("steering characters") << QByteArray("weir: 1\nname: p\n\"\xc2\x9b"
                                                       "31m\\e[31m\xe2\x80\xae\": x\n");
    QTest::newRow("newer version") << QByteArray("weir: 99\nname: p\n");
}

void ValidateTest::hostileFilesEndWithAFinding()
{
    QFETCH(QByteArray, content);
    const QString path = file(content);
    for (const QStringList &extra : {QStringList(), QStringList{u"--json"_s}}) {
        const auto result = run(QStringList{u"validate"_s, path} + extra);
        QCOMPARE(result.exitCode, 1);
        QVERIFY(!result.output.contains('\x1b'));
        QVERIFY(!result.output.contains("\xc2\x9b"));
        QVERIFY(!result.output.contains("\xe2\x80\xae"));
    }
}

void ValidateTest::schemaIsOneJsonDocument()
{
    const auto result = run({u"schema"_s});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.object()[u"$schema"_s].toString(),
             u"https://json-schema.org/draft/2020-12/schema"_s);
}

void ValidateTest::typesAreDescribed()
{
    const auto result = run({u"types"_s, u"--json"_s});
    QCOMPARE(result.exitCode, 0);
    const QJsonArray types = result.array();
    QVERIFY(!types.isEmpty());
    for (const QJsonValue type : types) {
        QCOMPARE(type.toObject().keys(),
                 QStringList({u"fields"_s, u"kind"_s, u"label"_s, u"type"_s}));
        QVERIFY(QStringList({u"source"_s, u"endpoint"_s, u"format"_s})
                    .contains(type[u"kind"_s].toString()));
        for (const QJsonValue field : type[u"fields"_s].toArray()) {
            QVERIFY(!field[u"key"_s].toString().isEmpty());
            QVERIFY(!field[u"help"_s].toString().isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(ValidateTest)
#include "validate_test.moc"
