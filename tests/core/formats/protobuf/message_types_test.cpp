// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_types.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;

namespace {

const QString kShop = uR"(syntax = "proto3";
package shop;
message Order { message Line { string sku = 1; } repeated Line lines = 1; }
message Cart { message Line { int32 n = 1; } map<string, Line> lines = 1; }
)"_s;

QString nested(int depth)
{
    return u"syntax = \"proto3\";"_s + u"message A {"_s.repeated(depth) + u"}"_s.repeated(depth);
}

QByteArray idOf(const Result<KnownType> &known)
{
    return known ? QByteArray("read") : QByteArray(known.error().id);
}

} // namespace

class MessageTypesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTypeIsFoundByItsName_data();
    void aTypeIsFoundByItsName();
    void anUnknownNameListsThoseThatAre();
    void aTypeIsFoundByItsPlace();
    void wrongTextsAreRefused_data();
    void wrongTextsAreRefused();
    void mistakesHaveTheirPlace_data();
    void mistakesHaveTheirPlace();
    void severalFilesStandInOneText();
    void aMissingImportIsNamed();
    void theLibrarysOwnImportsNeedNoText();
    void hostileTextsAreRefusedSoon_data();
    void hostileTextsAreRefusedSoon();
};

void MessageTypesTest::aTypeIsFoundByItsName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("id");
    const QByteArray unknown("protobuf.message.unknown");
    QTest::newRow("full") << u"shop.Order"_s << QByteArray("read");
    QTest::newRow("from the root") << u".shop.Order"_s << QByteArray("read");
    QTest::newRow("short") << u" Order "_s << QByteArray("read");
    QTest::newRow("nested") << u"shop.Order.Line"_s << QByteArray("read");
    QTest::newRow("ambiguous") << u"Line"_s << unknown;
    QTest::newRow("absent") << u"Bill"_s << unknown;
    QTest::newRow("a map's entry") << u"shop.Cart.LinesEntry"_s << unknown;
    QTest::newRow("none") << QString() << QByteArray("protobuf.message.missing");
}

void MessageTypesTest::aTypeIsFoundByItsName()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, id);
    QCOMPARE(idOf(findType(kShop, name)), id);
}

void MessageTypesTest::anUnknownNameListsThoseThatAre()
{
    const auto known = findType(kShop, u"Bill"_s);
    QVERIFY(!known);
    QCOMPARE(known.error().field, u"protobuf_message"_s);
    for (const auto &name : {"shop.Order,"_L1, "shop.Order.Line"_L1, "shop.Cart"_L1}) {
        QVERIFY2(known.error().fix.contains(name), qPrintable(known.error().fix));
    }
    QVERIFY(!known.error().fix.contains("Entry"_L1));
}

void MessageTypesTest::aTypeIsFoundByItsPlace()
{
    const auto known = findType(kShop, u"shop.Order"_s);
    QVERIFY(known);
    const MessageTypes &types = *known->types;
    using Path = std::vector<std::int64_t>;
    QCOMPARE(types.at(Path{0}), known->type);
    QCOMPARE(types.at(Path{0, 0}), types.find(u"shop.Order.Line"_s));
    QCOMPARE(types.at(Path{1}), types.find(u"Cart"_s));
    for (const Path &path : {Path{2}, Path{-1}, Path{0, 1}, Path{0, 0, 0}, Path{1LL << 40}}) {
        QVERIFY(!types.at(path));
    }
}

void MessageTypesTest::wrongTextsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("id");
    const QString start = u"syntax = \"proto3\";\n"_s;
    QTest::newRow("none") << u" \n"_s << QByteArray("protobuf.schema.missing");
    QTest::newRow("no proto") << u"{\"type\":\"record\"}"_s << QByteArray("protobuf.schema.syntax");
    QTest::newRow("not closed") << start + u"message A {"_s << QByteArray("protobuf.schema.syntax");
    QTest::newRow("open text") << start + u"option java_package = \"a"_s
                               << QByteArray("protobuf.schema.syntax");
    QTest::newRow("unknown type") << start + u"message A { B b = 1; }"_s
                                  << QByteArray("protobuf.schema.link");
    QTest::newRow("number twice") << start + u"message A { int32 a = 1; int32 b = 1; }"_s
                                  << QByteArray("protobuf.schema.link");
    QTest::newRow("file twice") << start + u"// file: b\n;\n// file: b\n;"_s
                                << QByteArray("protobuf.schema.duplicate");
    QTest::newRow("circle") << start
            + u"import \"b\";\n// file: b\nimport \"c\";\n// file: c\nimport \"b\";"_s
                            << QByteArray("protobuf.schema.cyclic");
    QTest::newRow("itself") << u"// file: a\nimport \"a\";"_s
                            << QByteArray("protobuf.schema.cyclic");
    QTest::newRow("message set")
        << u"message A { option message_set_wire_format = true; extensions 4 to max; }"_s
        << QByteArray("protobuf.schema.message_set");
}

void MessageTypesTest::wrongTextsAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, id);
    const auto known = findType(text, u"A"_s);
    QCOMPARE(idOf(known), id);
    QCOMPARE(known.error().field, u"protobuf_schema"_s);
    QVERIFY(!known.error().message.isEmpty());
}

