// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/text_rules.h"

#include <QTest>

using namespace core::mapping;

/// Which texts may go to MQTT.
class TextRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsPassOrAreRemovedAsTheTableSays_data();
    void textsPassOrAreRemovedAsTheTableSays();
};

void TextRulesTest::textsPassOrAreRemovedAsTheTableSays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("removed"); // empty = it passes
    QTest::addColumn<QByteArray>("removedWithKeep");
    const QByteArray passes;
    const QByteArray tooLong = "too-long";
    const QByteArray notUtf8 = "not-utf8";
    const QByteArray control = "control";
    QTest::newRow("empty") << QByteArray("") << passes << passes;
    QTest::newRow("65535 bytes") << QByteArray(65'535, 'x') << passes << passes;
    QTest::newRow("65536 bytes") << QByteArray(65'536, 'x') << tooLong << tooLong;
    QTest::newRow("1 MB") << QByteArray(1'000'000, 'x') << tooLong << tooLong;
    QTest::newRow("FF") << QByteArray("\xff") << notUtf8 << notUtf8;
    QTest::newRow("C0 80") << QByteArray("\xc0\x80") << notUtf8 << notUtf8;
    QTest::newRow("overlong of three") << QByteArray("\xe0\x80\xaf") << notUtf8 << notUtf8;
    QTest::newRow("overlong of four") << QByteArray("\xf0\x80\x80\xaf") << notUtf8 << notUtf8;
    QTest::newRow("ED A0 80") << QByteArray("\xed\xa0\x80") << notUtf8 << notUtf8;
    QTest::newRow("above 10FFFF") << QByteArray("\xf4\x90\x80\x80") << notUtf8 << notUtf8;
    QTest::newRow("cut sequence") << QByteArray("a\xe2\x82") << notUtf8 << notUtf8;
    QTest::newRow("broken sequence") << QByteArray("\xe2\x28\xa1") << notUtf8 << notUtf8;
    QTest::newRow("U+0000") << QByteArray("a\0b", 3) << control << control;
    QTest::newRow("line feed") << QByteArray("l1\nl2") << control << passes;
    QTest::newRow("tab") << QByteArray("\t") << control << passes;
    QTest::newRow("U+0001") << QByteArray("\x01") << control << passes;
    QTest::newRow("U+001F") << QByteArray("\x1f") << control << passes;
    QTest::newRow("U+007F") << QByteArray("\x7f") << control << passes;
    QTest::newRow("U+009F") << QByteArray("\xc2\x9f") << control << passes;
    QTest::newRow("U+FFFE") << QByteArray("\xef\xbf\xbe") << control << passes;
    QTest::newRow("U+FFFF") << QByteArray("\xef\xbf\xbf") << control << passes;
    QTest::newRow("U+FDD0") << QByteArray("\xef\xb7\x90") << control << passes;
    QTest::newRow("U+FDEF") << QByteArray("\xef\xb7\xaf") << control << passes;
    QTest::newRow("U+1FFFE") << QByteArray("\xf0\x9f\xbf\xbe") << control << passes;
    QTest::newRow("U+00A0") << QByteArray("\xc2\xa0") << passes << passes;
    QTest::newRow("U+202E") << QByteArray("\xe2\x80\xae") << passes << passes;
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80") << passes << passes;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfx") << passes << passes;
}

void TextRulesTest::textsPassOrAreRemovedAsTheTableSays()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, removed);
    QFETCH(QByteArray, removedWithKeep);
    const auto word = [&text](ControlCharacters control) {
        const auto removal =
            removalOf({text.constData(), static_cast<std::size_t>(text.size())}, control);
        return removal ? QByteArray(removalKey(*removal)) : QByteArray();
    };
    QCOMPARE(word(ControlCharacters::Remove), removed);
    QCOMPARE(word(ControlCharacters::Keep), removedWithKeep);
}

QTEST_GUILESS_MAIN(TextRulesTest)
#include "text_rules_test.moc"
