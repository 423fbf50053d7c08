// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/file/file_bench.h"

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::chrono_literals;
using filetest::Bench;

namespace {

const QString kOpen = u"out-000001.txt.part"_s;

} // namespace

/// Which columns a CSV file has, and what becomes of a value that none of them can hold.
class CsvColumnsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesInACellAreToldByTheColumnBeside();
    void bytesThatNoColumnCanTellGoToTheExtraOne();
    void bytesThatNoColumnCanTellAreRefused();
    void aNewCsvColumnBeginsANewFile();
    void newCsvFieldsGoToTheExtraColumnWhenAsked();
    void newCsvFieldsAreLeftOutWhenAsked();
};

void CsvColumnsTest::bytesInACellAreToldByTheColumnBeside()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.dataType = DataType::Text;
    QVERIFY(bench.open());
    bench.write({"plain", QByteArray("\x00\xff", 2), "plain"}, 0);
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("raw\nplain\n"));
    QCOMPARE(bench.read(u"out-000002.txt.part"_s),
             QByteArray("raw,raw_encoding\nAP8=,base64\nplain,\n"));
}

void CsvColumnsTest::bytesThatNoColumnCanTellGoToTheExtraOne()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.newColumns = file::NewColumns::Extra;
    bench.dataType = DataType::Text;
    QVERIFY(bench.open());
    const auto done = bench.write({"plain", QByteArray("\x00\xff", 2)}, 0);
    QVERIFY(done[0].outcomes.empty());
    QCOMPARE(bench.read(kOpen),
             QByteArray("raw,_extra\nplain,\n"
                        ",\"{\"\"raw\"\":{\"\"_base64\"\":\"\"AP8=\"\"}}\"\n"));
}

void CsvColumnsTest::bytesThatNoColumnCanTellAreRefused()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.newColumns = file::NewColumns::Ignore;
    bench.dataType = DataType::Text;
    QVERIFY(bench.open());
    const auto done = bench.write({"plain", QByteArray("\x00\xff", 2)}, 0);
    QCOMPARE(done[0].outcomes.size(), 1U);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("file.csv.binary"));
    QCOMPARE(bench.read(kOpen), QByteArray("raw\nplain\n"));
}

void CsvColumnsTest::aNewCsvColumnBeginsANewFile()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    QVERIFY(bench.open());
    bench.write({R"({"a":1})", R"({"b":2})", R"({"a":3})"}, 0);
    QCOMPARE(bench.names(), QStringList({u"out-000001.txt"_s, u"out-000002.txt.part"_s}));
    QCOMPARE(bench.read(u"out-000001.txt"_s), QByteArray("a\n1\n"));
    QCOMPARE(bench.read(u"out-000002.txt.part"_s), QByteArray("a,b\n,2\n3,\n"));
}

void CsvColumnsTest::newCsvFieldsGoToTheExtraColumnWhenAsked()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.newColumns = file::NewColumns::Extra;
    bench.config.csv.null = u"-"_s;
    bench.config.rotateRows = 3;
    QVERIFY(bench.open());
    bench.write({R"({"a":1})", R"({"b":[2,"x"],"a":3,"_extra":null})", R"({"b":4})", R"({"b":5})"},
                0);
    QCOMPARE(bench.read(u"out-000001.txt"_s),
             QByteArray("a,_extra\n1,-\n3,\"{\"\"b\"\":[2,\"\"x\"\"],\"\"_extra\"\":null}\"\n"
                        "-,\"{\"\"b\"\":4}\"\n"));
    QCOMPARE(bench.read(u"out-000002.txt.part"_s), QByteArray("a,b,_extra\n-,5,-\n"));
    bench.endpoint->close(1s);
    bench.config.csv.newColumns = file::NewColumns::Rotate; // another header, another file
    QVERIFY(bench.open());
    bench.write({R"({"a":6})"}, 4);
    QCOMPARE(bench.read(u"out-000003.txt.part"_s), QByteArray("a\n6\n"));
}

void CsvColumnsTest::newCsvFieldsAreLeftOutWhenAsked()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.newColumns = file::NewColumns::Ignore;
    QVERIFY(bench.open());
    bench.write({R"({"a":1})", R"({"a":2,"b":3})", R"({"b":4})"}, 0);
    QCOMPARE(bench.read(kOpen), QByteArray("a\n1\n2\n\n"));
}

QTEST_GUILESS_MAIN(CsvColumnsTest)
#include "csv_columns_test.moc"
