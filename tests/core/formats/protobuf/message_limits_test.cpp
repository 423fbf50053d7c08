// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_reader.h"
#include "tests/core/formats/protobuf/written_messages.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;
using namespace core::protobuf;
using namespace core::protobuf::samples;

namespace {

std::string nodes(int depth)
{
    std::string bytes;
    for (int i = 1; i < depth; ++i) {
        bytes = counted('\x0a', bytes);
    }
    return bytes;
}

} // namespace

/// Bytes and types that are wrong, hostile or too much.
class MessageLimitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongBytesAreRefused_data();
    void wrongBytesAreRefused();
    void depthIsLimited();
    void itemsAreLimited();
    void whatWouldGrowIsRefusedBeforeItDoes();
    void whatBecomesTooMuchTextIsRefused();
    void onlyUnknownFieldsAreAnotherMessage();
    void tooManyColumnsAreRefused();
    void typesThatLeadToOneAnotherAreRead();
};

void MessageLimitsTest::wrongBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("id");
    const auto add = [](const char *name, const char *hex, const char *id) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << QByteArray("protobuf.") + id;
    };
    add("number cut off", "08", "truncated");
    add("number cut in two", "0880", "truncated");
    add("eight bytes cut off", "2101020304", "truncated");
    add("four bytes cut off", "2d010203", "truncated");
    add("text cut off", "12056162", "truncated");
    add("endless length", "12ffffffffffffffffff01", "varint");
    add("inner value past its end", "1a01080801", "truncated");
    add("inner length past its end", "1a0212050801", "truncated");
    add("packed past its end", "320180 01", "truncated");
    add("packed eighths", "3a0701020304050607", "truncated");
    add("endless number", "08ffffffffffffffffffff01", "varint");
    add("length of six bytes", "128180808080 0061", "varint");
    add("tag of six bytes", "888080808000 01", "varint");
    add("no field", "0001", "tag");
    add("no wire type", "0f", "tag");
    add("field beyond all", "8080808010 00", "tag");
    add("a group that ends", "0c", "group");
    add("another group's end", "a306ac06", "group");
    add("a group without end", "a306", "truncated");
    add("text without sense", "1202c328", "utf8");
}

void MessageLimitsTest::wrongBytesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, id);
    const KnownType known =
        typeOf(fileWith(u"int32 a = 1; string b = 2; Inner c = 3; fixed64 d = 4; fixed32 e = 5;"
                        "repeated int32 f = 6; repeated fixed64 g = 7;"_s));
    MessageReader reader(Shape::Fields);
    const auto error = reader.read(known, bytes.toStdString());
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), id);
    QVERIFY(!error->message.isEmpty());
}

void MessageLimitsTest::depthIsLimited()
{
    const KnownType known = typeOf(fileWith({}), u"t.Node"_s);
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, nodes(64)));
    for (const int depth : {65, 101, 10'000}) {
        const auto error = reader.read(known, nodes(depth));
        QVERIFY(error);
        QCOMPARE(QByteArray(error->id), "protobuf.too_deep");
    }
    const auto error = reader.read(known, std::string(100'000, '\x13')); // groups nobody knows
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_deep");
}

void MessageLimitsTest::itemsAreLimited()
{
    const KnownType known = typeOf(fileWith(u"repeated int32 x = 1;"_s));
    MessageReader reader(Shape::Fields);
    QVERIFY(!reader.read(known, counted('\x0a', std::string(999'999, '\1'))));
    QCOMPARE(reader.row().columns.front().value.text.size(), 1'999'999U);
    const auto error = reader.read(known, counted('\x0a', std::string(1'000'000, '\1')));
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.items");
}

void MessageLimitsTest::whatWouldGrowIsRefusedBeforeItDoes()
{
    const KnownType known = typeOf(fileWith(u"repeated Inner x = 1; int32 y = 2;"_s));
    MessageReader reader(Shape::Whole);
    std::string empties;
    for (int i = 0; i < 900'000; ++i) {
        empties.append("\x0a\0", 2);
    }
    auto error = reader.read(known, empties);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
    error = reader.read(known, std::string(MessageReader::kMaxBytes + 1, '\0'));
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
}

void MessageLimitsTest::whatBecomesTooMuchTextIsRefused()
{
    const QString name(500, u'n');
    const KnownType known =
        typeOf(fileWith(u"message Wide { int32 %1 = 1; } repeated Wide x = 1;"_s.arg(name)));
    MessageReader reader(Shape::Whole);
    std::string empties;
    for (int i = 0; i < 200'000; ++i) {
        empties.append("\x0a\0", 2);
    }
    const auto error = reader.read(known, empties);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_large");
}

void MessageLimitsTest::onlyUnknownFieldsAreAnotherMessage()
{
    const KnownType known = typeOf(fileWith(u"int32 x = 1;"_s));
    MessageReader reader(Shape::Fields);
    const std::string unknown("\x50\x01\x5a\x01\x61\x0d\x01\x02\x03\x04", 10);
    const auto error = reader.read(known, unknown);
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.unknown_only");
    QCOMPARE(error->field, u"protobuf_message"_s);
    QVERIFY(!reader.read(known, unknown + encoded(known, "x: 1")));
    QCOMPARE(reader.row().columns.size(), 1U);
}

void MessageLimitsTest::tooManyColumnsAreRefused()
{
    QString fields;
    for (int i = 1; i <= 1901; ++i) {
        fields += u"int32 f%1 = %1;"_s.arg(i);
    }
    const KnownType known = typeOf(fileWith(fields));
    MessageReader reader(Shape::Fields);
    const auto error = reader.read(known, "");
    QVERIFY(error);
    QCOMPARE(QByteArray(error->id), "protobuf.too_many_columns");
    MessageReader whole(Shape::Whole);
    QVERIFY(!whole.read(known, ""));
}

void MessageLimitsTest::typesThatLeadToOneAnotherAreRead()
{
    constexpr int kMost = 2000;
    const auto chain = [](int count) {
        QString text = u"syntax = \"proto3\"; message M1 {}"_s;
        for (int i = 2; i <= count; ++i) {
            text += u"message M%1 { M%2 next = 1; }"_s.arg(i).arg(i - 1);
        }
        return text;
    };
    const KnownType known = typeOf(chain(kMost), u"M%1"_s.arg(kMost));
    MessageReader reader(Shape::Whole);
    QVERIFY(!reader.read(known, std::string("\x0a\0", 2)));
    QCOMPARE(jsonOf(reader.row().columns.front().value), R"({"next":{"next":null}})");
    const auto tooMany = findType(chain(kMost + 1), u"M1"_s);
    QVERIFY(!tooMany);
    QCOMPARE(QByteArray(tooMany.error().id), "protobuf.schema.too_large");
}

QTEST_GUILESS_MAIN(MessageLimitsTest)
#include "message_limits_test.moc"
