// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_decoder.h"

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
    void aNullPayloadIsATombstone();
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

void AvroDecoderTest::aNullPayloadIsATombstone()
{
    AvroDecoder decoder(std::make_shared<KnownSchemas>(), Shape::Fields, Unions::Plain);
    QCOMPARE(decoder.decode(MessageView{}).kind, Decoded::Kind::Nothing);
}

QTEST_GUILESS_MAIN(AvroDecoderTest)
#include "avro_decoder_test.moc"
