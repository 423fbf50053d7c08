// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/moment_text.h"
#include "core/formats/shaping/value_conversion.h"
#include "core/formats/value_json.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace core;

Q_DECLARE_METATYPE(core::DeclaredType)
Q_DECLARE_METATYPE(core::Value)

namespace {

using Kind = Value::Kind;
using Scalar = ColumnType::Scalar;

Value whole(std::int64_t integer)
{
    return {.kind = Kind::Int, .integer = integer};
}

Value decimal(double number)
{
    return {.kind = Kind::Float, .number = number};
}

Value words(std::string_view text, Kind kind = Kind::Text)
{
    return {.kind = kind, .text = text};
}

/// What it becomes as JSON; "misfit" where it is none.
QByteArray converted(Value value, DeclaredType type)
{
    TextPool texts;
    ValueConversion conversion(texts);
    const Value before = value;
    if (!conversion.convert(value, columnTypeOf(type))) {
        const bool isUntouched = value.kind == before.kind && value.integer == before.integer
            && value.text.data() == before.text.data();
        return isUntouched ? "misfit" : "changed";
    }
    std::string json;
    appendJson(value, json);
    return QByteArray::fromStdString(json);
}

} // namespace

class ValueConversionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesBecomeTheDeclaredType_data();
    void valuesBecomeTheDeclaredType();
    void nullIsOneOfEachType();
    void timesKeepTheirCount();
    void momentsAreReadAsTheyAreWritten_data();
    void momentsAreReadAsTheyAreWritten();
    void eventTimesAreMilliseconds_data();
    void eventTimesAreMilliseconds();
    void everyTypeFindsItsDeclaration();
};

