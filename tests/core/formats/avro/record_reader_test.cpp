// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/record_reader.h"
#include "core/formats/value_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::avro;
using namespace std::string_view_literals;

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray oneField(const QByteArray &type)
{
    return R"({"type":"record","name":"R","fields":[{"name":"v","type":)" + type + "}]}";
}

QJsonValue parsed(const std::string &json)
{
    // a document holds no bare values
    return QJsonDocument::fromJson('[' + QByteArray::fromStdString(json) + ']').array().at(0);
}

} // namespace

class RecordReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsOfAnotherWriterAreRead_data();
    void recordsOfAnotherWriterAreRead();
    void kindsOfColumns_data();
    void kindsOfColumns();
    void aUnionOfRecordsGivesTheColumnsOfItsBranch();
    void branchesAreTaggedOnDemand();
    void whatIsNoRecordIsOneColumn();
    void countedBlocksAreRead();
    void badRecordsAreRefused_data();
    void badRecordsAreRefused();
    void everyCutOfARecordIsRefused();
    void whatExpandsIsBounded();
};

void RecordReaderTest::recordsOfAnotherWriterAreRead_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QJsonValue>("json");
    // vectors.json: see make_vectors.py; debezium.json: recorded, Debezium 2.7.4 on PostgreSQL 15
    QJsonArray vectors;
    for (const char *name : {"vectors.json", "debezium.json"}) {
        QFile file(QStringLiteral(WEIR_TEST_DATA "/") + QLatin1StringView(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue &vector : QJsonDocument::fromJson(file.readAll()).array()) {
            vectors.append(vector);
        }
    }
    QVERIFY(vectors.size() > 230);
    for (const QJsonValue &vector : vectors) {
        QTest::newRow(qPrintable(vector["name"_L1].toString()))
            << vector["schema"_L1].toString().toUtf8()
            << QByteArray::fromHex(vector["bytes"_L1].toString().toLatin1()) << vector["json"_L1];
    }
}

void RecordReaderTest::recordsOfAnotherWriterAreRead()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, bytes);
    QFETCH(QJsonValue, json);
    const auto compiled = parseSchema(viewOf(schema));
    QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().message));

    RecordReader whole(Shape::Whole, Unions::Plain);
    QVERIFY(!whole.read(**compiled, viewOf(bytes)));
    QCOMPARE(whole.row().columns.size(), 1U);
    QCOMPARE(whole.row().columns[0].name, "raw"sv);
    QCOMPARE(parsed(std::string(whole.row().columns[0].value.text)), json);

    RecordReader fields(Shape::Fields, Unions::Plain);
    QVERIFY(!fields.read(**compiled, viewOf(bytes)));
    QCOMPARE(qsizetype(fields.row().columns.size()), json.toObject().size());
    for (const Column &column : fields.row().columns) {
        std::string text;
        appendJson(column.value, text);
        QCOMPARE(parsed(text), json[QString::fromStdString(std::string(column.name))]);
    }
}

void RecordReaderTest::kindsOfColumns_data()
{
    using Kind = Value::Kind;
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *type, const char *hex, Kind kind,
                        const QByteArray &text) {
        QTest::newRow(name) << QByteArray(type) << QByteArray::fromHex(hex) << kind << text;
    };
    row("boolean", R"("boolean")", "01", Kind::Bool, "true");
    row("int", R"("int")", "02", Kind::Int, "1");
    row("smallest long", R"("long")", "ffffffffffffffffff01", Kind::Int, "-9223372036854775808");
    row("float", R"("float")", "0000c03f", Kind::Float, "1.5");
    row("text", R"("string")", "0461c2", Kind::Null, {}); // half of a character
    row("bytes that are text", R"("bytes")", "0461 62", Kind::Binary, R"({"_base64":"YWI="})");
    row("optional", R"(["null","long"])", "0202", Kind::Int, "1");
    row("optional unset", R"(["null","long"])", "00", Kind::Null, "null");
    row("either", R"(["string","long"])", "0202", Kind::Json, "1");
    row("either, a text", R"(["string","long"])", "000261", Kind::Json, R"("a")");
    row("array", R"({"type":"array","items":"int"})", "04020400", Kind::Json, "[1,2]");
    row("record", R"({"type":"record","name":"S","fields":[{"name":"x","type":"float"}]})",
        "cdcccc3d", Kind::Json, R"({"x":0.1})");
    row("decimal", R"({"type":"bytes","logicalType":"decimal","precision":4,"scale":2})", "0404e2",
        Kind::BigNumber, R"("12.50")");
    row("decimal without bytes", R"({"type":"bytes","logicalType":"decimal","precision":4})", "00",
        Kind::BigNumber, R"("0")");
    row("decimal with an absurd scale",
        R"({"type":"bytes","logicalType":"decimal","precision":4,"scale":1000000})", "0404e2",
        Kind::Binary, R"({"_base64":"BOI="})");
    row("date", R"({"type":"int","logicalType":"date"})", "00", Kind::Text, R"("1970-01-01")");
    row("a date beyond the calendar stays a number", R"({"type":"int","logicalType":"date"})",
        "feffffff0f", Kind::Int, "2147483647");
    row("a time beyond midnight stays a number", R"({"type":"int","logicalType":"time-millis"})",
        "01", Kind::Int, "-1");
    row("timestamp in ns", R"({"type":"long","logicalType":"timestamp-nanos"})", "01", Kind::Text,
        R"("1969-12-31T23:59:59.999999999Z")");
    row("a day of Debezium", R"({"type":"int","connect.name":"io.debezium.time.Date"})", "02",
        Kind::Text, R"("1970-01-02")");
    row("a time of day of Debezium",
        R"({"type":"long","connect.name":"io.debezium.time.MicroTime"})", "02", Kind::Text,
        R"("00:00:00.000001")");
    row("the database's own clock",
        R"({"type":"long","connect.name":"io.debezium.time.MicroTimestamp"})", "01", Kind::Text,
        R"("1969-12-31T23:59:59.999999")");
    row("a name of Debezium on another type",
        R"({"type":"string","connect.name":"io.debezium.time.Date"})", "0261", Kind::Text,
        R"("a")");
    row("a meaning of another type", R"({"type":"string","logicalType":"date"})", "0261",
        Kind::Text, R"("a")");
    row("uuid in fixed", R"({"type":"fixed","name":"U","size":16,"logicalType":"uuid"})",
        "f81d4fae7dec11d0a76500a0c91e6bf6", Kind::Text,
        R"("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")");
}

