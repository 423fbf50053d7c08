// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_schema.h"

#include <QTest>

using namespace core;
using namespace core::avro;
using namespace std::string_view_literals;

namespace {

std::string nested(int levels)
{
    std::string text;
    for (int i = 0; i < levels; ++i) {
        text += R"({"type":"array","items":)";
    }
    return text + R"("int")" + std::string(static_cast<std::size_t>(levels), '}');
}

std::string record(const std::string &name, const std::string &type)
{
    return R"({"type":"record","name":")" + name + R"(","fields":[{"name":"f","type":)" + type
        + "}]}";
}

} // namespace

class AvroSchemaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badSchemasAreRefused_data();
    void badSchemasAreRefused();
    void sixtyFourLevelsAreRead();
    void namesAreFoundInTheirNamespace();
    void referencesDefineNames();
    void aRecursiveRecordPointsBack();
    void aBareNameIsASchema();
};

void AvroSchemaTest::badSchemasAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char *name, const std::string &text, const char *id) {
        QTest::newRow(name) << text << QByteArray(id);
    };
    row("nothing", "", "avro.schema.json");
    row("no JSON", "record R", "avro.schema.json");
    row("a number", "7", "avro.schema.type");
    row("300 KiB", '"' + std::string(300U << 10U, 'x') + '"', "avro.schema.too_large");
    row("2048 levels", nested(2048), "avro.schema.too_deep");
    row("65 levels", nested(65), "avro.schema.too_deep");
    row("100,000 brackets", std::string(100'000, '['), "avro.schema.json");
    row("no type", R"({"name":"R"})", "avro.schema.type");
    row("unknown type", R"("strnig")", "avro.schema.unknown_type");
    row("unknown type inside", record("R", R"("Order")"), "avro.schema.unknown_type");
    row("record without fields", R"({"type":"record","name":"R"})", "avro.schema.type");
    row("record without name", R"({"type":"record","fields":[]})", "avro.schema.name");
    row("field without name", R"({"type":"record","name":"R","fields":[{"type":"int"}]})",
        "avro.schema.name");
    row("control character in a name", record("a\\u0001b", R"("int")"), "avro.schema.name");
    row("field twice",
        R"({"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"a","type":"int"}]})",
        "avro.schema.duplicate");
    row("record twice", record("R", record("R", R"("int")")), "avro.schema.duplicate");
    row("a record called int", record("int", R"("int")"), "avro.schema.duplicate");
    row("union in a union", R"(["null",["int","string"]])", "avro.schema.union");
    row("enum without symbols", R"({"type":"enum","name":"E"})", "avro.schema.type");
    row("fixed without size", R"({"type":"fixed","name":"F"})", "avro.schema.type");
    row("fixed of -1", R"({"type":"fixed","name":"F","size":-1})", "avro.schema.type");
    row("array of nothing", R"({"type":"array"})", "avro.schema.type");
    row("a record that contains itself", record("R", R"("R")"), "avro.schema.endless");
    row("two records that contain each other", record("A", record("B", R"("A")")),
        "avro.schema.endless");
}

void AvroSchemaTest::badSchemasAreRefused()
{
    QFETCH(std::string, text);
    QFETCH(QByteArray, id);
    const auto schema = parseSchema(text);
    QVERIFY(!schema);
    QCOMPARE(QByteArray(schema.error().id), id);
    QVERIFY(!schema.error().message.isEmpty());
}

void AvroSchemaTest::sixtyFourLevelsAreRead()
{
    QVERIFY(parseSchema(nested(63)));
    std::string text = R"("int")";
    for (int i = 0; i < 60; ++i) { // each takes three levels of JSON
        text = record("R" + std::to_string(i), text);
    }
    const auto schema = parseSchema(text);
    QVERIFY2(schema, schema ? "" : schema.error().id);
}

void AvroSchemaTest::namesAreFoundInTheirNamespace()
{
    const auto schema = parseSchema(
        R"({"type":"record","name":"R","namespace":"a.b","fields":[
            {"name":"x","type":{"type":"fixed","name":"F","size":2}},
            {"name":"y","type":"F"},{"name":"z","type":"a.b.F"},
            {"name":"u","type":{"type":"record","name":"c.S","fields":[
                {"name":"v","type":{"type":"fixed","name":"F","size":3}},{"name":"w","type":"F"}]}}]})");
    QVERIFY2(schema, schema ? "" : qPrintable(schema.error().message));
    const auto fields = (*schema)->members((*schema)->root());
    QCOMPARE((*schema)->root().name, "a.b.R");
    QCOMPARE(fields[1].node, fields[0].node);
    QCOMPARE(fields[2].node, fields[0].node);
    const auto inner = (*schema)->members((*schema)->node(fields[3].node));
    QCOMPARE((*schema)->node(inner[1].node).name, "c.F");
    QCOMPARE((*schema)->node(inner[1].node).size, 3U);
}

void AvroSchemaTest::referencesDefineNames()
{
    const std::string text = record("n.Order", R"("n.Customer")");
    QVERIFY(!parseSchema(text));
    const std::string references[] = {record("n.Address", R"("string")"),
                                      record("n.Customer", R"("Address")")};
    const auto schema = parseSchema(text, references);
    QVERIFY2(schema, schema ? "" : qPrintable(schema.error().message));
    QCOMPARE((*schema)->root().name, "n.Order");
    const std::string twice[] = {references[0], references[0]};
    QCOMPARE(QByteArray(parseSchema(text, twice).error().id), "avro.schema.duplicate");
}

void AvroSchemaTest::aRecursiveRecordPointsBack()
{
    const auto schema = parseSchema(record("L", R"(["null","L"])"));
    QVERIFY(schema);
    const Node &choice = (*schema)->node((*schema)->members((*schema)->root())[0].node);
    QCOMPARE((*schema)->members(choice)[1].node, (*schema)->rootIndex());
}

void AvroSchemaTest::aBareNameIsASchema()
{
    QVERIFY(parseSchema("string"));
    QVERIFY(parseSchema(R"("string")"));
    QVERIFY(parseSchema(R"({"type":"string"})"));
}

QTEST_GUILESS_MAIN(AvroSchemaTest)
#include "avro_schema_test.moc"