void ValueConversionTest::valuesBecomeTheDeclaredType_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<DeclaredType>("type");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const Value &value, DeclaredType type,
                        const QByteArray &json) { QTest::newRow(name) << value << type << json; };
    using Type = DeclaredType;
    row("as it comes", words("x"), Type::Inferred, "\"x\"");
    row("bool of text", words("true"), Type::Bool, "true");
    row("bool of number", whole(0), Type::Bool, "false");
    row("no bool", whole(2), Type::Bool, "misfit");
    row("bool of other text", words("yes"), Type::Bool, "misfit");
    row("int8", whole(-128), Type::Int8, "-128");
    row("beyond int8", whole(128), Type::Int8, "misfit");
    row("beyond int16", whole(-32'769), Type::Int16, "misfit");
    row("int32 of text", words("2147483647"), Type::Int32, "2147483647");
    row("beyond int32", words("2147483648"), Type::Int32, "misfit");
    row("int32 of a whole decimal", decimal(3.0), Type::Int32, "3");
    row("int32 of a part", decimal(3.5), Type::Int32, "misfit");
    row("int64 of infinity", decimal(std::numeric_limits<double>::infinity()), Type::Int64,
        "misfit");
    row("int64 of 2^63", decimal(9223372036854775808.0), Type::Int64, "misfit");
    row("int64 of digits", words("12.00", Kind::BigNumber), Type::Int64, "12");
    row("int64 of a list", words("[1]", Kind::Json), Type::Int64, "misfit");
    row("int64 of nothing", words(""), Type::Int64, "misfit");
    row("int64 with blanks", words(" 1"), Type::Int64, "misfit");
    row("negative uint32", whole(-1), Type::UInt32, "misfit");
    row("uint64", words("18446744073709551615", Kind::BigNumber), Type::UInt64,
        "18446744073709551615");
    row("beyond uint64", words("18446744073709551616", Kind::BigNumber), Type::UInt64, "misfit");
    row("uint64 below 0", words("-1"), Type::UInt64, "misfit");
    row("float64 of text", words("1e3"), Type::Float64, "1000.0");
    row("float64 of a number", whole(5), Type::Float64, "5.0");
    row("float64 of words", words("nan"), Type::Float64, "misfit");
    row("float32", decimal(0.1), Type::Float32, "0.1");
    row("beyond float32", decimal(1e39), Type::Float32, "misfit");
    row("number", words("12345678901234567890.5"), Type::Number, "\"12345678901234567890.5\"");
    row("no number", words("1."), Type::Number, "misfit");
    row("text of number", whole(7), Type::String, "\"7\"");
    row("text of an object", words("{\"a\":1}", Kind::Json), Type::String, "\"{\\\"a\\\":1}\"");
    row("bytes stay bytes", words("\xff", Kind::Binary), Type::String, "{\"_base64\":\"/w==\"}");
    row("bytes of text", words("a"), Type::Binary, "{\"_base64\":\"YQ==\"}");
    row("bytes of a number", whole(1), Type::Binary, "misfit");
    row("day", words("2024-02-29"), Type::Date, "\"2024-02-29\"");
    row("no day", words("2023-02-29"), Type::Date, "misfit");
    row("day by count", whole(19'782), Type::Date, "\"2024-02-29\"");
    row("time", words("2026-01-31T18:00:00+01:00"), Type::DateTime3,
        "\"2026-01-31T17:00:00.000Z\"");
    row("time by count", whole(1'000), Type::DateTime6, "\"1970-01-01T00:00:00.001000Z\"");
    row("time beyond the calendar", whole(std::numeric_limits<std::int64_t>::max()),
        Type::DateTime3, "misfit");
    row("no time", words("soon"), Type::DateTime3, "misfit");
    row("json in a text", words("{ \"a\" : [1, 2] }"), Type::Json, "{\"a\":[1,2]}");
    row("no json in a text", words("{a}"), Type::Json, "misfit");
    row("json of a number", whole(1), Type::Json, "1");
    row("list of numbers", words("[1,2]", Kind::Json), Type::Integers, "[1,2]");
    row("empty list", words("[]", Kind::Json), Type::Strings, "[]");
    row("list of both", words("[1,\"a\"]", Kind::Json), Type::Integers, "misfit");
    row("list of whole decimals", words("[1,2.5]", Kind::Json), Type::Floats, "[1,2.5]");
    row("object for a list", words("{}", Kind::Json), Type::Strings, "misfit");
}

void ValueConversionTest::valuesBecomeTheDeclaredType()
{
    QFETCH(Value, value);
    QFETCH(DeclaredType, type);
    QFETCH(QByteArray, json);
    QCOMPARE(converted(value, type), json);
}

void ValueConversionTest::nullIsOneOfEachType()
{
    for (int i = 0; i <= static_cast<int>(DeclaredType::Strings); ++i) {
        QCOMPARE(converted(Value{}, static_cast<DeclaredType>(i)), QByteArray("null"));
    }
}

void ValueConversionTest::timesKeepTheirCount()
{
    TextPool texts;
    ValueConversion conversion(texts);
    Value value = words("1969-12-31T23:59:59.9995Z");
    QVERIFY(conversion.convert(value, {.scalar = Scalar::DateTime6}));
    QCOMPARE(value.integer, -500);
    QVERIFY(
        conversion.convert(value, {.scalar = Scalar::DateTime3})); // downwards, also before 1970
    QCOMPARE(value.integer, -1);
    QVERIFY(conversion.convert(value, {.scalar = Scalar::Int64}));
    QCOMPARE(value.integer, -1);
}

void ValueConversionTest::momentsAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<qint64>>("micros");
    const auto row = [](const char *text, std::optional<qint64> micros) {
        QTest::newRow(text) << QByteArray(text) << micros;
    };
    row("1970-01-02", 86'400'000'000);
    row("1970-01-01T00:01", 60'000'000);
    row("1970-01-01 00:00:01.5Z", 1'500'000);
    row("1970-01-01T00:00:00,000001999", 1);
    row("1970-01-01T01:00:00+0100", 0);
    row("1970-01-01T00:00:00-02", 7'200'000'000);
    row("9999-12-31T23:59:59.999999Z", 253'402'300'799'999'999);
    for (const char *wrong :
         {"", "1970", "1970-1-1", "1970-13-01", "1970-01-32", "0000-01-01", "1970-01-01T",
          "1970-01-01T24:00", "1970-01-01T00:00:00.", "1970-01-01T00:00:00Zx", "1970-01-01T00:00+1",
          "1970-01-01T00:00+01:", "1970-01-01T00:00 ", " 1970-01-01", "+970-01-01",
          "12345678901234567890"}) {
        row(wrong, std::nullopt);
    }
}

void ValueConversionTest::momentsAreReadAsTheyAreWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(std::optional<qint64>, micros);
    const auto read = momentMicros(std::string_view(text.constData(), std::size_t(text.size())));
    QCOMPARE(read.has_value(), micros.has_value());
    QCOMPARE(qint64(read.value_or(0)), micros.value_or(0));
}

void ValueConversionTest::eventTimesAreMilliseconds_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<int>("format");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char *name, const Value &value, TimeFormat format, qint64 ms) {
        QTest::newRow(name) << value << static_cast<int>(format) << ms;
    };
    row("iso", words("1970-01-01T00:00:01.5Z"), TimeFormat::Iso, 1'500);
    row("iso of a number", whole(5), TimeFormat::Iso, -1);
    row("seconds", whole(2), TimeFormat::Seconds, 2'000);
    row("parts of seconds", decimal(2.5), TimeFormat::Seconds, 2'500);
    row("seconds in a text", words("2"), TimeFormat::Seconds, 2'000);
    row("too many seconds", decimal(1e18), TimeFormat::Seconds, -1);
    row("milliseconds", whole(7), TimeFormat::Millis, 7);
    row("microseconds", whole(7'999), TimeFormat::Micros, 7);
    row("nanoseconds", whole(7'999'999), TimeFormat::Nanos, 7);
    row("before 1970", whole(-1), TimeFormat::Millis, -1);
    row("its schema says so",
        {.kind = Kind::Text, .type = {.scalar = Scalar::DateTime6}, .integer = 5'000, .text = "x"},
        TimeFormat::Seconds, 5);
}

void ValueConversionTest::eventTimesAreMilliseconds()
{
    QFETCH(Value, value);
    QFETCH(int, format);
    QFETCH(qint64, ms);
    QCOMPARE(qint64(eventTimeMs(value, static_cast<TimeFormat>(format)).value_or(-1)), ms);
}

void ValueConversionTest::everyTypeFindsItsDeclaration()
{
    for (int i = 1; i <= static_cast<int>(DeclaredType::Strings); ++i) {
        const auto type = static_cast<DeclaredType>(i);
        QCOMPARE(declaredTypeOf(columnTypeOf(type)), type);
    }
    QCOMPARE(declaredTypeOf({.scalar = Scalar::Int16, .shape = ColumnType::Shape::Array}),
             DeclaredType::Integers);
    QCOMPARE(declaredTypeOf({.scalar = Scalar::Int64, .shape = ColumnType::Shape::Map}),
             DeclaredType::Json);
}

QTEST_GUILESS_MAIN(ValueConversionTest)
#include "value_conversion_test.moc"
