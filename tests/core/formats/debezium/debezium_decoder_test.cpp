// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_decoder.h"
#include "core/formats/debezium/debezium_decoder.h"
#include "core/formats/value_json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace core;
using namespace core::debezium;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;

namespace {

struct Message
{
    QByteArray key;
    QByteArray payload; ///< null = tombstone
};

Decoded decode(RowDecoder &decoder, const Message &message)
{
    const auto bytes = [](const QByteArray &text) {
        return text.isNull() ? Bytes{}
                             : bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
    };
    return decoder.decode(
        MessageView{.payload = bytes(message.payload), .key = bytes(message.key)});
}

QByteArray contents(const QString &name)
{
    QFile file(QStringLiteral(WEIR_TEST_DATA) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A topic as recorded, in its order.
std::vector<Message> recorded(const QString &name)
{
    const auto bytes = [](const QJsonValue &value) {
        return value.isNull() ? QByteArray() : value.toString().toUtf8();
    };
    std::vector<Message> messages;
    for (const QByteArray &line : contents(name).split('\n')) {
        if (!line.isEmpty()) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            messages.push_back({bytes(json["key"_L1]), bytes(json["payload"_L1])});
        }
    }
    return messages;
}

/// One record of the topic in Avro, as recorded.
Message recordedAvro(const QString &name)
{
    const QJsonObject json = QJsonDocument::fromJson(contents(name)).object();
    const QJsonValue value = json["value_hex"_L1];
    return {QByteArray::fromHex(json["key_hex"_L1].toString().toLatin1()),
            value.isString() ? QByteArray::fromHex(value.toString().toLatin1()) : QByteArray()};
}

class RecordedSchemas final : public avro::SchemaSource
{
public:
    avro::SchemaAnswer schemaOf(std::uint32_t id) override
    {
        const QByteArray text = contents(u"dbzavro-schema-%1.avsc"_s.arg(id));
        return {.schema = *avro::parseSchema(text.toStdString())};
    }
};

std::string json(const Row &row)
{
    std::string text;
    appendRowJson(row, text);
    return text;
}

QByteArray valueOf(const Row &row, std::string_view name)
{
    for (const Column &column : row.columns) {
        if (column.name == name) {
            std::string text;
            appendJson(column.value, text);
            return QByteArray::fromStdString(text);
        }
    }
    return "(none)";
}

/// The table that the rows tell of: by "id", the last row that still stands.
using Table = std::map<QByteArray, std::string>;

void apply(const Decoded &decoded, Table &table)
{
    for (const Row &row : decoded.rows) {
        if (valueOf(row, "_tp_delta") == "1") {
            table[valueOf(row, "id")] = json(row);
        } else {
            table.erase(valueOf(row, "id"));
        }
    }
}

QByteArrayList keysOf(const Table &table)
{
    QByteArrayList keys;
    for (const auto &[key, row] : table) {
        keys.append(key);
    }
    return keys;
}

} // namespace

class DebeziumDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRowsOfATopicAreTheTable_data();
    void theRowsOfATopicAreTheTable();
    void anUpdateTakesTheOldRowBackFirst();
    void theSchemaTellsWhatValuesMean();
    void changesInAvroReadTheSame();
    void withoutTheOldRowItsKeyStandsForIt();
    void deletionsFollowTheirMode_data();
    void deletionsFollowTheirMode();
    void aTableWithoutKeyIsRead();
    void markersAreNoRows_data();
    void markersAreNoRows();
    void whatIsNoChangeIsRefused_data();
    void whatIsNoChangeIsRefused();
    void aValueThatWasNotToldIsNull();
};

void DebeziumDecoderTest::theRowsOfATopicAreTheTable_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<bool>("isUpsert");
    QTest::newRow("plain changelog") << u"dbzplain-orders.kcat.json"_s << false;
    QTest::newRow("plain upsert") << u"dbzplain-orders.kcat.json"_s << true;
    QTest::newRow("schema changelog") << u"dbzschema-orders.kcat.json"_s << false;
    QTest::newRow("schema upsert") << u"dbzschema-orders.kcat.json"_s << true;
}

void DebeziumDecoderTest::theRowsOfATopicAreTheTable()
{
    QFETCH(QString, topic);
    QFETCH(bool, isUpsert);
    DebeziumDecoder decoder(isUpsert ? Output::Upsert : Output::Changelog, Deletes::Apply);
    Table table;
    int tombstones = 0;
    for (const Message &message : recorded(topic)) {
        const Decoded decoded = decode(decoder, message);
        QVERIFY(decoded.kind == Decoded::Kind::Rows || decoded.kind == Decoded::Kind::Nothing);
        tombstones += decoded.kind == Decoded::Kind::Nothing ? 1 : 0;
        if (decoded.kind == Decoded::Kind::Rows) {
            QCOMPARE(decoded.key.size(), 1U);
            QCOMPARE(decoded.key[0].name, "id"sv);
        }
        apply(decoded, table);
    }
    QCOMPARE(tombstones, 3);
    QCOMPARE(keysOf(table), (QByteArrayList{"1", "100", "4", "5", "7", "8"}));
}

