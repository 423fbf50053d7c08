// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/untold_value.h"
#include "tests/core/formats/debezium/decoded_changes.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::debezium;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;
using support::Keyed;
using support::recordedTopic;

/// What the values of a change become, with and without a schema.
class DebeziumValuesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSchemaTellsWhatValuesMean();
    void aNumberWithItsOwnScaleIsExact_data();
    void aNumberWithItsOwnScaleIsExact();
    void itemsOfAListMeanWhatTheirSchemaSays_data();
    void itemsOfAListMeanWhatTheirSchemaSays();
    void whatOnlyLooksLikeANumberStays_data();
    void whatOnlyLooksLikeANumberStays();
    void bytesInAvroAreBytes();
    void nullsAndTransactionsAreReadAsTold();
    void aValueThatWasNotToldIsNull_data();
    void aValueThatWasNotToldIsNull();
};

void DebeziumValuesTest::theSchemaTellsWhatValuesMean()
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

void DebeziumValuesTest::aNumberWithItsOwnScaleIsExact_data()
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
void DebeziumValuesTest::aNumberWithItsOwnScaleIsExact()
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

void DebeziumValuesTest::itemsOfAListMeanWhatTheirSchemaSays_data()
{
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<QByteArray>("list");
    const auto row = [](const char *name, const char *items, const char *told, const char *list) {
        QTest::newRow(name) << QByteArray(items) << QByteArray(told) << QByteArray(list);
    };
    const char *decimal = R"("type":"bytes","name":"org.apache.kafka.connect.data.Decimal",)"
                          R"("parameters":{"scale":"2"})";
    const char *date = R"("type":"int32","name":"io.debezium.time.Date")";
    row("decimals", decimal, R"(["BOI=",null,"/w=="])", R"(["12.50",null,"-0.01"])");
    row("numbers of any scale", R"("type":"struct","name":"io.debezium.data.VariableScaleDecimal")",
        R"([{"scale":1,"value":"BOI="}])", R"(["125.0"])");
    row("days", date, "[20455,0]", R"(["2026-01-02","1970-01-01"])");
    row("points in time", R"("type":"int64","name":"io.debezium.time.MicroTimestamp")",
        "[1767323045678901]", R"(["2026-01-02T03:04:05.678901"])");
    row("bytes", R"("type":"bytes")", R"(["AQI="])", R"([{"_base64":"AQI="}])");
    row("none", date, "[]", "[]");
    row("no list", date, R"({"a":1})", R"({"a":1})");
    row("what does not fit", date, R"(["x"])", R"(["x"])");
    row("texts", R"("type":"string")", R"(["a"])", R"(["a"])");
}

void DebeziumValuesTest::itemsOfAListMeanWhatTheirSchemaSays()
{
    QFETCH(QByteArray, items);
    QFETCH(QByteArray, told);
    QFETCH(QByteArray, list);
    DebeziumDecoder decoder(Output::Upsert);
    const QByteArray schema =
        R"({"type":"struct","fields":[{"field":"after","type":"struct","fields":[)"
        R"({"field":"l","type":"array","items":{)"
        + items + "}}]}]}";
    const QByteArray payload =
        R"({"schema":)" + schema + R"(,"payload":{"op":"c","after":{"l":)" + told + "}}}";
    const Decoded decoded = decode(decoder, {{}, payload});
    QCOMPARE(decoded.kind, Decoded::Kind::Rows);
    QCOMPARE(valueOf(decoded.rows[0], "l"), list);
}

void DebeziumValuesTest::whatOnlyLooksLikeANumberStays_data()
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

void DebeziumValuesTest::whatOnlyLooksLikeANumberStays()
{
    QFETCH(QByteArray, value);
    DebeziumDecoder decoder(Output::Upsert);
    const Decoded decoded = decode(decoder, {{}, R"({"op":"c","after":{"n":)" + value + "}}"});
    QCOMPARE(valueOf(decoded.rows[0], "n"), value);
}

void DebeziumValuesTest::bytesInAvroAreBytes()
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
void DebeziumValuesTest::nullsAndTransactionsAreReadAsTold()
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

void DebeziumValuesTest::aValueThatWasNotToldIsNull_data()
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

void DebeziumValuesTest::aValueThatWasNotToldIsNull()
{
    QFETCH(QByteArray, value);
    DebeziumDecoder decoder(Output::Upsert);
    const Decoded decoded = decode(
        decoder, {R"({"id":1})", R"({"op":"u","after":{"id":1,"gone":null,"big":)" + value + "}}"});
    QCOMPARE(json(decoded.rows[0]), R"({"id":1,"gone":null,"big":null})");
    QVERIFY(isUntold(decoded.rows[0].columns[2].value));
    QVERIFY(!isUntold(decoded.rows[0].columns[1].value));
}

QTEST_APPLESS_MAIN(DebeziumValuesTest)
#include "debezium_values_test.moc"
