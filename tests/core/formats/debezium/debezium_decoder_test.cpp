// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/untold_value.h"
#include "core/formats/value_json.h"
#include "core/support/log_book.h"
#include "core/support/logging.h"
#include "tests/support/recorded_changes.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace core;
using namespace core::debezium;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;
using support::Keyed;
using support::recordedTopic;

namespace {

Decoded decode(RowDecoder &decoder, const Keyed &message)
{
    const auto bytes = [](const QByteArray &text) {
        return text.isNull() ? Bytes{}
                             : bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
    };
    return decoder.decode(
        MessageView{.payload = bytes(message.payload), .key = bytes(message.key)});
}

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
    void keysInAvroAreNoChangeOfTheValuesSchema();
    void aNumberWithItsOwnScaleIsExact_data();
    void aNumberWithItsOwnScaleIsExact();
    void whatOnlyLooksLikeANumberStays_data();
    void whatOnlyLooksLikeANumberStays();
    void bytesInAvroAreBytes();
    void nullsAndTransactionsAreReadAsTold();
    void withoutTheOldRowItsKeyStandsForIt();
    void deletionsFollowTheirMode_data();
    void deletionsFollowTheirMode();
    void aTableWithoutKeyIsRead();
    void markersAreNoRows_data();
    void markersAreNoRows();
    void whatIsNoChangeIsRefused_data();
    void whatIsNoChangeIsRefused();
    void aValueThatWasNotToldIsNull_data();
    void aValueThatWasNotToldIsNull();
    void whatRowsCannotTellIsSaidOnceInTheFlowsLog_data();
    void whatRowsCannotTellIsSaidOnceInTheFlowsLog();
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
    for (const Keyed &message : recordedTopic(topic)) {
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
    const Keyed update = recordedTopic(u"dbzplain-orders.kcat.json"_s)[3];
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
    const Decoded decoded = decode(decoder, recordedTopic(u"dbzschema-orders.kcat.json"_s)[0]);
    QCOMPARE(decoded.rows.size(), 1U);
    const Row &row = decoded.rows[0];
    QCOMPARE(valueOf(row, "amount"), R"("12.50")");
    QCOMPARE(valueOf(row, "day"), R"("2026-01-02")");
    QCOMPARE(valueOf(row, "note"), R"({"k": 1})");
    QCOMPARE(valueOf(row, "raw"), R"({"_base64":"AQI="})");
    QCOMPARE(valueOf(row, "tags"), R"(["a","b"])");
    QCOMPARE(valueOf(row, "created"), R"("2026-01-02T03:04:05.678901Z")");
    // without a schema nobody knows better
    const Decoded plain = decode(decoder, recordedTopic(u"dbzplain-orders.kcat.json"_s)[0]);
    QCOMPARE(valueOf(plain.rows[0], "amount"), R"("BOI=")");
    QCOMPARE(valueOf(plain.rows[0], "day"), "20455");
}

void DebeziumDecoderTest::changesInAvroReadTheSame()
{
    const auto decoder = support::changeDecoder(Output::Changelog, Deletes::Skip, true);
    const QList<Keyed> messages = support::recordedAvro();
    QCOMPARE(messages.size(), 8);
    Table table;
    for (const Keyed &message : messages) {
        const Decoded decoded = decode(*decoder, message);
        QVERIFY(decoded.kind == Decoded::Kind::Rows || decoded.kind == Decoded::Kind::Nothing);
        if (&message == &messages.front()) {
            QCOMPARE(valueOf(decoded.rows[0], "amount"), R"("13.00")");
            QCOMPARE(valueOf(decoded.rows[0], "day"), R"("2026-01-02")");
            QCOMPARE(decoded.key.size(), 1U);
        }
        apply(decoded, table);
    }
    QCOMPARE(keysOf(table), (QByteArrayList{"1", "100", "4", "5"}));
}

void DebeziumDecoderTest::keysInAvroAreNoChangeOfTheValuesSchema()
{
    LogBook book;
    book.listen();
    const auto decoder = support::changeDecoder(Output::Changelog, Deletes::Skip, true);
    for (const Keyed &message : support::recordedAvro()) {
        decode(*decoder, message);
    }
    QCOMPARE(book.after(0).size(), 0U);
}

void DebeziumDecoderTest::aNumberWithItsOwnScaleIsExact_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("digits");
    const auto row = [](const char *name, const char *number, const char *digits) {
        QTest::newRow(name) << QByteArray(number) << QByteArray(digits);
    };
    row("of two places", R"({"scale":2,"value":"BOI="})", R"("12.50")");
    row("whole", R"({"scale":0,"value":"/w=="})", R"("-1")");
    row("with zeros behind", R"({"scale":-3,"value":"BQ=="})", R"("5000")");
    row("nothing with zeros behind", R"({"scale":-3,"value":"AA=="})", R"("0")");
    row("in Avro", R"({"scale":2,"value":{"_base64":"BOI="}})", R"("12.50")");
}

