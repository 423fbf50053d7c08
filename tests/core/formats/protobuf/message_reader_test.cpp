// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_reader.h"
#include "tests/core/formats/protobuf/written_messages.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;
using namespace core::protobuf::samples;

/// What the fields of a message become.
class MessageReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindOfFieldHasItsValue_data();
    void eachKindOfFieldHasItsValue();
    void floatsInsideJsonReadBackTheSame();
    void ofAOneofOnlyWhatIsSetHasAValue();
    void theLastOfRepeatedKeysWins();
    void theOldSyntaxIsReadToo();
    void theOldSyntaxRefusesWhatLacksARequiredField();
    void anEmptyMessageIsOneOfDefaults();
    void typesOfOnesOwnAreNotTakenForTheLibrarys();
    void aReaderKeepsNothingOfTheMessageBefore();
};

void MessageReaderTest::eachKindOfFieldHasItsValue_data()
{
    using Kind = Value::Kind;
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("json");
    const auto add = [](const char *name, const char *field, const char *message, Kind kind,
                        const char *json) {
        QTest::newRow(name) << QString::fromLatin1(field) << QByteArray(message)
                            << static_cast<int>(kind) << QByteArray(json);
    };
    add("int32", "int32 x = 1;", "x: -5", Kind::Int, "-5");
    add("uint32", "uint32 x = 1;", "x: 4294967295", Kind::Int, "4294967295");
    add("int64", "int64 x = 1;", "x: -9223372036854775808", Kind::Int, "-9223372036854775808");
    add("uint64", "uint64 x = 1;", "x: 18446744073709551615", Kind::BigNumber,
        "18446744073709551615");
    add("small uint64", "uint64 x = 1;", "x: 7", Kind::Int, "7");
    add("sint32", "sint32 x = 1;", "x: -2147483648", Kind::Int, "-2147483648");
    add("sint64", "sint64 x = 1;", "x: -2", Kind::Int, "-2");
    add("fixed32", "fixed32 x = 1;", "x: 4294967295", Kind::Int, "4294967295");
    add("fixed64", "fixed64 x = 1;", "x: 3", Kind::Int, "3");
    add("sfixed32", "sfixed32 x = 1;", "x: -3", Kind::Int, "-3");
    add("sfixed64", "sfixed64 x = 1;", "x: -4", Kind::Int, "-4");
    add("bool", "bool x = 1;", "x: true", Kind::Bool, "true");
    add("float", "float x = 1;", "x: 0.5", Kind::Float, "0.5");
    add("double", "double x = 1;", "x: 1", Kind::Float, "1.0");
    add("not a number", "double x = 1;", "x: nan", Kind::Float, "null");
    add("string", "string x = 1;", "x: 'a\"b'", Kind::Text, R"("a\"b")");
    add("bytes", "bytes x = 1;", "x: '\\377'", Kind::Binary, R"({"_base64":"/w=="})");
    add("enum", "Color x = 1;", "x: GREEN", Kind::Text, "\"GREEN\"");
    add("unknown enum", "Color x = 1;", "x: 7", Kind::Text, "\"7\"");
    add("unset", "int32 x = 1;", "", Kind::Int, "0");
    add("unset text", "string x = 1;", "", Kind::Text, "\"\"");
    add("unset optional", "optional int32 x = 1;", "", Kind::Null, "null");
    add("set optional", "optional int32 x = 1;", "x: 0", Kind::Int, "0");
    add("unset message", "Inner x = 1;", "", Kind::Null, "null");
    add("message", "Inner x = 1;", "x { a: 3 }", Kind::Json, R"({"a":3})");
    add("no items", "repeated int32 x = 1;", "", Kind::Json, "[]");
    add("packed", "repeated int32 x = 1;", "x: [1, 2]", Kind::Json, "[1,2]");
    add("unpacked", "repeated int32 x = 1 [packed = false];", "x: [1, 2]", Kind::Json, "[1,2]");
    add("strings", "repeated string x = 1;", "x: ['a', '']", Kind::Json, R"(["a",""])");
    add("messages", "repeated Inner x = 1;", "x {} x { a: 1 }", Kind::Json, R"([{"a":0},{"a":1}])");
    add("map", "map<string, int32> x = 1;", "x { key: 'b' value: 2 } x { key: 'a' value: 1 }",
        Kind::Json, R"({"a":1,"b":2})");
    add("map of messages", "map<int32, Inner> x = 1;", "x { key: 7 value { a: 1 } } x { key: 8 }",
        Kind::Json, R"({"7":{"a":1},"8":{"a":0}})");
    add("timestamp", "google.protobuf.Timestamp x = 1;",
        "x { seconds: 1709210096 nanos: 789000000 }", Kind::Text, "\"2024-02-29T12:34:56.789Z\"");
    add("microseconds", "google.protobuf.Timestamp x = 1;", "x { seconds: -1 nanos: 1000 }",
        Kind::Text, "\"1969-12-31T23:59:59.000001Z\"");
    add("nanoseconds", "google.protobuf.Timestamp x = 1;",
        "x { seconds: 253402300799 nanos: 789123456 }", Kind::Text,
        "\"9999-12-31T23:59:59.789123456Z\"");
    add("no timestamp", "google.protobuf.Timestamp x = 1;", "x { nanos: -1 }", Kind::Json,
        R"({"seconds":0,"nanos":-1})");
    add("unset wrapper", "google.protobuf.Int64Value x = 1;", "", Kind::Null, "null");
    add("empty wrapper", "google.protobuf.Int64Value x = 1;", "x {}", Kind::Int, "0");
    add("wrapper", "google.protobuf.StringValue x = 1;", "x { value: 'a' }", Kind::Text, "\"a\"");
    add("struct", "google.protobuf.Struct x = 1;",
        "x { fields { key: 'k' value { list_value { values { number_value: 1.5 } "
        "values { null_value: NULL_VALUE } values {} } } } }",
        Kind::Json, R"({"k":[1.5,null,null]})");
    add("any json", "google.protobuf.Value x = 1;", "x { string_value: 's' }", Kind::Text, "\"s\"");
    add("nothing of it", "google.protobuf.Value x = 1;", "x {}", Kind::Null, "null");
    add("any", "google.protobuf.Any x = 1;", "x { type_url: 'u/t.X' value: '\\001' }", Kind::Json,
        R"({"type_url":"u/t.X","value":{"_base64":"AQ=="}})");
}

