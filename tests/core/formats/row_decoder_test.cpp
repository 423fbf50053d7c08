// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/row_decoder.h"

#include <QTest>

#include <cmath>
#include <cstdlib>
#include <new>

using namespace Qt::StringLiterals;
using namespace core;
using namespace std::string_view_literals;

namespace {

std::size_t allocations = 0;

Decoded decode(RowDecoder &decoder, const QByteArray &payload)
{
    MessageView message;
    message.payload = bytesOf(payload.constData(), static_cast<std::size_t>(payload.size()));
    return decoder.decode(message);
}

Value onlyValue(RowDecoder &decoder, const QByteArray &json)
{
    const Decoded decoded = decode(decoder, "{\"a\":" + json + '}');
    return decoded.kind == Decoded::Kind::Rows ? decoded.rows.front().columns.front().value
                                               : Value{};
}

QByteArray textOf(const Value &value)
{
    return QByteArray(value.text.data(), static_cast<qsizetype>(value.text.size()));
}

} // namespace

void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size)) {
        return memory;
    }
    std::abort();
}
void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    ++allocations;
    return std::malloc(size);
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

class RowDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topLevelKeysBecomeColumnsInOrder();
    void integersOfAllSizesStayExact_data();
    void integersOfAllSizesStayExact();
    void floatsStayFloats();
    void nestedValuesAreCompactText();
    void bigNumbersInsideNestedValuesStayExact();
    void theLastOfRepeatedKeysWins();
    void badMessagesAreRefused_data();
    void badMessagesAreRefused();
    void aByteOrderMarkIsStripped();
    void refusalsNameTheByte();
    void aNullPayloadIsATombstone();
    void sixtyFourLevelsAreRead();
    void longTextsAndManyKeysAreRead();
    void aBadMessageLeavesNoTraceInTheNext();
    void noMessageOfAKnownShapeAllocates();
    void textIsOneColumnByteForByte();
    void textThatIsNoUtf8IsBinary();
    void typesThatNeedMoreThanTheirNameHaveNoDecoder();
};

void RowDecoderTest::topLevelKeysBecomeColumnsInOrder()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const Decoded decoded =
        decode(*decoder, R"({"z":1,"a":"x","b":true,"n":null,"o":{"p": [1, 2.5]}})");
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows.size(), 1U);
    const auto &columns = decoded.rows.front().columns;
    QCOMPARE(columns.size(), 5U);
    QVERIFY(columns[0].name == "z"sv && columns[0].value.integer == 1);
    QVERIFY(columns[1].name == "a"sv && columns[1].value.text == "x"sv);
    QVERIFY(columns[2].value.kind == Value::Kind::Bool && columns[2].value.integer == 1);
    QCOMPARE(columns[3].value.kind, Value::Kind::Null);
    QCOMPARE(columns[4].value.kind, Value::Kind::Json);
    QCOMPARE(textOf(columns[4].value), QByteArray(R"({"p":[1,2.5]})"));
}

void RowDecoderTest::integersOfAllSizesStayExact_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isBig");
    QTest::newRow("zero") << QByteArray("0") << false;
    QTest::newRow("largest signed") << QByteArray("9223372036854775807") << false;
    QTest::newRow("smallest signed") << QByteArray("-9223372036854775808") << false;
    QTest::newRow("above signed") << QByteArray("9223372036854775808") << true;
    QTest::newRow("largest unsigned") << QByteArray("18446744073709551615") << true;
    QTest::newRow("above unsigned") << QByteArray("18446744073709551617") << true;
    QTest::newRow("below signed") << QByteArray("-9223372036854775809") << true;
    QTest::newRow("hundred digits") << QByteArray(100, '7') << true;
    QTest::newRow("huge exponent") << QByteArray("1e400") << true;
    QTest::newRow("huge negative") << QByteArray("-1.5E+999") << true;
}

void RowDecoderTest::integersOfAllSizesStayExact()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isBig);
    const auto decoder = makeRowDecoder(DataType::Json);
    const Value value = onlyValue(*decoder, json);
    QCOMPARE(value.kind, isBig ? Value::Kind::BigNumber : Value::Kind::Int);
    QCOMPARE(isBig ? textOf(value) : QByteArray::number(qint64(value.integer)), json);
}

