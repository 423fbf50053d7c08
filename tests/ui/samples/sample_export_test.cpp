// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_export.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class SampleExportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineOfJsonHoldsTheWholeMessage();
    void valuesKeepTheirDigits();
    void bytesSurviveAsBase64();
    void formulaCellsAreEscaped_data();
    void formulaCellsAreEscaped();
    void filesHoldEveryRow();
};

namespace {

core::Sample sample(const QByteArray &payload)
{
    return {.number = 1,
            .receivedMs = 1'700'000'000'123,
            .lane = u"0"_s,
            .topic = u"orders"_s,
            .position = 5,
            .key = "k\"1",
            .payload = payload,
            .payloadSize = payload.size(),
            .headers = {{"h", "v"}}};
}

QJsonObject read(const core::Sample &one)
{
    const QByteArray line = ui::jsonLine(one);
    QTEST_ASSERT(line.count('\n') == 1 && line.endsWith('\n'));
    return QJsonDocument::fromJson(line).object();
}

} // namespace

void SampleExportTest::aLineOfJsonHoldsTheWholeMessage()
{
    const QJsonObject line = read(sample("{\"a\":\n[1,\r\n2]}"));
    QCOMPARE(line[u"time"_s].toString(), u"2023-11-14T22:13:20.123Z"_s);
    QCOMPARE(line[u"key"_s].toString(), u"k\"1"_s);
    QCOMPARE(line[u"position"_s].toInteger(), 5);
    QCOMPARE(line[u"value"_s].toObject()[u"a"_s].toArray().size(), 2);
    QCOMPARE(line[u"headers"_s].toArray().at(0).toArray().at(1).toString(), u"v"_s);
    QCOMPARE(read(sample("two\nlines"))[u"value"_s].toString(), u"two\nlines"_s);
    QVERIFY(read(sample({}))[u"value"_s].isNull());
}

void SampleExportTest::valuesKeepTheirDigits()
{
    const QByteArray exact = "{\"n\":12345678901234567890,\"d\":0.10000000000000000001}";
    QVERIFY(ui::jsonLine(sample(exact)).contains(exact));
}

void SampleExportTest::bytesSurviveAsBase64()
{
    const QByteArray bytes("\xff\x00\x01", 3);
    const QString kept = read(sample(bytes))[u"value"_s].toObject()[u"_base64"_s].toString();
    QCOMPARE(QByteArray::fromBase64(kept.toLatin1()), bytes);
}

void SampleExportTest::formulaCellsAreEscaped_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("equals") << QByteArray("=1+1") << QByteArray("'=1+1");
    QTest::newRow("plus") << QByteArray("+1") << QByteArray("'+1");
    QTest::newRow("minus") << QByteArray("-1") << QByteArray("'-1");
    QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
    QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
    QTest::newRow("link") << QByteArray("=HYPERLINK(\"x\",\"y\")")
                          << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    QTest::newRow("plain") << QByteArray("a,b") << QByteArray("\"a,b\"");
}

void SampleExportTest::formulaCellsAreEscaped()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, cell);
    QVERIFY(ui::csvLine(sample(value)).contains(QByteArray("," + cell + ",")));
}

void SampleExportTest::filesHoldEveryRow()
{
    const QTemporaryDir folder;
    const std::vector<core::Sample> rows(1000, sample("{}"));
    const QString file = folder.filePath(u"s"_s);
    QVERIFY(ui::saveSamples(file, ui::ExportForm::JsonLines, rows));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count('\n'), 1000);
    const core::Result<void> refused =
        ui::saveSamples(folder.filePath(u"none/s"_s), ui::ExportForm::Csv, rows);
    QVERIFY(!refused);
    QCOMPARE(QByteArray(refused.error().id), QByteArray("samples.save"));
}

QTEST_APPLESS_MAIN(SampleExportTest)
#include "sample_export_test.moc"
