// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/protobuf_decoder.h"
#include "tests/core/connectors/store/store_bench.h"
#include "tests/core/formats/protobuf/sample_messages.h"
#include "tests/support/recorded_changes.h"

using namespace Qt::StringLiterals;
using namespace core;
using storetest::Bench;

/// What a table knows of its columns, and how values of each type are kept.
class StoreTypesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonTellsByItsValues_data();
    void jsonTellsByItsValues();
    void theFirstRealValueEndsUnknown();
    void avroTellsByItsSchema_data();
    void avroTellsByItsSchema();
    void protobufTellsByItsSchema_data();
    void protobufTellsByItsSchema();
    void aConnectorTellsByItsSchema();
    void nullsHaveTheTypeOfTheirSchema();
};

namespace {

/// One store; each message a row of table "orders".
class Typed final
{
public:
    explicit Typed(std::function<std::unique_ptr<RowDecoder>()> makeDecoder)
        : bench(m_folder.path())
    {
        bench.makeDecoder = std::move(makeDecoder);
    }

    bool write(const QList<support::Keyed> &messages, std::int64_t first = 0)
    {
        if (!bench.open(m_shared)) {
            return false;
        }
        bench.submit(bench.batch(messages, first));
        const auto done = bench.wait(1);
        bench.close();
        return done.size() == 1 && done[0].outcomes.empty();
    }
    bool write(const QByteArray &payload) { return write({{{}, payload}}); }
    QString type(const QString &column) const
    {
        return bench.row(u"SELECT type FROM _weir_column WHERE name='%1'"_s.arg(column))
            .at(0)
            .toString();
    }
    /// How it is kept, and what.
    QString cell(const QString &column) const
    {
        return bench.row(u"SELECT typeof(\"%1\") || ' ' || quote(\"%1\") FROM orders"_s.arg(column))
            .at(0)
            .toString();
    }

private:
    QTemporaryDir m_folder;
    SharedResources m_shared;

public:
    Bench bench;
};

std::unique_ptr<RowDecoder> jsonDecoder()
{
    return makeRowDecoder(DataType::Json);
}

/// One schema for all numbers.
class OneSchema final : public avro::SchemaSource
{
public:
    explicit OneSchema(const QByteArray &type)
        : m_text("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":" + type
                 + "}]}")
    { }
    avro::SchemaAnswer schemaOf(std::uint32_t) override
    {
        return {.schema = *avro::parseSchema(m_text.toStdString())};
    }

private:
    QByteArray m_text;
};

} // namespace

void StoreTypesTest::jsonTellsByItsValues_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char *json, const char *type, const char *cell) {
        QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(type)
                            << QString::fromUtf8(cell);
    };
    row("-5", "int64", "integer -5");
    row("1.0", "float64", "real 1.0");
    row("true", "bool", "integer 1");
    row(R"("a")", "string", "text 'a'");
    row("null", "unknown", "null NULL");
    row("9223372036854775808", "uint64", "text '9223372036854775808'");
    row("123456789012345678901234567890", "number", "text '123456789012345678901234567890'");
    row("[1,2]", "array(int64)", "text '[1,2]'");
    row("[1,2.5]", "array(float64)", "text '[1,2.5]'");
    row(R"(["a","b"])", "array(string)", R"(text '["a","b"]')");
    row("[true]", "array(bool)", "text '[true]'");
    row(R"([1,"a"])", "json", R"(text '[1,"a"]')");
    row("[1,null]", "json", "text '[1,null]'");
    row("[[1]]", "json", "text '[[1]]'");
    row("[]", "json", "text '[]'");
    row(R"({"a":1})", "json", R"(text '{"a":1}')");
}

void StoreTypesTest::jsonTellsByItsValues()
{
    QFETCH(QByteArray, json);
    Typed typed(jsonDecoder);
    QVERIFY(typed.write("{\"v\":" + json + '}'));
    QTEST(typed.type(u"v"_s), "type");
    QTEST(typed.cell(u"v"_s), "cell");
}