void RowDecoderTest::floatsStayFloats()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    QCOMPARE(onlyValue(*decoder, "1.0").kind, Value::Kind::Float);
    QCOMPARE(onlyValue(*decoder, "-0.0").kind, Value::Kind::Float);
    QVERIFY(std::signbit(onlyValue(*decoder, "-0.0").number));
    QCOMPARE(textOf(onlyValue(*decoder, "[1.0,0.1,1e2]")), QByteArray("[1.0,0.1,100.0]"));
}

void RowDecoderTest::nestedValuesAreCompactText()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray text = R"({"s":"a\"\\\n\u0001é","t":[true,false,null],"e":{},"f":[]})";
    QCOMPARE(textOf(onlyValue(*decoder, text)), text);
    QCOMPARE(textOf(onlyValue(*decoder, "[ 1 , { \"k\" : -2 } ]")), QByteArray("[1,{\"k\":-2}]"));
}

void RowDecoderTest::bigNumbersInsideNestedValuesStayExact()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray text = R"([18446744073709551617,"18446744073709551617",-1e999])";
    QCOMPARE(textOf(onlyValue(*decoder, text)), text);
}

void RowDecoderTest::theLastOfRepeatedKeysWins()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    for (int round = 0; round < 2; ++round) {
        const Decoded decoded = decode(*decoder, R"({"a":1,"b":2,"a":3,"c":4,"a":5})");
        const auto &columns = decoded.rows.front().columns;
        QCOMPARE(columns.size(), 3U);
        QVERIFY(columns[0].name == "b"sv && columns[1].name == "c"sv && columns[2].name == "a"sv);
        QCOMPARE(columns[2].value.integer, 5);
    }
    QByteArray many = "{";
    for (int i = 0; i < 10'000; ++i) {
        many += "\"a\":" + QByteArray::number(i) + ',';
    }
    const Decoded decoded = decode(*decoder, many + "\"b\":1}");
    QCOMPARE(decoded.rows.front().columns.size(), 2U);
    QCOMPARE(decoded.rows.front().columns[0].value.integer, 9'999);
}

void RowDecoderTest::badMessagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const QByteArray &json, const char *code) {
        QTest::newRow(name) << json << QByteArray(code);
    };
    row("empty", "", "json.invalid");
    row("blank", "  ", "json.invalid");
    row("scalar", "42", "json.not_object");
    row("array", "[{\"a\":1}]", "json.not_object");
    row("cut", "{\"a\":1,\"b\":tru", "json.invalid");
    row("trailing bytes", "{\"a\":1}x", "json.invalid");
    row("two documents", "{\"a\":1}{\"b\":2}", "json.invalid");
    row("trailing comma", "{\"a\":1,}", "json.invalid");
    row("bare key", "{a:1}", "json.invalid");
    row("comment", "{\"a\":1/*x*/}", "json.invalid");
    row("not a number", "{\"a\":NaN}", "json.invalid");
    row("infinity", "{\"a\":-Infinity}", "json.invalid");
    row("leading zero", "{\"a\":007}", "json.invalid");
    row("leading zero of a long number", "{\"a\":018446744073709551617}", "json.invalid");
    row("plus sign", "{\"a\":+1}", "json.invalid");
    row("no digits", "{\"a\":-}", "json.invalid");
    row("point without digits", "{\"a\":1.}", "json.invalid");
    row("lone surrogate", "{\"a\":\"\\ud800\"}", "json.invalid");
    row("raw line feed in a text", "{\"a\":\"x\ny\"}", "json.invalid");
    row("NUL outside", QByteArray("{\"a\":1}\0", 8), "json.invalid");
    row("wrong UTF-8", "{\"a\":\"\xff\"}", "json.utf8");
    row("overlong UTF-8", "{\"a\":\"\xc0\xaf\"}", "json.utf8");
    row("brackets", QByteArray(100'000, '['), "json.invalid");
    row("too deep", "{\"a\":" + QByteArray(64, '[') + QByteArray(64, ']') + '}', "json.too_deep");
}

void RowDecoderTest::badMessagesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, code);
    const auto decoder = makeRowDecoder(DataType::Json);
    const Decoded decoded = decode(*decoder, json);
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(QByteArray(decoded.error.id), code);
    QCOMPARE(decoded.error.code, ErrorCode::Rejected);
    QVERIFY(!decoded.error.message.isEmpty());
}