/// Also as a key, which no nested value can be.
void DebeziumDecoderTest::aNumberWithItsOwnScaleIsExact()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, digits);
    DebeziumDecoder decoder(Output::Changelog);
    const QByteArray key = R"({"n":)" + number + '}';
    const QByteArray schema =
        R"({"type":"struct","fields":[{"field":"after","type":"struct","fields":[)"
        R"({"field":"n","type":"struct","name":"io.debezium.data.VariableScaleDecimal"}]}]})";
    const QByteArray change = R"({"op":"c","after":)" + key + '}';
    for (const QByteArray &payload :
         {change, QByteArray(R"({"schema":)" + schema + R"(,"payload":)" + change + '}')}) {
        const Decoded decoded = decode(decoder, {key, payload});
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(valueOf(decoded.rows[0], "n"), digits);
        QCOMPARE(decoded.key.front().value.kind, Value::Kind::BigNumber);
        const Value &value = decoded.rows[0].columns.front().value;
        QCOMPARE(value.type.scalar, ColumnType::Scalar::Number);
    }
}

void DebeziumDecoderTest::whatOnlyLooksLikeANumberStays_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("a scale in words") << QByteArray(R"({"scale":"2","value":"BOI="})");
    QTest::newRow("no base64") << QByteArray(R"({"scale":2,"value":"B*I="})");
    QTest::newRow("no digits") << QByteArray(R"({"scale":2,"value":""})");
    QTest::newRow("no scale that fits") << QByteArray(R"({"scale":99999999999,"value":"BOI="})");
    QTest::newRow("a scale that is a bomb") << QByteArray(R"({"scale":-60000,"value":"BOI="})");
    QTest::newRow("more beside it") << QByteArray(R"({"scale":2,"value":"BOI=","unit":"m"})");
    QTest::newRow("another order") << QByteArray(R"({"value":"BOI=","scale":2})");
}

void DebeziumDecoderTest::whatOnlyLooksLikeANumberStays()
{
    QFETCH(QByteArray, value);
    DebeziumDecoder decoder(Output::Upsert);
    const Decoded decoded = decode(decoder, {{}, R"({"op":"c","after":{"n":)" + value + "}}"});
    QCOMPARE(valueOf(decoded.rows[0], "n"), value);
}

void DebeziumDecoderTest::bytesInAvroAreBytes()
{
    const auto decoder = support::changeDecoder(Output::Upsert, Deletes::Skip, true);
    const Decoded decoded = decode(*decoder, support::recordedAvro().front());
    const Row &row = decoded.rows[0];
    const auto raw = std::ranges::find(row.columns, "raw"sv, &Column::name);
    QVERIFY(raw != row.columns.end());
    QCOMPARE(raw->value.kind, Value::Kind::Binary);
    QCOMPARE(raw->value.text, "\x01\x02"sv);
}

