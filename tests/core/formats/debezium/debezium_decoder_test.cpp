// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/log_book.h"
#include "tests/core/formats/debezium/decoded_changes.h"

#include <QTest>

using namespace core;
using namespace core::debezium;
using namespace Qt::StringLiterals;
using namespace std::string_view_literals;
using support::Keyed;
using support::recordedTopic;

/// The rows that changes become, in each mode.
class DebeziumDecoderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRowsOfATopicAreTheTable_data();
    void theRowsOfATopicAreTheTable();
    void anUpdateTakesTheOldRowBackFirst();
    void changesInAvroReadTheSame();
    void keysInAvroAreNoChangeOfTheValuesSchema();
    void withoutTheOldRowItsKeyStandsForIt();
    void deletionsFollowTheirMode_data();
    void deletionsFollowTheirMode();
    void aTableWithoutKeyIsRead();
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

QTEST_APPLESS_MAIN(DebeziumDecoderTest)
#include "debezium_decoder_test.moc"