/// In the same batch, after a restart, and beside columns that stay unknown.
void StoreTypesTest::theFirstRealValueEndsUnknown()
{
    Typed typed(jsonDecoder);
    QVERIFY(typed.write({{{}, R"({"a":null,"b":null,"C":null})"},
                         {{}, R"({"a":null,"b":1.5,"C":null})"},
                         {{}, R"({"a":null,"b":2,"C":null})"}}));
    QCOMPARE(typed.type(u"b"_s), u"float64"_s);
    QCOMPARE(typed.type(u"a"_s), u"unknown"_s);
    QVERIFY(typed.write({{{}, R"({"a":"x","c":7})"}, {{}, R"({"a":1})"}}, 3));
    QCOMPARE(typed.type(u"a"_s), u"string"_s);
    QCOMPARE(typed.type(u"C"_s), u"int64"_s); // the same column, as SQLite sees it
    QCOMPARE(typed.bench.row(u"SELECT count(*), max(since_sn) FROM _weir_column"_s),
             (QJsonArray{3, 1}));
}

void StoreTypesTest::avroTellsByItsSchema_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char *name, const char *schema, const char *hex, const char *type,
                        const char *cell) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray::fromHex(hex)
                            << QString::fromLatin1(type) << QString::fromUtf8(cell);
    };
    row("boolean", R"("boolean")", "01", "bool", "integer 1");
    row("int", R"("int")", "02", "int32", "integer 1");
    row("long", R"("long")", "02", "int64", "integer 1");
    row("float", R"("float")", "0000c03f", "float32", "real 1.5");
    row("double", R"("double")", "000000000000f83f", "float64", "real 1.5");
    row("string", R"("string")", "0261", "string", "text 'a'");
    row("bytes", R"("bytes")", "0461ff", "bytes", "blob X'61FF'");
    row("enum", R"({"type":"enum","name":"E","symbols":["A","B"]})", "02", "string", "text 'B'");
    row("optional", R"(["null","int"])", "0202", "nullable(int32)", "integer 1");
    row("optional unset", R"(["null","int"])", "00", "nullable(int32)", "null NULL");
    row("either", R"(["string","long"])", "0202", "json", "text '1'");
    row("either or null", R"(["null","string","long"])", "00", "nullable(json)", "null NULL");
    row("list", R"({"type":"array","items":"int"})", "04020400", "array(int32)", "text '[1,2]'");
    row("list of records",
        R"({"type":"array","items":{"type":"record","name":"S","fields":[{"name":"x","type":"int"}]}})",
        "020200", "json", R"(text '[{"x":1}]')");
    row("map", R"({"type":"map","values":"long"})", "02026b0200", "map(string,int64)",
        R"(text '{"k":1}')");
    row("record", R"({"type":"record","name":"S","fields":[{"name":"x","type":"int"}]})", "02",
        "json", R"(text '{"x":1}')");
    row("decimal", R"({"type":"bytes","logicalType":"decimal","precision":4,"scale":2})", "0404e2",
        "number", "text '12.50'");
    row("date", R"({"type":"int","logicalType":"date"})", "02", "date", "text '1970-01-02'");
    row("time", R"({"type":"int","logicalType":"time-millis"})", "02", "string",
        "text '00:00:00.001'");
    row("timestamp in ms", R"({"type":"long","logicalType":"timestamp-millis"})", "d00f",
        "datetime64(3)", "integer 1000");
    row("timestamp in us", R"({"type":"long","logicalType":"timestamp-micros"})", "01",
        "datetime64(6)", "integer -1");
    row("optional timestamp", R"(["null",{"type":"long","logicalType":"timestamp-millis"}])",
        "02d00f", "nullable(datetime64(3))", "integer 1000");
    row("timestamp beyond the calendar", R"({"type":"long","logicalType":"timestamp-millis"})",
        "feffffffffffffffff01", "datetime64(3)", "integer 9223372036854775807");
    row("local timestamp", R"({"type":"long","logicalType":"local-timestamp-millis"})", "d00f",
        "string", "text '1970-01-01T00:00:01.000'");
    row("uuid", R"({"type":"string","logicalType":"uuid"})", "0261", "string", "text 'a'");
}

void StoreTypesTest::avroTellsByItsSchema()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, bytes);
    Typed typed([schema] {
        return std::make_unique<avro::AvroDecoder>(std::make_shared<OneSchema>(schema),
                                                   avro::Shape::Fields, avro::Unions::Plain);
    });
    QVERIFY(typed.write(QByteArray("\0\0\0\0\1", 5) + bytes));
    QTEST(typed.type(u"v"_s), "type");
    QTEST(typed.cell(u"v"_s), "cell");
}

