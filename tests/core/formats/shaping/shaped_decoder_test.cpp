// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/shaping/shaped_decoder.h"
#include "core/formats/value_json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

/// Writes down what it is told.
class Told final : public ShapeWatch
{
public:
    void sawRow(const Row &) override { ++rows; }
    void sawMisfit(std::string_view column) override { misfits.append(text(column)); }
    void sawUnknown(std::string_view field) override { unknown.append(text(field)); }

    int rows = 0;
    QStringList misfits;
    QStringList unknown;

private:
    static QString text(std::string_view name)
    {
        return QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
};

ColumnRule column(const QString &name, DeclaredType type = DeclaredType::Inferred,
                  const QString &path = {}, const QString &fallback = {})
{
    return {.name = name, .type = type, .path = path, .fallback = fallback};
}

/// A decoder with a shape, and what it makes of a payload.
struct Bench
{
    explicit Bench(const RowShape &shape, DataType type = DataType::Json)
        : decoder(shaped(makeRowDecoder(type, shape.arrayMode), shape, told))
    { }
    Bench(const RowShape &shape, std::unique_ptr<RowDecoder> inner)
        : decoder(shaped(std::move(inner), shape, told))
    { }

    Decoded decode(QByteArray payload, QByteArray key = {})
    {
        held = {std::move(payload), std::move(key)};
        const auto view = [](const QByteArray &bytes) {
            return bytes.isNull() ? Bytes() : bytesOf(bytes.constData(), std::size_t(bytes.size()));
        };
        return decoder->decode({.payload = view(held.first), .key = view(held.second)});
    }
    /// JSON lines; the error's id where there are no rows.
    QByteArray rows(const QByteArray &payload, const QByteArray &key = {})
    {
        const Decoded decoded = decode(payload, key);
        if (decoded.kind == Decoded::Kind::Undecodable) {
            return decoded.error.id;
        }
        std::string json;
        for (const Row &row : decoded.rows) {
            json += json.empty() ? "" : "\n";
            appendRowJson(row, json);
        }
        return QByteArray::fromStdString(json);
    }

    std::shared_ptr<Told> told = std::make_shared<Told>();
    std::unique_ptr<RowDecoder> decoder;
    std::pair<QByteArray, QByteArray> held;
};

} // namespace

class ShapedDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsPutBetweenWithoutAShape();
    void declaredColumnsComeInTheirOrderAndType();
    void whatIsMissingHasItsDefault();
    void pathsLeadIntoNestedValues_data();
    void pathsLeadIntoNestedValues();
    void namesWithDotsAreFieldsFirst();
    void aWholeRecordIsReadInside();
    void rowsOfOtherShapesAreFoundAnew();
    void whatDoesNotFitIsNullOrRefusesTheMessage();
    void otherFieldsAreLeftOutKeptOrRefused();
    void theEventTimeIsThatOfAField();
    void textIsConvertedToo();
    void signsAndKeysOfChangesStay();
    void aRemovedRowGetsNoDefaults();
    void aMessageMayNotGrowWithoutLimit();
};

void ShapedDecoderTest::nothingIsPutBetweenWithoutAShape()
{
    auto inner = makeRowDecoder(DataType::Json);
    const RowDecoder *before = inner.get();
    RowShape shape;
    shape.unknownFields = UnknownFields::Bad;
    shape.onFieldError = OnFieldError::Bad;
    QCOMPARE(shaped(std::move(inner), shape).get(), before);
    QVERIFY(!shaped(nullptr, shape));
}