/// With the metadata of transactions, and null where the column has a default.
void DebeziumDecoderTest::nullsAndTransactionsAreReadAsTold()
{
    DebeziumDecoder decoder(Output::Changelog);
    const QList<Keyed> messages = recordedTopic(u"dbzfix-orders.kcat.json"_s);
    Table table;
    for (const Keyed &message : messages) {
        const Decoded decoded = decode(decoder, message);
        QCOMPARE(decoded.kind, Decoded::Kind::Rows);
        QCOMPARE(decoded.rows.size(), 1U);
        QCOMPARE(valueOf(decoded.rows[0], "transaction"), "(none)");
        apply(decoded, table);
    }
    QCOMPARE(keysOf(table), (QByteArrayList{"1", "100", "4", "5", "7", "8"}));
    QCOMPARE(table["8"],
             R"({"id":8,"customer":"nul2","amount":"7.25","price":null,"qty":null,"paid":null,)"
             R"("created":null,"day":null,"note":null,"tags":null,"raw":null,"_tp_delta":1})");
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
    const Decoded decoded = decode(decoder, recordedTopic(u"dbzschema-orders.kcat.json"_s)[4]);
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
    for (const Keyed &message : recordedTopic(u"dbzplain-keyless.kcat.json"_s)) {
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
    const QList<Keyed> messages = recordedTopic(topic);
    QVERIFY(!messages.isEmpty());
    for (const Output output : {Output::Changelog, Output::Upsert}) {
        DebeziumDecoder decoder(output, Deletes::Apply);
        for (const Keyed &message : messages) {
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

void DebeziumDecoderTest::aValueThatWasNotToldIsNull_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("text") << QByteArray(R"("__debezium_unavailable_value")");
    QTest::newRow("bytes") << QByteArray(R"("X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==")");
    QTest::newRow("texts") << QByteArray(R"(["__debezium_unavailable_value"])");
    QTest::newRow("numbers") << QByteArray(
        "[95,95,100,101,98,101,122,105,117,109,95,117,110,97,118,"
        "97,105,108,97,98,108,101,95,118,97,108,117,101]");
    QTest::newRow("map") << QByteArray(
        R"({"__debezium_unavailable_value":"__debezium_unavailable_value"})");
}

void DebeziumDecoderTest::aValueThatWasNotToldIsNull()
{
    QFETCH(QByteArray, value);
    DebeziumDecoder decoder(Output::Upsert);
    const Decoded decoded = decode(
        decoder, {R"({"id":1})", R"({"op":"u","after":{"id":1,"gone":null,"big":)" + value + "}}"});
    QCOMPARE(json(decoded.rows[0]), R"({"id":1,"gone":null,"big":null})");
    QVERIFY(isUntold(decoded.rows[0].columns[2].value));
    QVERIFY(!isUntold(decoded.rows[0].columns[1].value));
}

void DebeziumDecoderTest::whatRowsCannotTellIsSaidOnceInTheFlowsLog_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<bool>("isUpsert");
    QTest::addColumn<int>("lines");
    const auto row = [](const char *name, const char *change, int lines, bool isUpsert = false) {
        QTest::newRow(name) << QByteArray(change) << isUpsert << lines;
    };
    row("a truncation", R"({"op":"t","ts_ms":1})", 1);
    row("a message of the log", R"({"op":"m","ts_ms":1})", 1);
    row("an update without the old row", R"({"op":"u","before":null,"after":{"id":1,"v":2}})", 1);
    row("one with a part of it", R"({"op":"u","before":{"id":1},"after":{"id":1,"v":2}})", 1);
    row("one with all of it", R"({"op":"u","before":{"id":1,"v":1},"after":{"id":1,"v":2}})", 0);
    row("one that needs no old row", R"({"op":"u","before":null,"after":{"id":1}})", 0, true);
    row("a deletion without the old row", R"({"op":"d","before":null,"after":null})", 1);
    row("a value that was not told",
        R"({"op":"c","before":null,"after":{"id":1,"v":"__debezium_unavailable_value"}})", 1);
    row("a heartbeat", R"({"ts_ms":1})", 0);
}

void DebeziumDecoderTest::whatRowsCannotTellIsSaidOnceInTheFlowsLog()
{
    QFETCH(QByteArray, change);
    QFETCH(bool, isUpsert);
    QFETCH(int, lines);
    LogBook book;
    book.listen();
    const LogScope scope(u"changes"_s);
    DebeziumDecoder decoder(isUpsert ? Output::Upsert : Output::Changelog);
    for (int i = 0; i < 3; ++i) {
        decode(decoder, {R"({"id":1})", change});
    }
    const std::vector<LogLine> said = book.after(0);
    QCOMPARE(said.size(), static_cast<std::size_t>(lines));
    for (const LogLine &line : said) {
        QCOMPARE(line.flow, u"changes"_s);
        QCOMPARE(line.room, u"connector"_s);
        QVERIFY(line.level == LogLevel::Warning);
    }
}

QTEST_APPLESS_MAIN(DebeziumDecoderTest)
#include "debezium_decoder_test.moc"