void StoreTypesTest::protobufTellsByItsSchema_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char *field, const char *message, const char *type,
                        const char *cell) {
        QTest::newRow(field) << QString::fromLatin1(field) << QString::fromLatin1(message)
                             << QString::fromLatin1(type) << QString::fromUtf8(cell);
    };
    row("int32 v = 1;", "v: -1", "int32", "integer -1");
    row("uint32 v = 1;", "v: 4294967295", "uint32", "integer 4294967295");
    row("sint64 v = 1;", "v: -1", "int64", "integer -1");
    row("fixed64 v = 1;", "v: 3", "uint64", "integer 3");
    row("uint64 v = 1;", "v: 18446744073709551615", "uint64", "text '18446744073709551615'");
    row("float v = 1;", "v: 1.5", "float32", "real 1.5");
    row("double v = 1;", "v: 1.5", "float64", "real 1.5");
    row("bool v = 1;", "v: true", "bool", "integer 1");
    row("string v = 1;", "v: 'a'", "string", "text 'a'");
    row("bytes v = 1;", "v: 'a'", "bytes", "blob X'61'");
    row("Color v = 1;", "v: GREEN", "string", "text 'GREEN'");
    row("optional int32 v = 1; int32 w = 2;", "w: 1", "nullable(int32)", "null NULL");
    row("repeated int32 v = 1;", "v: [1, 2]", "array(int32)", "text '[1,2]'");
    row("repeated Inner v = 1;", "v { a: 1 }", "json", R"(text '[{"a":1}]')");
    row("map<string, bool> v = 1;", "v { key: 'k' value: true }", "map(string,bool)",
        R"(text '{"k":true}')");
    row("google.protobuf.Timestamp v = 1;", "v { seconds: 1 nanos: 2000 }",
        "nullable(datetime64(6))", "integer 1000002");
    row("google.protobuf.Int64Value v = 1;", "v { value: 5 }", "nullable(int64)", "integer 5");
    row("google.protobuf.Struct v = 1;", "v { fields { key: 'k' value { bool_value: true } } }",
        "nullable(json)", R"(text '{"k":true}')");
}

void StoreTypesTest::protobufTellsByItsSchema()
{
    QFETCH(QString, field);
    QFETCH(QString, message);
    using namespace protobuf::samples;
    const protobuf::KnownType known = typeOf(fileWith(field));
    Typed typed([known] {
        return std::make_unique<protobuf::ProtobufDecoder>(known, avro::Shape::Fields);
    });
    QVERIFY(typed.write(QByteArray::fromStdString(encoded(known, message.toStdString()))));
    QTEST(typed.type(u"v"_s), "type");
    QTEST(typed.cell(u"v"_s), "cell");
}

void StoreTypesTest::aConnectorTellsByItsSchema()
{
    Typed typed([] {
        return support::changeDecoder(debezium::Output::Upsert, debezium::Deletes::Apply, false);
    });
    QVERIFY(typed.write({support::recordedTopic(u"dbzschema-orders.kcat.json"_s).front()}));
    const QString types =
        typed.bench
            .row(u"SELECT group_concat(name || ' ' || type, ', ') FROM (SELECT * FROM _weir_column"
                 " ORDER BY rowid)"_s)
            .at(0)
            .toString();
    QCOMPARE(types,
             u"id int32, customer string, amount nullable(number), price nullable(float64), "
             "qty nullable(int32), paid nullable(bool), created nullable(string), "
             "day nullable(date), note nullable(json), tags nullable(array(string)), "
             "raw nullable(bytes)"_s);
    QCOMPARE(typed.cell(u"raw"_s), u"blob X'0102'"_s);
}

void StoreTypesTest::nullsHaveTheTypeOfTheirSchema()
{
    Typed typed([] {
        return support::changeDecoder(debezium::Output::Upsert, debezium::Deletes::Apply, false);
    });
    const QList<support::Keyed> all = support::recordedTopic(u"dbzschema-orders.kcat.json"_s);
    QVERIFY(typed.write({all.last()})); // hardly anything but nulls
    QCOMPARE(typed.type(u"qty"_s), u"nullable(int32)"_s);
    QCOMPARE(typed.bench.row(u"SELECT count(*) FROM _weir_column WHERE type='unknown'"_s),
             QJsonArray{0});
}

QTEST_GUILESS_MAIN(StoreTypesTest)
#include "store_types_test.moc"
