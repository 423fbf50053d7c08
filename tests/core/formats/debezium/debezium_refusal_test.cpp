// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/log_book.h"
#include "core/support/logging.h"
#include "tests/core/formats/debezium/decoded_changes.h"

#include <QTest>

using namespace core;
using namespace core::debezium;
using namespace Qt::StringLiterals;
using support::Keyed;
using support::recordedTopic;

/// What is no row, what is no change, and what rows cannot tell.
class DebeziumRefusalTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markersAreNoRows_data();
    void markersAreNoRows();
    void whatIsNoChangeIsRefused_data();
    void whatIsNoChangeIsRefused();
    void whatRowsCannotTellIsSaidOnceInTheFlowsLog_data();
    void whatRowsCannotTellIsSaidOnceInTheFlowsLog();
};

void DebeziumRefusalTest::markersAreNoRows_data()
{
    QTest::addColumn<QString>("topic");
    QTest::newRow("heartbeats") << u"dbzfix-heartbeat.kcat.json"_s;
    QTest::newRow("transactions") << u"dbzfix-transaction.kcat.json"_s;
    QTest::newRow("a truncation") << u"dbzfix-keyless.kcat.json"_s;
}

void DebeziumRefusalTest::markersAreNoRows()
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

void DebeziumRefusalTest::whatIsNoChangeIsRefused_data()
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

void DebeziumRefusalTest::whatIsNoChangeIsRefused()
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

void DebeziumRefusalTest::whatRowsCannotTellIsSaidOnceInTheFlowsLog_data()
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

void DebeziumRefusalTest::whatRowsCannotTellIsSaidOnceInTheFlowsLog()
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

QTEST_APPLESS_MAIN(DebeziumRefusalTest)
#include "debezium_refusal_test.moc"
