// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace core;

class TextTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void harmfulCharactersBecomeVisible_data();
    void harmfulCharactersBecomeVisible();
    void longTextIsCut();
    void secretsBecomeStars_data();
    void secretsBecomeStars();
    void harmlessWordsStay();
};

void TextTest::harmfulCharactersBecomeVisible_data()
{
    QTest::addColumn<QString>("foreign");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"größe 日本 😀"_s << u"größe 日本 😀"_s;
    QTest::newRow("line ends") << u"a\nb\tc\r"_s << u"a\\nb\\tc\\r"_s;
    QTest::newRow("terminal command")
        << u"\u001b]52;c;aGk=\u0007"_s << u"\\u001b]52;c;aGk=\\u0007"_s;
    QTest::newRow("C1") << u"\u009b31m"_s << u"\\u009b31m"_s;
    QTest::newRow("bidi") << u"a\u202eb\u2066c"_s << u"a\\u202eb\\u2066c"_s;
    QTest::newRow("zero width") << u"a\u200bb\ufeff"_s << u"a\\u200bb\\ufeff"_s;
    QTest::newRow("markup stays text") << u"<b>x</b>"_s << u"<b>x</b>"_s;
    QTest::newRow("NUL") << u"a\u0000b"_s << u"a\\u0000b"_s;
}

void TextTest::harmfulCharactersBecomeVisible()
{
    QFETCH(QString, foreign);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(foreign), shown);
}

void TextTest::longTextIsCut()
{
    QCOMPARE(visibleText(QString(100, u'a'), 10), QString(10, u'a') + u'…');
    QVERIFY(visibleText(QString(1'000'000, u'a')).size() <= 2049);
}

void TextTest::secretsBecomeStars_data()
{
    QTest::addColumn<QString>("words");
    const QStringList all{u"password=S3CR3T"_s,
                          u"Password: S3CR3T, more"_s,
                          u"sasl.password=\"S3CR3T\""_s,
                          u"SharedAccessKey=S3CR3T/x+y=;EntityPath=a"_s,
                          u"Authorization: Bearer S3CR3T.a-b"_s,
                          u"Authorization: Basic UzNDUjNUOlMzQ1IzVA=="_s,
                          u"https://user:S3CR3T@host/path"_s,
                          u"token S3CR3T eyJhbGciOiJIUzI1NiJ9.S3CR3T"_s.remove(u"token S3CR3T "_s),
                          u"{\"token\": \"S3CR3T\"}"_s,
                          u"api_key: S3CR3T"_s};
    for (const QString &words : all) {
        QTest::newRow(qPrintable(words)) << words;
    }
}

void TextTest::secretsBecomeStars()
{
    QFETCH(QString, words);
    const QString shown = redacted(words);
    QVERIFY2(!shown.contains(u"S3CR3T"_s) && !shown.contains(u"UzND"_s), qPrintable(shown));
    QVERIFY2(shown.contains(u"***"_s), qPrintable(shown));
}

void TextTest::harmlessWordsStay()
{
    const QString words = u"Connection to kafka-1:9092 refused; the password was not accepted"_s;
    QCOMPARE(redacted(words), words);
}

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
