// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_decoder.h"
#include "core/formats/avro/schema_changes.h"
#include "core/support/log_book.h"

#include <QTest>

#include <map>

using namespace core;
using namespace core::avro;
using namespace std::string_view_literals;

namespace {

class KnownSchemas final : public SchemaSource
{
public:
    SchemaAnswer schemaOf(std::uint32_t id) override
    {
        asked.push_back(id);
        return answers[id];
    }

    void add(std::uint32_t id, std::string_view text) { answers[id].schema = *parseSchema(text); }

    std::map<std::uint32_t, SchemaAnswer> answers;
    std::vector<std::uint32_t> asked;
};

Decoded decode(RowDecoder &decoder, const QByteArray &payload)
{
    MessageView message;
    message.payload = bytesOf(payload.constData(), static_cast<std::size_t>(payload.size()));
    return decoder.decode(message);
}

constexpr auto kOne = R"({"type":"record","name":"A","fields":[{"name":"a","type":"int"}]})";
constexpr auto kTwo =
    R"({"type":"record","name":"A","fields":[{"name":"a","type":"int"},{"name":"b","type":"string"}]})";

} // namespace

class AvroDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRecordIsReadByTheSchemaItNames();
    void withoutAnAnswerTheMessageWaits();
    void aRefusedSchemaRefusesItsMessages();
    void whatIsNotFramedIsRefused_data();
    void whatIsNotFramedIsRefused();
    void bareRecordsAreReadByOneSchema();
    void aNullPayloadIsATombstone();
    void aNewSchemaTellsWhatItChanges_data();
    void aNewSchemaTellsWhatItChanges();
    void aNewSchemaIsToldOfOnce();
};

void AvroDecoderTest::eachRecordIsReadByTheSchemaItNames()
{
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(1, kOne);
    schemas->add(0x01020304, kTwo);
    AvroDecoder decoder(schemas, Shape::Fields, Unions::Plain);
    const QByteArray one = QByteArray::fromHex("00 00000001 02"); // rows point into it
    const QByteArray two = QByteArray::fromHex("00 01020304 02 0278");
    for (int round = 0; round < 3; ++round) {
        Decoded decoded = decode(decoder, one);
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(decoded.rows[0].columns.size(), 1U);
        decoded = decode(decoder, two);
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(decoded.rows[0].columns.size(), 2U);
        QCOMPARE(decoded.rows[0].columns[1].value.text, "x"sv);
    }
    QCOMPARE(schemas->asked.size(), 2U);
}

void AvroDecoderTest::withoutAnAnswerTheMessageWaits()
{
    auto schemas = std::make_shared<KnownSchemas>();
    AvroDecoder decoder(schemas, Shape::Whole, Unions::Plain);
    const QByteArray message = QByteArray::fromHex("00 00000001 02");
    QCOMPARE(decode(decoder, message).kind, Decoded::Kind::Waiting);
    schemas->add(1, kOne);
    const Decoded decoded = decode(decoder, message);
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].columns[0].name, "raw"sv);
    QCOMPARE(decoded.rows[0].columns[0].value.text, R"({"a":1})"sv);
}

void AvroDecoderTest::aRefusedSchemaRefusesItsMessages()
{
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->answers[7].refused = Error{ErrorCode::Rejected, "avro.schema.unknown"};
    AvroDecoder decoder(schemas, Shape::Fields, Unions::Plain);
    const Decoded decoded = decode(decoder, QByteArray::fromHex("00 00000007 02"));
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(decoded.error.id, "avro.schema.unknown"sv);
}

void AvroDecoderTest::whatIsNotFramedIsRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("empty") << QByteArray("") << QByteArray("avro.not_framed");
    QTest::newRow("json") << QByteArray(R"({"a":1})") << QByteArray("avro.not_framed");
    QTest::newRow("four bytes") << QByteArray(4, '\0') << QByteArray("avro.not_framed");
    QTest::newRow("single object")
        << QByteArray("\xC3\x01") + QByteArray(9, 'x') << QByteArray("avro.single_object");
    QTest::newRow("no record") << QByteArray::fromHex("0000000001") << QByteArray("avro.truncated");
}