void ShapedDecoderTest::declaredColumnsComeInTheirOrderAndType()
{
    Bench bench(
        {.columns = {column(u"b"_s, DeclaredType::String), column(u"a"_s, DeclaredType::Int32)}});
    QCOMPARE(bench.rows(R"({"a":"7","b":8})"), QByteArray(R"({"b":"8","a":7})"));
    const Decoded decoded = bench.decode(R"({"a":1})");
    QCOMPARE(decoded.rows.size(), 1U);
    QCOMPARE(decoded.rows[0].columns[0].value.type,
             (ColumnType{.scalar = ColumnType::Scalar::String}));
    QCOMPARE(decoded.rows[0].columns[0].value.kind, Value::Kind::Null);
    QCOMPARE(bench.told->rows, 2);
    QVERIFY(bench.told->misfits.isEmpty());
    QCOMPARE(bench.rows("[]"), QByteArray("json.not_object"));
    QCOMPARE(bench.decode(QByteArray()).kind, Decoded::Kind::Nothing);
}

void ShapedDecoderTest::whatIsMissingHasItsDefault()
{
    Bench bench({.columns = {column(u"n"_s, DeclaredType::Int64, {}, u"5"_s),
                             column(u"l"_s, DeclaredType::Strings, {}, u"[\"a\"]"_s),
                             column(u"t"_s, DeclaredType::Inferred, {}, u"none"_s)}});
    QCOMPARE(bench.rows("{}"), QByteArray(R"({"n":5,"l":["a"],"t":"none"})"));
    QCOMPARE(bench.rows(R"({"n":null,"l":[],"t":""})"), QByteArray(R"({"n":null,"l":[],"t":""})"));
}

void ShapedDecoderTest::pathsLeadIntoNestedValues_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("name") << u"a.city"_s << QByteArray("\"Oslo\"");
    QTest::newRow("dollar") << u"$.a.city"_s << QByteArray("\"Oslo\"");
    QTest::newRow("object") << u"a.geo"_s << QByteArray("{\"lat\":59.9}");
    QTest::newRow("deep") << u"a.geo.lat"_s << QByteArray("59.9");
    QTest::newRow("list") << u"l[1].n"_s << QByteArray("2");
    QTest::newRow("list by dots") << u"l.0.n"_s << QByteArray("1");
    QTest::newRow("past the list") << u"l[2]"_s << QByteArray("null");
    QTest::newRow("no number") << u"l.x"_s << QByteArray("null");
    QTest::newRow("into a scalar") << u"s.x"_s << QByteArray("null");
    QTest::newRow("nowhere") << u"x.y"_s << QByteArray("null");
    QTest::newRow("the last of two") << u"a.twice"_s << QByteArray("2");
    QTest::newRow("digits") << u"a.big"_s << QByteArray("\"123456789012345678901234567890\"");
    QTest::newRow("empty text") << u"a.none"_s << QByteArray("\"\"");
}

void ShapedDecoderTest::pathsLeadIntoNestedValues()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, json);
    Bench bench({.columns = {column(u"first"_s, DeclaredType::Inferred, u"l[0].n"_s),
                             column(u"c"_s, DeclaredType::Inferred, path)}});
    const QByteArray payload =
        R"({"a":{"city":"Oslo","geo":{"lat":59.9},"twice":1,"twice":2,"none":"",)"
        R"("big":123456789012345678901234567890},"l":[{"n":1},{"n":2}],"s":5})";
    for (int i = 0; i < 2; ++i) { // also while the buffers are warm
        QCOMPARE(bench.rows(payload), QByteArray(R"({"first":1,"c":)" + json + '}'));
    }
}

void ShapedDecoderTest::namesWithDotsAreFieldsFirst()
{
    Bench bench({.columns = {column(u"c"_s, DeclaredType::Inferred, u"a.b"_s), column(u"d.e"_s)}});
    QCOMPARE(bench.rows(R"({"a":{"b":1},"a.b":2,"d.e":3})"), QByteArray(R"({"c":2,"d.e":3})"));
    QCOMPARE(bench.rows(R"({"a":{"b":1},"d":{"e":3}})"), QByteArray(R"({"c":1,"d.e":null})"));
}