void RowDecoderTest::aByteOrderMarkIsStripped()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    QCOMPARE(decode(*decoder, "\xEF\xBB\xBF{\"a\":1}").kind, Decoded::Kind::Rows);
}

void RowDecoderTest::refusalsNameTheByte()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const Decoded decoded = decode(*decoder, R"({"a":1,"b":x})");
    QVERIFY2(decoded.error.message.contains(u"11"_s), qPrintable(decoded.error.message));
}

void RowDecoderTest::aNullPayloadIsATombstone()
{
    for (const DataType type : {DataType::Json, DataType::Text}) {
        const auto decoder = makeRowDecoder(type);
        QCOMPARE(decoder->decode(MessageView{}).kind, Decoded::Kind::Nothing);
    }
}

void RowDecoderTest::sixtyFourLevelsAreRead()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray nested = QByteArray(63, '[') + QByteArray(63, ']');
    QCOMPARE(textOf(onlyValue(*decoder, nested)), nested);
}

void RowDecoderTest::longTextsAndManyKeysAreRead()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray text(1'000'000, 'x');
    QCOMPARE(textOf(onlyValue(*decoder, '"' + text + '"')), text);
    QByteArray keys = "{\"k\":1";
    for (int i = 0; i < 1'899; ++i) {
        keys += ",\"k" + QByteArray::number(i) + "\":" + QByteArray::number(i);
    }
    QCOMPARE(decode(*decoder, keys + '}').rows.front().columns.size(), 1'900U);
    QCOMPARE(QByteArray(decode(*decoder, keys + ",\"l\":1}").error.id),
             QByteArray("json.too_many_columns"));
}

void RowDecoderTest::aBadMessageLeavesNoTraceInTheNext()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray good = R"({"a":"good","b":[1]})";
    QCOMPARE(decode(*decoder, good).kind, Decoded::Kind::Rows);
    QCOMPARE(decode(*decoder, R"({"a":"bad","b":[1)").kind, Decoded::Kind::Undecodable);
    const Decoded decoded = decode(*decoder, good);
    QCOMPARE(textOf(decoded.rows.front().columns[0].value), QByteArray("good"));
    QCOMPARE(textOf(decoded.rows.front().columns[1].value), QByteArray("[1]"));
}

void RowDecoderTest::noMessageOfAKnownShapeAllocates()
{
    const auto decoder = makeRowDecoder(DataType::Json);
    const QByteArray payload =
        R"({"id":12345,"price":1.25,"name":"a somewhat longer text than any small buffer holds",)"
        R"("ok":true,"nested":{"list":[1,2,3]},"big":18446744073709551615})";
    for (int i = 0; i < 10; ++i) {
        decode(*decoder, payload);
    }
    const std::size_t before = allocations;
    for (int i = 0; i < 1'000; ++i) {
        decode(*decoder, payload);
    }
    QCOMPARE(allocations - before, 0U);
}

void RowDecoderTest::textIsOneColumnByteForByte()
{
    const auto decoder = makeRowDecoder(DataType::Text);
    const QByteArray payload("  caf\xc3\xa9\0 \n", 10);
    const Decoded decoded = decode(*decoder, payload);
    const auto &columns = decoded.rows.front().columns;
    QCOMPARE(columns.size(), 1U);
    QVERIFY(columns.front().name == "raw"sv);
    QCOMPARE(columns.front().value.kind, Value::Kind::Text);
    QCOMPARE(textOf(columns.front().value), payload);
    QCOMPARE(textOf(decode(*decoder, "").rows.front().columns.front().value), QByteArray(""));
}

void RowDecoderTest::textThatIsNoUtf8IsBinary()
{
    const auto decoder = makeRowDecoder(DataType::Text);
    const QByteArray payload("\xff\xfe"); // the columns point into it
    const Decoded decoded = decode(*decoder, payload);
    QCOMPARE(decoded.rows.front().columns.front().value.kind, Value::Kind::Binary);
    QCOMPARE(textOf(decoded.rows.front().columns.front().value), payload);
}

void RowDecoderTest::typesThatNeedMoreThanTheirNameHaveNoDecoder()
{
    for (const DataType type : {DataType::Avro, DataType::Protobuf, DataType::DebeziumJson,
                                DataType::DebeziumJsonUpsert}) {
        QVERIFY(!makeRowDecoder(type));
    }
}

QTEST_APPLESS_MAIN(RowDecoderTest)
#include "row_decoder_test.moc"