void MessageTypesTest::mistakesHaveTheirPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    const QString start = u"syntax = \"proto3\";\n"_s;
    QTest::newRow("syntax") << start + u"message A {\n  int32 a 1;\n}"_s << u"Line 3, column 11:"_s;
    QTest::newRow("type") << start + u"message A {\n  B b = 1;\n}"_s << u"Line 3, column 3:"_s;
    QTest::newRow("import") << start + u"\nimport \"b.proto\";"_s << u"Line 3, column 1:"_s;
    QTest::newRow("other file") << start
            + u"import \"b\";\n// file: b\nsyntax = \"proto3\";\nmessage B { int32 }"_s
                                << u"b: Line 5, column 19:"_s;
}

void MessageTypesTest::mistakesHaveTheirPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    const auto known = findType(text, u"A"_s);
    QVERIFY(!known);
    QVERIFY2(known.error().message.startsWith(place), qPrintable(known.error().message));
}

void MessageTypesTest::severalFilesStandInOneText()
{
    const QString text = uR"(syntax = "proto3";
import "common/money.proto";
import "common/country.proto";
message Order { common.Money price = 1; common.Country country = 2; }
//file:common/country.proto
syntax = "proto3";
package common;
enum Country { NONE = 0; }
  // file: common/money.proto
syntax = "proto3";
package common;
import "common/country.proto";
message Money { int64 cents = 1; Country of = 2; }
)"_s;
    const auto known = findType(text, u"Order"_s);
    QVERIFY2(known, known ? "" : qPrintable(known.error().message));
    QCOMPARE(known->types->names(), QStringList{u"Order"_s});
    QVERIFY(known->types->find(u"common.Money"_s));
}

void MessageTypesTest::aMissingImportIsNamed()
{
    const auto known = findType(u"syntax = \"proto3\"; import \"shop/money.proto\";"_s, u"A"_s);
    QCOMPARE(idOf(known), "protobuf.schema.import");
    QVERIFY(known.error().message.contains("shop/money.proto"_L1));
    QVERIFY(known.error().fix.contains("// file: shop/money.proto"_L1));
}

void MessageTypesTest::theLibrarysOwnImportsNeedNoText()
{
    for (const char *name : {"any", "api", "descriptor", "duration", "empty", "field_mask",
                             "source_context", "struct", "timestamp", "type", "wrappers"}) {
        const auto known = findType(
            u"syntax = \"proto3\"; import \"google/protobuf/%1.proto\"; message A {}"_s.arg(
                QLatin1StringView(name)),
            u"A"_s);
        QVERIFY2(known, name);
    }
    QCOMPARE(idOf(findType(u"import \"google/protobuf/none.proto\";"_s, u"A"_s)),
             "protobuf.schema.import");
}

void MessageTypesTest::hostileTextsAreRefusedSoon_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("id");
    const QByteArray deep("protobuf.schema.too_deep");
    QTest::newRow("31 levels") << nested(31) << QByteArray("read");
    QTest::newRow("32 levels") << nested(32) << deep;
    QTest::newRow("brace bomb") << nested(20'000) << deep;
    QTest::newRow("closed in comments") << u"message A { // }\n"_s.repeated(12'000) << deep;
    QTest::newRow("closed in texts")
        << u"message A { option a = \"}\";\n"_s.repeated(9'000) << deep;
    QTest::newRow("closed in blocks") << u"message A { /* } */"_s.repeated(12'000) << deep;
    QTest::newRow("closed too often") << u"}}}}}}}}"_s.repeated(100) + nested(40) << deep;
    QTest::newRow("options") << u"option (a) = "_s + u"{ a: "_s.repeated(30'000) << deep;
    QTest::newRow("brackets") << u"option (a) = { a: "_s + u"["_s.repeated(200'000)
                              << QByteArray("protobuf.schema.syntax");
    QTest::newRow("angles") << u"option (a) = { a: "_s + u"<"_s.repeated(200'000)
                            << QByteArray("protobuf.schema.syntax");
    QTest::newRow("long") << QString((256 << 10) + 1, u' ') + u"message A {}"_s
                          << QByteArray("protobuf.schema.too_large");
    QTest::newRow("zero bytes") << QString(1000, QChar(0)) << QByteArray("protobuf.schema.syntax");
    QString chain = u"import \"0\";\n"_s;
    for (int i = 0; i < 150; ++i) {
        chain += u"// file: %1\nimport \"%2\";\n"_s.arg(i).arg(i + 1);
    }
    QTest::newRow("chain") << chain << QByteArray("protobuf.schema.cyclic");
    QString files;
    for (int i = 0; i < 20'000; ++i) {
        files += u"// file: %1\n;\n"_s.arg(i);
    }
    QTest::newRow("files") << files << QByteArray("protobuf.schema.too_large");
    QString ranges = u"message A { reserved 1"_s;
    for (int i = 2; i < 30'000; ++i) {
        ranges += u",%1"_s.arg(2 * i);
    }
    QTest::newRow("ranges") << ranges + u"; }"_s << QByteArray("protobuf.schema.too_large");
    QString fields = u"syntax = \"proto3\"; message A {"_s;
    for (int i = 1; i < 12'000; ++i) {
        fields += u"A a%1=%1;"_s.arg(i + 20'000);
    }
    QTest::newRow("fields") << fields + u"}"_s << QByteArray("read");
}

void MessageTypesTest::hostileTextsAreRefusedSoon()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, id);
    QElapsedTimer timer;
    timer.start();
    const auto known = findType(text, u"A"_s);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(idOf(known), id);
}

QTEST_GUILESS_MAIN(MessageTypesTest)
#include "message_types_test.moc"