void ShapedDecoderTest::aWholeRecordIsReadInside()
{
    Bench bench(
        {.columns = {column(u"id"_s), column(u"city"_s, DeclaredType::Inferred, u"a.city"_s)}});
    QCOMPARE(bench.rows(R"({"raw":{"id":4,"a":{"city":"Bonn"}}})"),
             QByteArray(R"({"id":4,"city":"Bonn"})"));
    QCOMPARE(bench.rows(R"({"raw":"text"})"), QByteArray(R"({"id":null,"city":null})"));
}

void ShapedDecoderTest::rowsOfOtherShapesAreFoundAnew()
{
    Bench bench({.columns = {column(u"a"_s), column(u"b"_s)}});
    QCOMPARE(bench.rows(R"({"a":1,"b":2})"), QByteArray(R"({"a":1,"b":2})"));
    QCOMPARE(bench.rows(R"({"b":2,"a":1})"), QByteArray(R"({"a":1,"b":2})"));
    QCOMPARE(bench.rows(R"({"x":0,"b":2})"), QByteArray(R"({"a":null,"b":2})"));
    QCOMPARE(bench.rows(R"({})"), QByteArray(R"({"a":null,"b":null})"));
    QCOMPARE(bench.told->unknown, QStringList{u"x"_s});
}

void ShapedDecoderTest::whatDoesNotFitIsNullOrRefusesTheMessage()
{
    RowShape shape{.columns = {column(u"n"_s, DeclaredType::Int8), column(u"t"_s)}};
    Bench kept(shape);
    QCOMPARE(kept.rows(R"({"n":"","t":1})"), QByteArray(R"({"n":null,"t":1})"));
    QCOMPARE(kept.told->misfits, QStringList{u"n"_s});
    shape.onFieldError = OnFieldError::Bad;
    shape.arrayMode = ArrayMode::Rows;
    Bench refused(shape);
    QCOMPARE(refused.rows(R"([{"n":1},{"n":300}])"), QByteArray("field.misfit")); // all or none
    QCOMPARE(refused.rows(R"({"n":null})"), QByteArray(R"({"n":null,"t":null})"));
}

void ShapedDecoderTest::otherFieldsAreLeftOutKeptOrRefused()
{
    RowShape shape{.columns = {column(u"a"_s), column(u"c"_s, DeclaredType::Inferred, u"o.c"_s)}};
    const QByteArray payload = R"({"a":1,"x":"y\"","o":{"c":2,"d":3},"z":{"k":[1]}})";
    Bench left(shape);
    QCOMPARE(left.rows(payload), QByteArray(R"({"a":1,"c":2})"));
    QCOMPARE(left.told->unknown, (QStringList{u"x"_s, u"z"_s}));
    shape.unknownFields = UnknownFields::Extra;
    Bench kept(shape);
    QCOMPARE(kept.rows(payload), QByteArray(R"({"a":1,"c":2,"_extra":{"x":"y\"","z":{"k":[1]}}})"));
    QCOMPARE(kept.rows(R"({"a":1})"), QByteArray(R"({"a":1,"c":null,"_extra":null})"));
    shape.unknownFields = UnknownFields::Bad;
    Bench refused(shape);
    QCOMPARE(refused.rows(payload), QByteArray("field.unknown"));
    QCOMPARE(refused.rows(R"({"a":1})"), QByteArray(R"({"a":1,"c":null})"));
}

