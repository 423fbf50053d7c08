// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_decoder.h"
#include "core/formats/value_json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

/// JSON lines, "nothing", or the id of the refusal.
QByteArray rows(RowDecoder &decoder, const QByteArray &payload)
{
    const Decoded decoded =
        decoder.decode({.payload = bytesOf(payload.constData(), std::size_t(payload.size()))});
    if (decoded.kind != Decoded::Kind::Rows) {
        return decoded.kind == Decoded::Kind::Nothing ? "nothing" : decoded.error.id;
    }
    std::string json;
    for (const Row &row : decoded.rows) {
        json += json.empty() ? "" : "\n";
        appendRowJson(row, json);
    }
    return QByteArray::fromStdString(json);
}

} // namespace

/// Messages that are lists of objects.
class JsonListsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areRefusedUnlessWanted();
    void areOneRowForEachObject_data();
    void areOneRowForEachObject();
    void keepTheNestedTextOfEachRow();
    void haveALimit();
};

void JsonListsTest::areRefusedUnlessWanted()
{
    JsonDecoder decoder;
    QCOMPARE(rows(decoder, R"([{"a":1}])"), QByteArray("json.not_object"));
}

void JsonListsTest::areOneRowForEachObject_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("two") << QByteArray(R"([{"a":1},{"b":2}])")
                         << QByteArray("{\"a\":1}\n{\"b\":2}");
    QTest::newRow("an object alone") << QByteArray(R"({"a":1})") << QByteArray(R"({"a":1})");
    QTest::newRow("none") << QByteArray("[]") << QByteArray("nothing");
    QTest::newRow("scalars") << QByteArray("[1]") << QByteArray("json.not_object");
    QTest::newRow("one scalar") << QByteArray(R"([{"a":1},2])") << QByteArray("json.not_object");
    QTest::newRow("lists in lists")
        << QByteArray(R"([[{"a":1}]])") << QByteArray("json.not_object");
    QTest::newRow("scalar") << QByteArray("5") << QByteArray("json.not_object");
    QTest::newRow("cut") << QByteArray(R"([{"a":1})") << QByteArray("json.invalid");
    QTest::newRow("empty") << QByteArray("") << QByteArray("json.invalid");
    QTest::newRow("deep") << QByteArray(1'000, '[') + QByteArray(1'000, ']')
                          << QByteArray("json.too_deep");
}

void JsonListsTest::areOneRowForEachObject()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, expected);
    JsonDecoder decoder(ArrayMode::Rows);
    QCOMPARE(rows(decoder, payload), expected);
    QCOMPARE(rows(decoder, R"([{"z":[0]}])"), QByteArray(R"({"z":[0]})")); // and goes on
}

void JsonListsTest::keepTheNestedTextOfEachRow()
{
    QByteArray payload = "[";
    QByteArray expected;
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray one =
            "{\"n\":{\"i\":" + QByteArray::number(i) + "},\"u\":18446744073709551615}";
        payload += (i ? "," : "") + one;
        expected += (i ? "\n" : "") + one;
    }
    JsonDecoder decoder(ArrayMode::Rows);
    QCOMPARE(rows(decoder, payload + ']'), expected);
    QCOMPARE(rows(decoder, payload + ']'), expected);
}

void JsonListsTest::haveALimit()
{
    JsonDecoder decoder(ArrayMode::Rows);
    const QByteArray many = QByteArray("{},").repeated(int(JsonDecoder::kMaxRows));
    QVERIFY(rows(decoder, '[' + many.chopped(1) + ']').endsWith("{}"));
    QCOMPARE(rows(decoder, '[' + many + "{}]"), QByteArray("json.too_many_rows"));
    QByteArray wide = "{";
    for (int i = 0; i < 1'000; ++i) {
        wide += "\"c" + QByteArray::number(i) + "\":1,";
    }
    const QByteArray rowsOfIt = QByteArray(wide.chopped(1) + "},").repeated(501);
    QCOMPARE(rows(decoder, '[' + rowsOfIt.chopped(1) + ']'), QByteArray("json.too_many_rows"));
    QCOMPARE(rows(decoder, "{}"), QByteArray("{}"));
}

QTEST_GUILESS_MAIN(JsonListsTest)
#include "json_lists_test.moc"
