// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/connectors/file/file_bench.h"
#include "tests/support/recorded_changes.h"

using namespace Qt::StringLiterals;
using namespace core;
using debezium::Deletes;
using debezium::Output;
using filetest::Bench;
using support::Keyed;

/// What decoded rows look like as JSON lines and as CSV.
class FileFormatsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void avroFieldsKeepTheirTypes_data();
    void avroFieldsKeepTheirTypes();
    void wholeAvroRecordsAreOneColumn_data();
    void wholeAvroRecordsAreOneColumn();
    void changesCarrySignAndTime_data();
    void changesCarrySignAndTime();
    void upsertsAreLines();
};

namespace {

const QString kOpen = u"out-000001.txt.part"_s;

constexpr auto kSchema = R"({"type":"record","name":"R","fields":[
{"name":"i","type":"int"},
{"name":"f","type":"float"},
{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}},
{"name":"day","type":{"type":"int","logicalType":"date"}},
{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
{"name":"n","type":["null","string"]},
{"name":"l","type":{"type":"array","items":"int"}},
{"name":"b","type":"bytes"}]})";

/// i -5, f 0.1, d 12.50, day 1, at 1 s, n null, l 1 and 2, b two bytes.
QByteArray record()
{
    return QByteArray::fromHex("0000000001"
                               "09"
                               "cdcccc3d"
                               "0404e2"
                               "02"
                               "d00f"
                               "00"
                               "04020400"
                               "0400ff");
}

class OneSchema final : public avro::SchemaSource
{
public:
    avro::SchemaAnswer schemaOf(std::uint32_t) override
    {
        return {.schema = *avro::parseSchema(kSchema)};
    }
};

void useAvro(Bench &bench, avro::Shape shape)
{
    bench.makeDecoder = [shape] {
        return std::make_unique<avro::AvroDecoder>(std::make_shared<OneSchema>(), shape,
                                                   avro::Unions::Plain);
    };
}

void addFormats(const QByteArray &jsonLines, const QByteArray &csv)
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("JSON lines") << static_cast<int>(file::Format::JsonLines) << jsonLines;
    QTest::newRow("CSV") << static_cast<int>(file::Format::Csv) << csv;
}

} // namespace

void FileFormatsTest::avroFieldsKeepTheirTypes_data()
{
    addFormats(R"({"i":-5,"f":0.1,"d":"12.50","day":"1970-01-02","at":"1970-01-01T00:00:01.000Z",)"
               R"("n":null,"l":[1,2],"b":{"_base64":"AP8="}})"
               "\n",
               "i,f,d,day,at,n,l,b,b_encoding\n"
               "-5,0.1,12.50,1970-01-02,1970-01-01T00:00:01.000Z,,\"[1,2]\",AP8=,base64\n");
}

void FileFormatsTest::avroFieldsKeepTheirTypes()
{
    QFETCH(int, format);
    Bench bench;
    bench.config.format = static_cast<file::Format>(format);
    useAvro(bench, avro::Shape::Fields);
    QVERIFY(bench.open());
    const auto done = bench.write({record(), QByteArray("{}")}, 0);
    QCOMPARE(done.size(), 1U);
    QCOMPARE(done[0].outcomes.size(), 1U);
    QCOMPARE(QByteArray(done[0].outcomes[0].error.id), QByteArray("avro.not_framed"));
    QTEST(bench.read(kOpen), "text");
}

void FileFormatsTest::wholeAvroRecordsAreOneColumn_data()
{
    const QByteArray json =
        R"({"i":-5,"f":0.1,"d":"12.50","day":"1970-01-02","at":"1970-01-01T00:00:01.000Z",)"
        R"("n":null,"l":[1,2],"b":{"_base64":"AP8="}})";
    addFormats("{\"raw\":" + json + "}\n",
               "raw\n\"" + QByteArray(json).replace('"', "\"\"") + "\"\n");
}

void FileFormatsTest::wholeAvroRecordsAreOneColumn()
{
    QFETCH(int, format);
    Bench bench;
    bench.config.format = static_cast<file::Format>(format);
    useAvro(bench, avro::Shape::Whole);
    QVERIFY(bench.open());
    QCOMPARE(bench.write({record()}, 0).size(), 1U);
    QTEST(bench.read(kOpen), "text");
}