void RecordReaderTest::kindsOfColumns()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, bytes);
    QFETCH(Value::Kind, kind);
    QFETCH(QByteArray, text);
    const auto schema = parseSchema(viewOf(oneField(type)));
    QVERIFY(schema);
    RecordReader reader(Shape::Fields, Unions::Plain);
    const auto fault = reader.read(**schema, viewOf(bytes));
    if (text.isEmpty()) {
        QVERIFY(fault);
        return;
    }
    QVERIFY2(!fault, fault ? fault->id : "");
    const Value value = reader.row().columns.front().value;
    std::string json;
    appendJson(value, json);
    QCOMPARE(value.kind, kind);
    QCOMPARE(QByteArray::fromStdString(json), text);
}

void RecordReaderTest::aUnionOfRecordsGivesTheColumnsOfItsBranch()
{
    const auto schema = parseSchema(
        R"([{"type":"record","name":"A","fields":[{"name":"a","type":"int"}]},
            {"type":"record","name":"B","fields":[{"name":"b","type":"int"}]}])");
    QVERIFY(schema);
    RecordReader reader(Shape::Fields, Unions::Plain);
    QVERIFY(!reader.read(**schema, "\x02\x04"sv));
    QCOMPARE(reader.row().columns.size(), 1U);
    QCOMPARE(reader.row().columns[0].name, "b"sv);
    QCOMPARE(reader.row().columns[0].value.integer, 2);
}

void RecordReaderTest::branchesAreTaggedOnDemand()
{
    const auto schema = parseSchema(viewOf(oneField(
        R"(["null",{"type":"record","name":"x.S","fields":[{"name":"t","type":["null","string"]}]}])")));
    QVERIFY(schema);
    const QByteArray bytes = QByteArray::fromHex("02020261");
    RecordReader tagged(Shape::Whole, Unions::Tagged);
    QVERIFY(!tagged.read(**schema, viewOf(bytes)));
    QCOMPARE(tagged.row().columns[0].value.text, R"({"v":{"x.S":{"t":{"string":"a"}}}})"sv);
    RecordReader plain(Shape::Whole, Unions::Plain);
    QVERIFY(!plain.read(**schema, viewOf(bytes)));
    QCOMPARE(plain.row().columns[0].value.text, R"({"v":{"t":"a"}})"sv);
}

void RecordReaderTest::whatIsNoRecordIsOneColumn()
{
    const auto schema = parseSchema(R"("string")");
    QVERIFY(schema);
    RecordReader reader(Shape::Fields, Unions::Plain);
    QVERIFY(!reader.read(**schema, "\x02z"sv));
    QCOMPARE(reader.row().columns[0].name, "raw"sv);
    QCOMPARE(reader.row().columns[0].value.kind, Value::Kind::Text);
    QCOMPARE(reader.row().columns[0].value.text, "z"sv);
}

void RecordReaderTest::countedBlocksAreRead()
{
    const auto schema = parseSchema(viewOf(oneField(R"({"type":"array","items":"int"})")));
    QVERIFY(schema);
    RecordReader reader(Shape::Fields, Unions::Plain);
    const QByteArray bytes =
        QByteArray::fromHex("0304 0204 02 06 00"); // -2 items in 2 bytes, 1 more
    QVERIFY(!reader.read(**schema, viewOf(bytes)));
    QCOMPARE(reader.row().columns[0].value.text, "[1,2,3]"sv);
}