void MessageReaderTest::eachKindOfFieldHasItsValue()
{
    QFETCH(QString, field);
    QFETCH(QByteArray, message);
    QFETCH(int, kind);
    QFETCH(QByteArray, json);
    const KnownType known = typeOf(fileWith(field));
    const std::string bytes = encoded(known, message.toStdString());
    MessageReader columns(Shape::Fields);
    for (int round = 0; round < 2; ++round) { // again with what the first has left
        QVERIFY(!columns.read(known, bytes));
        QCOMPARE(columns.row().columns.size(), 1U);
        const Column &column = columns.row().columns.front();
        QCOMPARE(column.name, std::string_view("x"));
        QCOMPARE(static_cast<int>(column.value.kind), kind);
        QCOMPARE(jsonOf(column.value), json);
    }
    MessageReader whole(Shape::Whole);
    QVERIFY(!whole.read(known, bytes));
    QCOMPARE(whole.row().columns.front().name, std::string_view("raw"));
    QCOMPARE(jsonOf(whole.row().columns.front().value), "{\"x\":" + json + '}');
}

void MessageReaderTest::floatsInsideJsonReadBackTheSame()
{
    const KnownType known = typeOf(fileWith(u"repeated float x = 1;"_s));
    MessageReader reader(Shape::Fields);
    QVERIFY(!reader.read(known, encoded(known, "x: [0.1, 1]")));
    QCOMPARE(jsonOf(reader.row().columns.front().value), "[0.1,1.0]");
}

