// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/column_inference.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

/// "name:type@path?" of each column that the rows propose.
QStringList inferred(const QList<QByteArray> &payloads)
{
    ColumnInference inference;
    const auto decoder = makeRowDecoder(DataType::Json);
    for (const QByteArray &payload : payloads) {
        const Decoded decoded =
            decoder->decode({.payload = bytesOf(payload.constData(), std::size_t(payload.size()))});
        for (const Row &row : decoded.rows) {
            inference.take(row);
        }
    }
    QStringList told;
    for (const ProposedColumn &column : inference.columns()) {
        told.append(column.rule.name + u':' + declaredTypeName(column.rule.type)
                    + (column.rule.path.isEmpty() ? QString() : u'@' + column.rule.path)
                    + (column.isNullable ? u"?"_s : QString()));
    }
    return told;
}

} // namespace

class ColumnInferenceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kindsThatMeetBecomeWhatHoldsBoth_data();
    void kindsThatMeetBecomeWhatHoldsBoth();
    void namesBecomeSuchThatAColumnMayHave();
    void aWholeRecordCountsByItsFields();
    void signsOfChangesAreNoColumns();
    void thereIsALimit();
};

void ColumnInferenceTest::kindsThatMeetBecomeWhatHoldsBoth_data()
{
    QTest::addColumn<QList<QByteArray>>("values");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, const QList<QByteArray> &values, const QString &type) {
        QTest::newRow(name) << values << type;
    };
    row("whole", {"1", "-2"}, u"int64"_s);
    row("whole and decimal", {"1", "2.5"}, u"float64"_s);
    row("too large for a sign", {"18446744073709551615"}, u"uint64"_s);
    row("with and without sign", {"18446744073709551615", "-1"}, u"number"_s);
    row("beyond 64 bits", {"1", "123456789012345678901"}, u"number"_s);
    row("yes or no", {"true", "false"}, u"bool"_s);
    row("text", {"\"a\"", "\"\""}, u"string"_s);
    row("times stay text", {"\"2026-01-31T18:00:00Z\""}, u"string"_s);
    row("number and text", {"1", "\"a\""}, u"string"_s);
    row("list", {"[1,2]", "[3]"}, u"array(int64)"_s);
    row("lists of numbers", {"[1,2]", "[0.5]"}, u"array(float64)"_s);
    row("lists of both", {"[1]", "[\"a\"]"}, u"json"_s);
    row("an empty list and another", {"[]", "[\"a\"]"}, u"array(string)"_s);
    row("only empty lists", {"[]"}, u"json"_s);
    row("an empty list and a number", {"[]", "1"}, u"string"_s);
    row("object", {"{\"a\":1}"}, u"json"_s);
    row("object and text", {"{\"a\":1}", "\"a\""}, u"string"_s);
    row("null, then a number", {"null", "1"}, u"int64?"_s);
    row("only null", {"null"}, u"auto?"_s);
}

void ColumnInferenceTest::kindsThatMeetBecomeWhatHoldsBoth()
{
    QFETCH(QList<QByteArray>, values);
    QFETCH(QString, type);
    QList<QByteArray> payloads;
    for (const QByteArray &value : values) {
        payloads.append("{\"a\":" + value + '}');
    }
    QCOMPARE(inferred(payloads), QStringList{u"a:"_s + type});
}

void ColumnInferenceTest::namesBecomeSuchThatAColumnMayHave()
{
    QCOMPARE(inferred({R"({"_id":1,"a":1,"A":1,"":1,"b.c":1})", R"({"a":2,"z":1})"}),
             (QStringList{u"id:int64@_id?"_s, u"a:int64"_s, u"A_2:int64@A?"_s, u"column:int64?"_s,
                          u"b.c:int64?"_s, u"z:int64?"_s}));
}

void ColumnInferenceTest::aWholeRecordCountsByItsFields()
{
    QCOMPARE(inferred({R"({"raw":{"id":1,"name":"x"}})"}),
             (QStringList{u"id:int64"_s, u"name:string"_s}));
    QCOMPARE(inferred({R"({"raw":"x"})"}), QStringList{u"raw:string"_s});
}

void ColumnInferenceTest::signsOfChangesAreNoColumns()
{
    QCOMPARE(inferred({R"({"a":1,"_tp_delta":1,"_deleted":true})"}), QStringList{u"a:int64"_s});
}

void ColumnInferenceTest::thereIsALimit()
{
    QList<QByteArray> payloads;
    for (int i = 0; i < 3'000; ++i) {
        payloads.append("{\"c" + QByteArray::number(i) + "\":1}");
    }
    QCOMPARE(inferred(payloads).size(), qsizetype(ColumnInference::kMostColumns));
}

QTEST_GUILESS_MAIN(ColumnInferenceTest)
#include "column_inference_test.moc"