void ShapedDecoderTest::theEventTimeIsThatOfAField()
{
    RowShape shape{.eventTime = {.column = u"at"_s, .format = TimeFormat::Seconds}};
    Bench bench(shape);
    Decoded decoded = bench.decode(R"({"at":3,"b":1})");
    QCOMPARE(decoded.rows[0].timestampMs, 3'000);
    QCOMPARE(decoded.rows[0].columns.size(), 2U);
    decoded = bench.decode(R"({"b":1})"); // the message's own
    QCOMPARE(decoded.rows[0].timestampMs, -1);
    QCOMPARE(bench.told->misfits, QStringList{u"at"_s});

    shape = {.columns = {column(u"seen"_s, DeclaredType::DateTime3, u"meta.at"_s)},
             .eventTime = {.column = u"seen"_s, .format = TimeFormat::Iso},
             .onFieldError = OnFieldError::Bad};
    Bench declared(shape);
    decoded = declared.decode(R"({"meta":{"at":"1970-01-01T00:00:02Z"}})");
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].timestampMs, 2'000);
    QCOMPARE(declared.rows(R"({"meta":{"at":"later"}})"), QByteArray("field.misfit"));

    shape.eventTime = {.column = u"other.t"_s, .format = TimeFormat::Millis};
    shape.unknownFields = UnknownFields::Bad; // it is used, so it is known
    Bench beside(shape);
    decoded = beside.decode(R"({"meta":{"at":null},"other":{"t":9}})");
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].timestampMs, 9);
}

void ShapedDecoderTest::textIsConvertedToo()
{
    Bench bench({.columns = {column(u"level"_s, DeclaredType::Float64, u"raw"_s)}}, DataType::Text);
    QCOMPARE(bench.rows("21.5"), QByteArray(R"({"level":21.5})"));
    QCOMPARE(bench.rows("off"), QByteArray(R"({"level":null})"));
}

void ShapedDecoderTest::signsAndKeysOfChangesStay()
{
    using debezium::DebeziumDecoder;
    using debezium::Output;
    const QByteArray payload =
        R"({"op":"u","ts_ms":9,"before":{"id":1,"v":"a","w":0},"after":{"id":1,"v":"b","w":0}})";
    Bench bench({.columns = {column(u"v"_s, DeclaredType::String)}},
                std::make_unique<DebeziumDecoder>(Output::Changelog));
    QCOMPARE(bench.rows(payload, R"({"id":1})"),
             QByteArray("{\"v\":\"a\",\"id\":1,\"_tp_delta\":-1}\n"
                        "{\"v\":\"b\",\"id\":1,\"_tp_delta\":1}"));
    QCOMPARE(bench.told->unknown, (QStringList{u"w"_s, u"w"_s}));

    Bench renamed({.columns = {column(u"number"_s, DeclaredType::String, u"id"_s)}},
                  std::make_unique<DebeziumDecoder>(Output::Upsert));
    const Decoded decoded = renamed.decode(payload, R"({"id":1})");
    QCOMPARE(decoded.key.size(), 1U);
    QCOMPARE(decoded.key[0].name, std::string_view("number"));
    QCOMPARE(decoded.key[0].value.text, std::string_view("1"));
    QCOMPARE(decoded.rows[0].columns.size(), 1U);
}

void ShapedDecoderTest::aRemovedRowGetsNoDefaults()
{
    using namespace debezium;
    Bench bench({.columns = {column(u"id"_s), column(u"v"_s, DeclaredType::String, {}, u"new"_s)}},
                std::make_unique<DebeziumDecoder>(Output::Upsert, Deletes::Flag));
    QCOMPARE(bench.rows(R"({"op":"d","ts_ms":9,"before":null,"after":null})", R"({"id":1})"),
             QByteArray(R"({"id":1,"v":null,"_deleted":true})"));
}

void ShapedDecoderTest::aMessageMayNotGrowWithoutLimit()
{
    RowShape shape;
    for (int i = 0; i < 100; ++i) {
        shape.columns.push_back(column(u"c%1"_s.arg(i), DeclaredType::Inferred, u"a.b"_s));
    }
    Bench bench(shape);
    const QByteArray large = "{\"a\":{\"b\":\"" + QByteArray(2'000'000, 'x') + "\"}}";
    QCOMPARE(bench.rows(large), QByteArray("field.too_large"));
    QVERIFY(bench.rows(R"({"a":{"b":1}})").startsWith(R"({"c0":1,)"));
}

QTEST_GUILESS_MAIN(ShapedDecoderTest)
#include "shaped_decoder_test.moc"
