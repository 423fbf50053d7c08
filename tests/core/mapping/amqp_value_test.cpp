// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/amqp_value.h"
#include "tests/core/mapping/mapping_rig.h"

using namespace core::mapping;

/// Property values of AMQP senders.
class AmqpValueTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesBecomeText_data();
    void valuesBecomeText();
    void otherBytesAreLeft_data();
    void otherBytesAreLeft();
};

void AmqpValueTest::valuesBecomeText_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *hex, const char *text) {
        QTest::newRow(name) << QByteArray(hex) << QByteArray(text);
    };
    row("null", "40", "");
    row("true", "41", "true");
    row("false", "42", "false");
    row("boolean byte", "5601", "true");
    row("boolean byte of 0", "5600", "false");
    row("zero uint", "43", "0");
    row("zero ulong", "44", "0");
    row("ubyte", "50ff", "255");
    row("ushort", "60ffff", "65535");
    row("uint", "70ffffffff", "4294967295");
    row("ulong", "80ffffffffffffffff", "18446744073709551615");
    row("small uint", "52ff", "255");
    row("small ulong", "53ff", "255");
    row("byte", "51ff", "-1");
    row("short", "618000", "-32768");
    row("int", "71ffffffff", "-1");
    row("long", "818000000000000000", "-9223372036854775808");
    row("small int", "5405", "5");
    row("small long", "55fe", "-2");
    row("float", "723fc00000", "1.5");
    row("double", "823ff8000000000000", "1.5");
    row("time", "830000018bcfe5687b", "1700000000123");
    row("uuid", "98000102030405060708090a0b0c0d0e0f", "00010203-0405-0607-0809-0a0b0c0d0e0f");
    row("binary", "a003626172", "bar");
    row("long binary", "b000000003626172", "bar");
    row("text", "a103626172", "bar");
    row("long text", "b100000003626172", "bar");
    row("symbol", "a303626172", "bar");
    row("long symbol", "b300000003626172", "bar");
    row("empty text", "a100", "");
}

void AmqpValueTest::valuesBecomeText()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, text);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const auto decoded = decodeAmqp(rig::spanOf(bytes));
    QVERIFY(decoded);
    QCOMPARE(QByteArray::fromStdString(*decoded), text);
}

void AmqpValueTest::otherBytesAreLeft_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("plain text") << QByteArray("plain text").toHex();
    QTest::newRow("length beyond the value") << QByteArray("a1ff626172");
    QTest::newRow("length of 4 GB") << QByteArray("b1ffffffff62");
    QTest::newRow("length cut") << QByteArray("b10000");
    QTest::newRow("bytes behind") << QByteArray("a10162617a");
    QTest::newRow("too few") << QByteArray("70ffff");
    QTest::newRow("boolean of 2") << QByteArray("5602");
    QTest::newRow("list") << QByteArray("c0010001");
    QTest::newRow("decimal") << QByteArray("7400000000");
    QTest::newRow("a2") << QByteArray("a20162");
}

void AmqpValueTest::otherBytesAreLeft()
{
    QFETCH(QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    QVERIFY(!decodeAmqp(rig::spanOf(bytes)));
}

QTEST_GUILESS_MAIN(AmqpValueTest)
#include "amqp_value_test.moc"