void MessageReaderTest::ofAOneofOnlyWhatIsSetHasAValue()
{
    const KnownType known = typeOf(fileWith(u"oneof o { int32 x = 1; string y = 2; }"_s));
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, encoded(known, "y: ''")));
    QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"x":null,"y":""})");
}

void MessageReaderTest::theLastOfRepeatedKeysWins()
{
    const KnownType known = typeOf(fileWith(u"map<string, int32> x = 1;"_s));
    MessageReader reader(Shape::Whole);
    const std::string first = encoded(known, "x { key: 'a' value: 1 }");
    const std::string second = encoded(known, "x { key: 'a' value: 2 }");
    QVERIFY(!reader.read(known, first + second));
    QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"x":{"a":2}})");
}

void MessageReaderTest::theOldSyntaxIsReadToo()
{
    const KnownType known = typeOf(fileWith(
        u"required int32 id = 1; optional string s = 2; optional int32 d = 3 [default = 5];"
        "repeated group G = 4 { optional int32 a = 1; } optional Color c = 5;"_s,
        u"proto2"_s));
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, encoded(known, "id: 1 G { a: 2 } G {}")));
    QCOMPARE(jsonOf(reader.row().columns.front().value),
             R"({"id":1,"s":null,"d":null,"g":[{"a":2},{"a":null}],"c":null})");
    QVERIFY(!reader.read(known, std::string("\x08\x01\x12\x01\xff\x28\x07", 7)));
    QCOMPARE(jsonOf(reader.row().columns.front().value),
             R"({"id":1,"s":{"_base64":"/w=="},"d":null,"g":[],"c":null})");
}

void MessageReaderTest::theOldSyntaxRefusesWhatLacksARequiredField()
{
    const KnownType known =
        typeOf(fileWith(u"required int32 id = 1; optional int32 b = 2;"_s, u"proto2"_s));
    MessageReader reader(Shape::Whole);
    const auto error = reader.read(known, "\x10\x01");
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.required");
    QVERIFY(error->message.contains("id"_L1));
}

void MessageReaderTest::anEmptyMessageIsOneOfDefaults()
{
    const KnownType known = typeOf(fileWith(u"int32 x = 1; optional int32 y = 2;"_s));
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, ""));
    QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"x":0,"y":null})");
}

void MessageReaderTest::typesOfOnesOwnAreNotTakenForTheLibrarys()
{
    const KnownType known = typeOf(uR"(syntax = "proto3"; package google.protobuf;
message Timestamp { string seconds = 1; }
message Int32Value { map<int32, int32> other = 9; }
message Value { int32 kind = 1; }
message M { Timestamp t = 1; Int32Value w = 2; Value v = 3; }
)"_s,
                                   u"M"_s);
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, encoded(known, "t { seconds: 'x' } w {} v { kind: 1 }")));
    QCOMPARE(jsonOf(reader.row().columns.front().value),
             R"({"t":{"seconds":"x"},"w":{"other":{}},"v":{"kind":1}})");
}

void MessageReaderTest::aReaderKeepsNothingOfTheMessageBefore()
{
    const KnownType known =
        typeOf(fileWith(u"optional string x = 1; repeated Inner y = 2; Inner z = 3;"_s));
    const KnownType other = typeOf(fileWith(u"int64 only = 1;"_s));
    MessageReader reader(Shape::Whole);
    const std::string large(std::size_t{2} << 20U, 'x'); // more than is kept for the next
    for (int round = 0; round < 3; ++round) {
        QVERIFY(!reader.read(known, encoded(known, "x: 'a' y { a: 1 } z { a: 2 }")));
        QVERIFY(!reader.read(known, counted('\x0a', large)));
        QCOMPARE(reader.row().columns.front().value.text.size(), large.size() + 24);
        QVERIFY(!reader.read(known, ""));
        QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"x":null,"y":[],"z":null})");
        QVERIFY(!reader.read(other, encoded(other, "only: 5")));
        QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"only":5})");
    }
}

QTEST_GUILESS_MAIN(MessageReaderTest)
#include "message_reader_test.moc"
