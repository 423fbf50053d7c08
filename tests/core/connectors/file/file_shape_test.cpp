// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/shaped_decoder.h"
#include "tests/core/connectors/file/file_bench.h"

using namespace Qt::StringLiterals;
using namespace core;
using filetest::Bench;

/// Declared columns in files.
class FileShapeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesHaveTheDeclaredColumns();
    void aTableHasThemFromTheFirstRowOn();
    void otherFieldsOfATableStandInItsExtra();
};

namespace {

const QString kOpen = u"out-000001.txt.part"_s;

void declare(Bench &bench, UnknownFields unknown)
{
    const RowShape shape{.columns = {{.name = u"b"_s, .type = DeclaredType::String},
                                     {.name = u"a"_s, .type = DeclaredType::Float64}},
                         .unknownFields = unknown};
    bench.makeDecoder = [shape] { return shaped(makeRowDecoder(DataType::Json), shape); };
}

} // namespace

void FileShapeTest::linesHaveTheDeclaredColumns()
{
    Bench bench;
    bench.config.format = file::Format::JsonLines;
    declare(bench, UnknownFields::Extra);
    QVERIFY(bench.open());
    bench.write({R"({"a":"1","b":2,"c":3})", "{}"}, 0);
    QCOMPARE(bench.read(kOpen),
             QByteArray("{\"b\":\"2\",\"a\":1.0,\"_extra\":{\"c\":3}}\n"
                        "{\"b\":null,\"a\":null,\"_extra\":null}\n"));
}

void FileShapeTest::aTableHasThemFromTheFirstRowOn()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    declare(bench, UnknownFields::Ignore);
    QVERIFY(bench.open());
    bench.write({"{}", R"({"a":1,"b":"x","c":3})"}, 0);
    QCOMPARE(bench.read(kOpen).replace("\r", ""), QByteArray("b,a\n,\nx,1.0\n"));
}

void FileShapeTest::otherFieldsOfATableStandInItsExtra()
{
    Bench bench;
    bench.config.format = file::Format::Csv;
    bench.config.csv.newColumns = file::NewColumns::Extra;
    declare(bench, UnknownFields::Extra);
    QVERIFY(bench.open());
    bench.write({R"({"b":"x","c":3,"d":4})", R"({"b":"y"})"}, 0);
    QCOMPARE(bench.read(kOpen).replace("\r", ""),
             QByteArray("b,a,_extra\nx,,\"{\"\"c\"\":3,\"\"d\"\":4}\"\ny,,\n"));
}

QTEST_GUILESS_MAIN(FileShapeTest)
#include "file_shape_test.moc"