void FileFormatsTest::changesCarrySignAndTime_data()
{
    QTest::addColumn<bool>("isAvro");
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, bool isAvro, file::Format format, const char *before,
                        const char *after) {
        QTest::newRow(name) << isAvro << static_cast<int>(format) << QByteArray(before)
                            << QByteArray(after);
    };
    row("JSON as JSON lines", false, file::Format::JsonLines,
        R"({"_time":"2026-11-23T16:57:08.425Z","id":1,"customer":"alice","amount":"BOI=",)"
        R"("price":1.25,"qty":10,"paid":true,"created":"2026-01-02T03:04:05.678901Z","day":20455,)"
        R"("note":"{\"k\": 1}","tags":["a","b"],"raw":"AQI=","_tp_delta":-1})",
        R"({"_time":"2026-11-23T16:57:08.426Z","id":1,"customer":"alice","amount":"BRQ=",)"
        R"("price":1.25,"qty":11,"paid":true,"created":"2026-01-02T03:04:05.678901Z","day":20455,)"
        R"("note":"{\"k\": 1}","tags":["a","b"],"raw":"AQI=","_tp_delta":1})");
    row("JSON as CSV", false, file::Format::Csv,
        R"(2026-11-23T16:57:08.425Z,1,alice,BOI=,1.25,10,true,2026-01-02T03:04:05.678901Z,20455,)"
        R"("{""k"": 1}","[""a"",""b""]",AQI=,-1)",
        R"(2026-11-23T16:57:08.426Z,1,alice,BRQ=,1.25,11,true,2026-01-02T03:04:05.678901Z,20455,)"
        R"("{""k"": 1}","[""a"",""b""]",AQI=,1)");
    row("Avro as JSON lines", true, file::Format::JsonLines,
        R"({"_time":"2026-11-23T17:01:04.569Z","id":6,"customer":"frank","amount":"1.23",)"
        R"("price":null,"qty":null,"paid":null,"created":"2026-11-23T17:01:04.389813Z",)"
        R"("day":null,"note":null,"tags":null,"raw":null,"_tp_delta":-1})",
        R"({"_time":"2026-11-23T17:01:04.570Z","id":6,"customer":"frank","amount":"1.23",)"
        R"("price":null,"qty":5,"paid":null,"created":"2026-11-23T17:01:04.389813Z",)"
        R"("day":null,"note":null,"tags":null,"raw":null,"_tp_delta":1})");
    row("Avro as CSV", true, file::Format::Csv,
        "2026-11-23T17:01:04.569Z,6,frank,1.23,,,,2026-11-23T17:01:04.389813Z,,,,,,-1",
        "2026-11-23T17:01:04.570Z,6,frank,1.23,,5,,2026-11-23T17:01:04.389813Z,,,,,,1");
}

/// A file cannot take back: what a row was stands in front of what it became, and says so.
void FileFormatsTest::changesCarrySignAndTime()
{
    QFETCH(bool, isAvro);
    QFETCH(int, format);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    Bench bench;
    bench.config.format = static_cast<file::Format>(format);
    bench.config.metadata = {u"_time"_s};
    bench.makeDecoder = [isAvro] {
        return support::changeDecoder(Output::Changelog, Deletes::Skip, isAvro);
    };
    QVERIFY(bench.open());
    const QList<Keyed> topic =
        isAvro ? support::recordedAvro() : support::recordedTopic(u"dbzplain-orders.kcat.json"_s);
    QCOMPARE(bench.writeKeyed(topic, 0).size(), 1U);
    const QByteArrayList lines = bench.read(kOpen).split('\n');
    const bool isCsv = format == static_cast<int>(file::Format::Csv);
    QCOMPARE(lines.size(), (isCsv ? 1 : 0) + (isAvro ? 8 : 16) + 1);
    if (isCsv) {
        QCOMPARE(lines.front(), // only Avro tells that `raw` is bytes
                 QByteArray("_time,id,customer,amount,price,qty,paid,created,day,note,tags,raw,")
                     + (isAvro ? "raw_encoding,_tp_delta" : "_tp_delta"));
    }
    const qsizetype place = lines.indexOf(after);
    QVERIFY2(place > 0, bench.read(kOpen).constData());
    QCOMPARE(lines[place - 1], before);
}

void FileFormatsTest::upsertsAreLines()
{
    Bench bench;
    bench.makeDecoder = [] { return support::changeDecoder(Output::Upsert, Deletes::Flag, false); };
    QVERIFY(bench.open());
    QCOMPARE(bench
                 .writeKeyed({{R"({"id":1})", R"({"op":"c","after":{"id":1,"a":2}})"},
                              {R"({"id":1})", R"({"op":"d","before":null})"}},
                             0)
                 .size(),
             1U);
    QCOMPARE(bench.read(kOpen), QByteArray("{\"id\":1,\"a\":2}\n{\"id\":1,\"_deleted\":true}\n"));
}

QTEST_GUILESS_MAIN(FileFormatsTest)
#include "file_formats_test.moc"
