// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_reader.h"
#include "core/formats/value_json.h"
#include "tests/core/formats/protobuf/sample_messages.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;
using namespace core::protobuf::samples;

namespace {

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value > 127; value >>= 7U) {
        bytes.push_back(static_cast<char>((value & 127U) | 128U));
    }
    bytes.push_back(static_cast<char>(value));
    return bytes;
}

std::string counted(char tag, const std::string &body)
{
    return tag + varint(body.size()) + body;
}

QByteArray jsonOf(const Value &value)
{
    std::string json;
    appendJson(value, json);
    return QByteArray::fromStdString(json);
}

std::string nodes(int depth)
{
    std::string bytes;
    for (int i = 1; i < depth; ++i) {
        bytes = counted('\x0a', bytes);
    }
    return bytes;
}

} // namespace

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
    void wrongBytesAreRefused_data();
    void wrongBytesAreRefused();
    void depthIsLimited();
    void itemsAreLimited();
    void whatWouldGrowIsRefusedBeforeItDoes();
    void whatBecomesTooMuchTextIsRefused();
    void onlyUnknownFieldsAreAnotherMessage();
    void tooManyColumnsAreRefused();
    void typesThatLeadToOneAnotherAreRead();
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

void MessageReaderTest::wrongBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    const auto add = [](const char *name, const char *hex, const char *id) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray("protobuf.") + id;
    };
    add("number cut off", "08", "truncated");
    add("number cut in two", "0880", "truncated");
    add("eight bytes cut off", "2101020304", "truncated");
    add("four bytes cut off", "2d010203", "truncated");
    add("text cut off", "12056162", "truncated");
    add("endless length", "12ffffffffffffffffff01", "varint");
    add("inner value past its end", "1a01080801", "truncated");
    add("inner length past its end", "1a0212050801", "truncated");
    add("packed past its end", "320180 01", "truncated");
    add("packed eighths", "3a0701020304050607", "truncated");
    add("endless number", "08ffffffffffffffffffff01", "varint");
    add("length of six bytes", "128180808080 0061", "varint");
    add("tag of six bytes", "888080808000 01", "varint");
    add("no field", "0001", "tag");
    add("no wire type", "0f", "tag");
    add("field beyond all", "8080808010 00", "tag");
    add("a group that ends", "0c", "group");
    add("another group's end", "a306ac06", "group");
    add("a group without end", "a306", "truncated");
    add("text without sense", "1202c328", "utf8");
}

void MessageReaderTest::wrongBytesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, id);
    const KnownType known =
        typeOf(fileWith(u"int32 a = 1; string b = 2; Inner c = 3; fixed64 d = 4; fixed32 e = 5;"
                        "repeated int32 f = 6; repeated fixed64 g = 7;"_s));
    MessageReader reader(Shape::Fields);
    const auto error = reader.read(known, bytes.toStdString());
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), id);
    QVERIFY(!error->message.isEmpty());
}

void MessageReaderTest::depthIsLimited()
{
    const KnownType known = typeOf(fileWith({}), u"t.Node"_s);
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, nodes(64)));
    for (const int depth : {65, 101, 10'000}) {
        const auto error = reader.read(known, nodes(depth));
        QVERIFY(error);
        QCOMPARE(QByteArray(error->id), "protobuf.too_deep");
    }
    const auto error = reader.read(known, std::string(100'000, '\x13')); // groups nobody knows
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_deep");
}

void MessageReaderTest::itemsAreLimited()
{
    const KnownType known = typeOf(fileWith(u"repeated int32 x = 1;"_s));
    MessageReader reader(Shape::Fields);
    QVERIFY(!reader.read(known, counted('\x0a', std::string(999'999, '\1'))));
    QCOMPARE(reader.row().columns.front().value.text.size(), 1'999'999U);
    const auto error = reader.read(known, counted('\x0a', std::string(1'000'000, '\1')));
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.items");
}

void MessageReaderTest::whatWouldGrowIsRefusedBeforeItDoes()
{
    const KnownType known = typeOf(fileWith(u"repeated Inner x = 1; int32 y = 2;"_s));
    MessageReader reader(Shape::Whole);
    std::string empties;
    for (int i = 0; i < 900'000; ++i) {
        empties.append("\x0a\0", 2);
    }
    QElapsedTimer timer;
    timer.start();
    auto error = reader.read(known, empties);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
    QVERIFY(timer.elapsed() < 1000);
    error = reader.read(known, std::string(MessageReader::kMaxBytes + 1, '\0'));
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
}

void MessageReaderTest::whatBecomesTooMuchTextIsRefused()
{
    const QString name(500, u'n');
    const KnownType known =
        typeOf(fileWith(u"message Wide { int32 %1 = 1; } repeated Wide x = 1;"_s.arg(name)));
    MessageReader reader(Shape::Whole);
    std::string empties;
    for (int i = 0; i < 200'000; ++i) {
        empties.append("\x0a\0", 2);
    }
    const auto error = reader.read(known, empties);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
}

void MessageReaderTest::onlyUnknownFieldsAreAnotherMessage()
{
    const KnownType known = typeOf(fileWith(u"int32 x = 1;"_s));
    MessageReader reader(Shape::Fields);
    const std::string unknown("\x50\x01\x5a\x01\x61\x0d\x01\x02\x03\x04", 10);
    const auto error = reader.read(known, unknown);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.unknown_only");
    QCOMPARE(error->field, u"protobuf_message"_s);
    QVERIFY(!reader.read(known, unknown + encoded(known, "x: 1")));
    QCOMPARE(reader.row().columns.size(), 1U);
}

void MessageReaderTest::tooManyColumnsAreRefused()
{
    QString fields;
    for (int i = 1; i <= 1901; ++i) {
        fields += u"int32 f%1 = %1;"_s.arg(i);
    }
    const KnownType known = typeOf(fileWith(fields));
    MessageReader reader(Shape::Fields);
    const auto error = reader.read(known, "");
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_many_columns");
    MessageReader whole(Shape::Whole);
    QVERIFY(!whole.read(known, ""));
}

void MessageReaderTest::typesThatLeadToOneAnotherAreRead()
{
    constexpr int kMost = 2000;
    const auto chain = [](int count) {
        QString text = u"syntax = \"proto3\"; message M1 {}"_s;
        for (int i = 2; i <= count; ++i) {
            text += u"message M%1 { M%2 next = 1; }"_s.arg(i).arg(i - 1);
        }
        return text;
    };
    const KnownType known = typeOf(chain(kMost), u"M%1"_s.arg(kMost));
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, std::string("\x0a\0", 2)));
    QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"next":{"next":null}})");
    const auto tooMany = findType(chain(kMost + 1), u"M1"_s);
    QVERIFY(!tooMany);
    QCOMPARE(QByteArray(tooMany.error().id), "protobuf.schema.too_large");
}

QTEST_GUILESS_MAIN(MessageReaderTest)
#include "message_reader_test.moc"