void DebeziumDecoderTest::anUpdateTakesTheOldRowBackFirst()
{
    DebeziumDecoder decoder(Output::Changelog);
    const Message update = recorded(u"dbzplain-orders.kcat.json"_s)[3];
    const Decoded decoded = decode(decoder, update);
    QCOMPARE(decoded.rows.size(), 2U);
    QCOMPARE(valueOf(decoded.rows[0], "_tp_delta"), "-1");
    QCOMPARE(valueOf(decoded.rows[1], "_tp_delta"), "1");
    QCOMPARE(valueOf(decoded.rows[0], "qty"), "10");
    QCOMPARE(valueOf(decoded.rows[1], "qty"), "11");
    QCOMPARE(decoded.rows[1].timestampMs, 1'795'453'028'426);
    QCOMPARE(decoded.rows[0].timestampMs, 1'795'453'028'425);
}

void DebeziumDecoderTest::theSchemaTellsWhatValuesMean()
{
    DebeziumDecoder decoder(Output::Changelog);
    const Decoded decoded = decode(decoder, recorded(u"dbzschema-orders.kcat.json"_s)[0]);
    QCOMPARE(decoded.rows.size(), 1U);
    const Row &row = decoded.rows[0];
    QCOMPARE(valueOf(row, "amount"), R"("12.50")");
    QCOMPARE(valueOf(row, "day"), R"("2026-01-02")");
    QCOMPARE(valueOf(row, "note"), R"({"k": 1})");
    QCOMPARE(valueOf(row, "raw"), R"({"_base64":"AQI="})");
    QCOMPARE(valueOf(row, "tags"), R"(["a","b"])");
    QCOMPARE(valueOf(row, "created"), R"("2026-01-02T03:04:05.678901Z")");
    // without a schema nobody knows better
    const Decoded plain = decode(decoder, recorded(u"dbzplain-orders.kcat.json"_s)[0]);
    QCOMPARE(valueOf(plain.rows[0], "amount"), R"("BOI=")");
    QCOMPARE(valueOf(plain.rows[0], "day"), "20455");
}

void DebeziumDecoderTest::changesInAvroReadTheSame()
{
    DebeziumDecoder decoder(Output::Changelog, Deletes::Skip,
                            std::make_unique<avro::AvroDecoder>(std::make_shared<RecordedSchemas>(),
                                                                avro::Shape::Whole,
                                                                avro::Unions::Plain));
    Table table;
    for (const QString &name : {u"00-r"_s, u"01-r"_s, u"02-r"_s, u"03-r"_s, u"04-c"_s, u"05-u"_s,
                                u"06-d"_s, u"07-tombstone"_s}) {
        const Decoded decoded =
            decode(decoder, recordedAvro(u"dbzavro-orders-"_s + name + u".json"_s));
        QVERIFY(decoded.kind == Decoded::Kind::Rows || decoded.kind == Decoded::Kind::Nothing);
        if (name == "00-r"_L1) {
            QCOMPARE(valueOf(decoded.rows[0], "amount"), R"("13.00")");
            QCOMPARE(decoded.key.size(), 1U);
        }
        apply(decoded, table);
    }
    QCOMPARE(keysOf(table), (QByteArrayList{"1", "100", "4", "5"}));
}

void DebeziumDecoderTest::withoutTheOldRowItsKeyStandsForIt()
{
    DebeziumDecoder decoder(Output::Changelog);
    const Decoded changed = decode(
        decoder, {R"({"id":7})", R"({"before":null,"after":{"id":7,"a":2},"op":"u","ts_ms":5})"});
    QCOMPARE(changed.rows.size(), 2U);
    QCOMPARE(json(changed.rows[0]), R"({"id":7,"_tp_delta":-1})");
    const Decoded deleted =
        decode(decoder, {R"({"id":7})", R"({"before":null,"after":null,"op":"d"})"});
    QCOMPARE(deleted.rows.size(), 1U);
    QCOMPARE(json(deleted.rows[0]), R"({"id":7,"_tp_delta":-1})");
    QCOMPARE(deleted.rows[0].timestampMs, -1);
    const Decoded unknown = decode(decoder, {{}, R"({"before":null,"after":null,"op":"d"})"});
    QCOMPARE(unknown.error.id, "debezium.key.missing"sv);
}