void AvroDecoderTest::whatIsNotFramedIsRefused()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, id);
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(1, kOne);
    AvroDecoder decoder(schemas, Shape::Fields, Unions::Plain);
    const Decoded decoded = decode(decoder, payload);
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(QByteArray(decoded.error.id), id);
    QVERIFY(!decoded.error.message.isEmpty());
    QCOMPARE(decoded.error.field.isEmpty(), !payload.startsWith('{'));
}

void AvroDecoderTest::bareRecordsAreReadByOneSchema()
{
    AvroDecoder decoder(parseSchema(kTwo), Shape::Fields, Unions::Plain);
    const QByteArray two = QByteArray::fromHex("02 0278"); // rows point into it
    const Decoded decoded = decode(decoder, two);
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].columns.size(), 2U);
    QCOMPARE(decoder.decode(MessageView{}).kind, Decoded::Kind::Nothing);
    QVERIFY(decode(decoder, QByteArray::fromHex("80")).error.field.isEmpty());
    const Decoded framed = decode(decoder, QByteArray::fromHex("00 00000001 02 0278"));
    QCOMPARE(framed.kind, Decoded::Kind::Undecodable);
    QCOMPARE(framed.error.field, QStringLiteral("framing"));

    AvroDecoder wrong(parseSchema("{"), Shape::Fields, Unions::Plain);
    QCOMPARE(decode(wrong, two).error.id, "avro.schema.json"sv);
}

void AvroDecoderTest::aNullPayloadIsATombstone()
{
    AvroDecoder decoder(std::make_shared<KnownSchemas>(), Shape::Fields, Unions::Plain);
    QCOMPARE(decoder.decode(MessageView{}).kind, Decoded::Kind::Nothing);
}

void AvroDecoderTest::aNewSchemaTellsWhatItChanges_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *before, const char *now, const char *said) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(now) << QString::fromLatin1(said);
    };
    const char *number = R"([{"name":"a","type":"int"}])";
    row("the same", number, number, "");
    row("a new field", number, R"([{"name":"a","type":"int"},{"name":"b","type":"string"}])",
        "new fields: b (string)");
    row("one that is gone", R"([{"name":"a","type":"int"},{"name":"b","type":"string"}])", number,
        "gone: b");
    row("another type", number, R"([{"name":"a","type":"long"}])",
        "of another type: a (was int, is long)");
    row("another meaning", R"([{"name":"a","type":"long"}])",
        R"([{"name":"a","type":{"type":"long","logicalType":"timestamp-millis"}}])",
        "of another type: a (was long, is timestamp-millis)");
    row("null is allowed", number, R"([{"name":"a","type":["null","int"]}])",
        "of another type: a (was int, is null or int)");
    row("another element", R"([{"name":"a","type":{"type":"array","items":"int"}}])",
        R"([{"name":"a","type":{"type":"array","items":"string"}}])",
        "of another type: a (was array of int, is array of string)");
    row("another scale",
        R"([{"name":"a","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}}])",
        R"([{"name":"a","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":4}}])",
        "of another type: a (was decimal, scale 2, is decimal, scale 4)");
    row("all at once", R"([{"name":"a","type":"int"},{"name":"b","type":"int"}])",
        R"([{"name":"a","type":"long"},{"name":"c","type":"int"}])",
        "new fields: c (int); gone: b; of another type: a (was int, is long)");
}

void AvroDecoderTest::aNewSchemaTellsWhatItChanges()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, now);
    const auto schemaOf = [](const QByteArray &fields) {
        const QByteArray text = R"({"type":"record","name":"A","fields":)" + fields + '}';
        return *parseSchema(text.toStdString());
    };
    QTEST(schemaChanges(*schemaOf(before), *schemaOf(now)), "said");
}

void AvroDecoderTest::aNewSchemaIsToldOfOnce()
{
    LogBook book;
    book.listen();
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(1, kOne);
    schemas->add(2, kTwo);
    AvroDecoder decoder(schemas, Shape::Fields, Unions::Plain);
    for (int round = 0; round < 3; ++round) {
        decode(decoder, QByteArray::fromHex("00 00000001 02"));
        decode(decoder, QByteArray::fromHex("00 00000002 02 0278"));
    }
    const std::vector<LogLine> said = book.after(0);
    QCOMPARE(said.size(), 1U);
    QCOMPARE(said.front().text, QStringLiteral("schema 2: new fields: b (string)"));
}

QTEST_GUILESS_MAIN(AvroDecoderTest)
#include "avro_decoder_test.moc"
