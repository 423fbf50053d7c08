// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/protobuf_decoder.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;
using namespace std::string_view_literals;

namespace {

constexpr auto kFile = R"(syntax = "proto3";
message A { int32 a = 1; message Inner { string b = 1; } }
message C { bool c = 1; }
)";

class KnownSchemas final : public TypesSource
{
public:
    TypesAnswer typesOf(std::uint32_t id) override
    {
        asked.push_back(id);
        return answers[id];
    }

    void add(std::uint32_t id, const char *text)
    {
        const ProtoFile file{.text = text};
        answers[id].types = *MessageTypes::build({&file, 1});
    }

    std::map<std::uint32_t, TypesAnswer> answers;
    std::vector<std::uint32_t> asked;
};

Decoded decode(RowDecoder &decoder, const QByteArray &payload)
{
    MessageView message;
    message.payload = bytesOf(payload.constData(), static_cast<std::size_t>(payload.size()));
    return decoder.decode(message);
}

} // namespace

class ProtobufDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMarkerNamesSchemaAndMessage_data();
    void theMarkerNamesSchemaAndMessage();
    void eachSchemaIsAskedForOnce();
    void withoutAnAnswerTheMessageWaits();
    void aRefusedSchemaRefusesItsMessages();
    void wrongMarkersAreRefused_data();
    void wrongMarkersAreRefused();
    void bareMessagesAreReadAsTheTypeThatIsSet();
    void whatLooksLikeSomethingElseIsNamed_data();
    void whatLooksLikeSomethingElseIsNamed();
    void withoutATypeEachMessageIsRefused();
    void aNullPayloadIsATombstone();
};

void ProtobufDecoderTest::theMarkerNamesSchemaAndMessage_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("json");
    const auto add = [](const char *name, const char *hex, const char *json) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray(json);
    };
    add("short form of the first", "0000000007 00 0805", R"({"a":5})");
    add("long form of the first", "0000000007 0200 0805", R"({"a":5})");
    add("another", "0000000007 0202 0801", R"({"c":true})");
    add("inside another", "0000000007 040000 0a0178", R"({"b":"x"})");
    add("without fields", "0000000007 00", R"({"a":0})");
}

void ProtobufDecoderTest::theMarkerNamesSchemaAndMessage()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, json);
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(7, kFile);
    ProtobufDecoder decoder(schemas, Shape::Whole);
    const Decoded decoded = decode(decoder, message);
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    const std::string_view text = decoded.rows.front().columns.front().value.text;
    QCOMPARE(QByteArray(text.data(), static_cast<qsizetype>(text.size())), json);
}

void ProtobufDecoderTest::eachSchemaIsAskedForOnce()
{
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(1, kFile);
    schemas->add(0x01020304, R"(syntax = "proto3"; message B { int32 x = 1; int32 y = 2; })");
    ProtobufDecoder decoder(schemas, Shape::Fields);
    const QByteArray one = QByteArray::fromHex("0000000001 00 0802");
    const QByteArray two = QByteArray::fromHex("0001020304 00 0803");
    for (int round = 0; round < 3; ++round) {
        Decoded decoded = decode(decoder, one);
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(decoded.rows[0].columns.size(), 1U);
        QCOMPARE(decoded.rows[0].columns[0].value.integer, 2);
        decoded = decode(decoder, two);
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(decoded.rows[0].columns.size(), 2U);
        QCOMPARE(decoded.rows[0].columns[0].value.integer, 3);
    }
    QCOMPARE(schemas->asked.size(), 2U);
}

void ProtobufDecoderTest::withoutAnAnswerTheMessageWaits()
{
    auto schemas = std::make_shared<KnownSchemas>();
    ProtobufDecoder decoder(schemas, Shape::Whole);
    const QByteArray message = QByteArray::fromHex("0000000001 00 0802");
    QCOMPARE(decode(decoder, message).kind, Decoded::Kind::Waiting);
    schemas->add(1, kFile);
    QCOMPARE(decode(decoder, message).kind, Decoded::Kind::Rows);
}