void DebeziumDecoderTest::deletionsFollowTheirMode_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("skip") << static_cast<int>(Deletes::Skip) << QByteArray();
    QTest::newRow("flag") << static_cast<int>(Deletes::Flag)
                          << QByteArray(R"({"id":3,"_deleted":true})");
    QTest::newRow("apply") << static_cast<int>(Deletes::Apply)
                           << QByteArray(R"({"id":3,"_tp_delta":-1})");
}

void DebeziumDecoderTest::deletionsFollowTheirMode()
{
    QFETCH(int, mode);
    QFETCH(QByteArray, row);
    DebeziumDecoder decoder(Output::Upsert, static_cast<Deletes>(mode));
    const Decoded decoded = decode(decoder, recorded(u"dbzschema-orders.kcat.json"_s)[4]);
    if (row.isEmpty()) {
        QCOMPARE(decoded.kind, Decoded::Kind::Nothing);
        return;
    }
    QCOMPARE(decoded.rows.size(), 1U);
    QCOMPARE(QByteArray::fromStdString(json(decoded.rows[0])), row);
}

void DebeziumDecoderTest::aTableWithoutKeyIsRead()
{
    DebeziumDecoder decoder(Output::Changelog);
    QList<int> deltas;
    for (const Message &message : recorded(u"dbzplain-keyless.kcat.json"_s)) {
        const Decoded decoded = decode(decoder, message);
        QVERIFY(decoded.key.empty());
        for (const Row &row : decoded.rows) {
            deltas.append(valueOf(row, "_tp_delta").toInt());
        }
    }
    QCOMPARE(deltas, (QList<int>{1, 1, -1}));
}

void DebeziumDecoderTest::markersAreNoRows_data()
{
    QTest::addColumn<QString>("topic");
    QTest::newRow("heartbeats") << u"dbzfix-heartbeat.kcat.json"_s;
    QTest::newRow("transactions") << u"dbzfix-transaction.kcat.json"_s;
    QTest::newRow("a truncation") << u"dbzfix-keyless.kcat.json"_s;
}

void DebeziumDecoderTest::markersAreNoRows()
{
    QFETCH(QString, topic);
    const std::vector<Message> messages = recorded(topic);
    QVERIFY(!messages.empty());
    for (const Output output : {Output::Changelog, Output::Upsert}) {
        DebeziumDecoder decoder(output, Deletes::Apply);
        for (const Message &message : messages) {
            QCOMPARE(decode(decoder, message).kind, Decoded::Kind::Nothing);
        }
    }
}

void DebeziumDecoderTest::whatIsNoChangeIsRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char *name, QByteArray payload, const char *id) {
        QTest::newRow(name) << std::move(payload) << QByteArray(id);
    };
    row("empty", "", "json.invalid");
    row("text", "hello", "json.invalid");
    row("array", "[1]", "json.not_object");
    row("flattened", R"({"id":1,"customer":"a"})", "debezium.not_a_change");
    row("payload is a text", R"({"schema":{},"payload":"x"})", "debezium.not_a_change");
    row("ts_ms beside others", R"({"ts_ms":1,"id":1})", "debezium.not_a_change");
    row("unknown letter", R"({"op":"x","after":{"id":1}})", "debezium.operation.unknown");
    row("op is a number", R"({"op":1,"after":{"id":1}})", "debezium.operation.unknown");
    row("nothing after", R"({"op":"c","before":null,"after":null})", "debezium.image.missing");
    row("after is a text", R"({"op":"u","after":"x"})", "debezium.image.missing");
    QByteArray wide = R"({"op":"c","after":{)";
    for (int i = 0; i < 5000; ++i) {
        wide += (i ? ",\"c" : "\"c") + QByteArray::number(i) + "\":1";
    }
    row("5000 columns", wide + "}}", "json.too_many_columns");
}

void DebeziumDecoderTest::whatIsNoChangeIsRefused()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, id);
    for (const Output output : {Output::Changelog, Output::Upsert}) {
        DebeziumDecoder decoder(output);
        const Decoded decoded = decode(decoder, {"{}", payload});
        QCOMPARE(decoded.kind, Decoded::Kind::Undecodable);
        QCOMPARE(QByteArray(decoded.error.id), id);
        QVERIFY(!decoded.error.message.isEmpty());
    }
}

void DebeziumDecoderTest::aValueThatWasNotToldIsNull()
{
    DebeziumDecoder decoder(Output::Upsert);
    const Decoded decoded = decode(
        decoder,
        {R"({"id":1})", R"({"op":"u","after":{"id":1,"big":"__debezium_unavailable_value"}})"});
    QCOMPARE(json(decoded.rows[0]), R"({"id":1,"big":null})");
}

QTEST_APPLESS_MAIN(DebeziumDecoderTest)
#include "debezium_decoder_test.moc"