void RecordReaderTest::badRecordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char *name, const char *type, const QByteArray &hex, const char *id) {
        QTest::newRow(name) << QByteArray(type) << QByteArray::fromHex(hex) << QByteArray(id);
    };
    const char *array = R"({"type":"array","items":"null"})";
    row("nothing", R"("int")", "", "avro.truncated");
    row("bytes behind", R"("int")", "0202", "avro.trailing");
    row("endless number", R"("long")", "ffffffffffffffffffff", "avro.varint");
    row("number of 65 bits", R"("long")", "ffffffffffffffffff02", "avro.varint");
    row("int of 33 bits", R"("int")", "8080808010", "avro.int_range");
    row("boolean 2", R"("boolean")", "02", "avro.boolean");
    row("negative length", R"("bytes")", "03ff", "avro.length");
    row("length of 2^62", R"("string")", "feffffffffffffff7f", "avro.truncated");
    row("fixed of 2 GB", R"({"type":"fixed","name":"F","size":2147483648})", "00",
        "avro.truncated");
    row("2^60 nulls", array, "80808080808080802000", "avro.items");
    row("2^60 nulls, counted", array, "ffffffffffffffff1f0000", "avro.items");
    row("least count", array, "ffffffffffffffffff010000", "avro.items");
    row("10^8 nulls", array, "8084af5f00", "avro.items");
    row("block size negative", array, "01 01 00", "avro.length");
    row("block size beyond the end", array, "01 7e 00", "avro.length");
    row("block without an end", array, "02", "avro.truncated");
    row("branch 99", R"(["null","int"])", "c601", "avro.union");
    row("branch -1", R"(["null","int"])", "01", "avro.union");
    row("branch of none", R"([])", "00", "avro.union");
    row("symbol 9", R"({"type":"enum","name":"E","symbols":["A"]})", "12", "avro.enum");
    row("key that is no text", R"({"type":"map","values":"int"})", "0202ff0200", "avro.utf8");
    row("decimal of 600 bytes", R"({"type":"bytes","logicalType":"decimal","precision":4})",
        "b009" + QByteArray(1200, '0'), "avro.decimal");
    row("list of 100 links",
        R"({"type":"record","name":"L","fields":[{"name":"n","type":["null","L"]}]})",
        QByteArray("02").repeated(100) + "00", "avro.too_deep");
    row("17 MiB", R"("bytes")", QByteArray("00").repeated(17 << 20), "avro.too_large");
}

void RecordReaderTest::badRecordsAreRefused()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, id);
    const auto schema = parseSchema(viewOf(oneField(type)));
    QVERIFY(schema);
    for (const Shape shape : {Shape::Whole, Shape::Fields}) {
        RecordReader reader(shape, Unions::Plain);
        const auto fault = reader.read(**schema, viewOf(bytes));
        QVERIFY(fault);
        QCOMPARE(QByteArray(fault->id), id);
        QVERIFY(!fault->message.isEmpty());
        QVERIFY(!fault->isRetryable());
    }
}

void RecordReaderTest::everyCutOfARecordIsRefused()
{
    const auto schema = parseSchema(
        R"({"type":"record","name":"R","fields":[{"name":"a","type":"string"},
            {"name":"b","type":{"type":"array","items":"double"}},{"name":"c","type":"long"}]})");
    QVERIFY(schema);
    const QByteArray bytes = QByteArray::fromHex("0868656c6c"
                                                 "04"
                                                 "000000000000f03f"
                                                 "0000000000000040"
                                                 "00"
                                                 "ffff01");
    RecordReader reader(Shape::Fields, Unions::Plain);
    QVERIFY(!reader.read(**schema, viewOf(bytes)));
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto fault = reader.read(**schema, viewOf(bytes.left(size)));
        QVERIFY(fault);
        QCOMPARE(fault->id, "avro.truncated"sv);
    }
}

/// Few bytes that stand for much text: long symbols, and records that need no bytes themselves.
void RecordReaderTest::whatExpandsIsBounded()
{
    const QByteArray symbol(100'000, 's');
    const auto symbols = parseSchema(viewOf(oneField(
        R"({"type":"array","items":{"type":"enum","name":"E","symbols":[")" + symbol + R"("]}})")));
    QVERIFY(symbols);
    const QByteArray many = QByteArray::fromHex("80897a") + QByteArray(1'000'000, '\0') + '\0';
    RecordReader reader(Shape::Fields, Unions::Plain);
    auto fault = reader.read(**symbols, viewOf(many));
    QVERIFY(fault);
    QCOMPARE(fault->id, "avro.too_large"sv);

    QByteArray tree = R"("null")"; // each level twice the one below: 2^40 values of no byte
    for (int level = 0; level < 40; ++level) {
        const QByteArray name = QByteArray::number(level);
        const QByteArray again =
            level == 0 ? QByteArray(R"("null")") : "\"T" + QByteArray::number(level - 1) + '"';
        tree = R"({"type":"record","name":"T)" + name + R"(","fields":[{"name":"a","type":)" + tree
            + R"(},{"name":"b","type":)" + again + "}]}";
    }
    const auto doubling = parseSchema(viewOf(tree));
    QVERIFY2(doubling, doubling ? "" : doubling.error().id);
    fault = reader.read(**doubling, {});
    QVERIFY(fault);
    QCOMPARE(fault->id, "avro.items"sv);
}

QTEST_GUILESS_MAIN(RecordReaderTest)
#include "record_reader_test.moc"