void ProtobufDecoderTest::aRefusedSchemaRefusesItsMessages()
{
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->answers[7].refused = Error{ErrorCode::Rejected, "protobuf.schema.unknown"};
    ProtobufDecoder decoder(schemas, Shape::Fields);
    const Decoded decoded = decode(decoder, QByteArray::fromHex("0000000007 00 0802"));
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(decoded.error.id, "protobuf.schema.unknown"sv);
}

void ProtobufDecoderTest::wrongMarkersAreRefused_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("id");
    const auto add = [](const char *name, const char *hex, const char *id) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray("protobuf.") + id;
    };
    add("empty", "", "not_framed");
    add("bare", "0805", "not_framed");
    add("marker alone", "0000000007", "not_framed");
    add("json", "7b2261223a317d", "not_framed");
    add("no such message", "0000000007 0204 0801", "index");
    add("no such inner message", "0000000007 040002 0801", "index");
    add("negative", "0000000007 0201 0801", "index");
    add("negative count", "0000000007 01 0801", "index");
    add("count beyond all", "0000000007 ffffffff0f 0801", "index");
    add("count cut off", "0000000007 06 00", "index");
    add("endless number", "0000000007 02ffffffffffffffffffffff01", "index");
    add("body cut off", "0000000007 00 08", "truncated");
}

void ProtobufDecoderTest::wrongMarkersAreRefused()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, id);
    auto schemas = std::make_shared<KnownSchemas>();
    schemas->add(7, kFile);
    ProtobufDecoder decoder(schemas, Shape::Whole);
    const Decoded decoded = decode(decoder, message.isEmpty() ? QByteArray("") : message);
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(QByteArray(decoded.error.id), id);
    QVERIFY(!decoded.error.message.isEmpty());
}

void ProtobufDecoderTest::bareMessagesAreReadAsTheTypeThatIsSet()
{
    ProtobufDecoder decoder(findType(QString::fromLatin1(kFile), u"C"_s), Shape::Fields);
    Decoded decoded = decode(decoder, QByteArray::fromHex("0801"));
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].columns[0].name, "c"sv);
    QCOMPARE(decoded.rows[0].columns[0].value.integer, 1);
    decoded = decode(decoder, QByteArray(""));
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(decoded.rows[0].columns[0].value.integer, 0);
}

void ProtobufDecoderTest::whatLooksLikeSomethingElseIsNamed_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("field");
    QTest::newRow("json") << QByteArray(R"({"a":1})") << u"data_type"_s;
    QTest::newRow("marker") << QByteArray::fromHex("0000000007000805") << u"framing"_s;
    QTest::newRow("another message") << QByteArray::fromHex("5001") << u"protobuf_message"_s;
    QTest::newRow("cut off") << QByteArray::fromHex("08") << QString();
}

void ProtobufDecoderTest::whatLooksLikeSomethingElseIsNamed()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, field);
    ProtobufDecoder decoder(findType(QString::fromLatin1(kFile), u"C"_s), Shape::Fields);
    const Decoded decoded = decode(decoder, message);
    QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
    QCOMPARE(decoded.error.field, field);
}

void ProtobufDecoderTest::withoutATypeEachMessageIsRefused()
{
    ProtobufDecoder decoder(findType(QString::fromLatin1(kFile), u"D"_s), Shape::Fields);
    for (int round = 0; round < 2; ++round) {
        const Decoded decoded = decode(decoder, QByteArray::fromHex("0801"));
        QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
        QCOMPARE(decoded.error.id, "protobuf.message.unknown"sv);
    }
}

void ProtobufDecoderTest::aNullPayloadIsATombstone()
{
    ProtobufDecoder bare(findType(QString::fromLatin1(kFile), u"C"_s), Shape::Fields);
    QCOMPARE(bare.decode(MessageView{}).kind, Decoded::Kind::Nothing);
    ProtobufDecoder framed(std::make_shared<KnownSchemas>(), Shape::Fields);
    QCOMPARE(framed.decode(MessageView{}).kind, Decoded::Kind::Nothing);
}

QTEST_GUILESS_MAIN(ProtobufDecoderTest)
#include "protobuf_decoder_test.moc"
