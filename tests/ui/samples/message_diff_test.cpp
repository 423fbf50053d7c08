// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/message_diff.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

class MessageDiffTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changedFieldsStandBesideEachOther();
    void whatIsEqualIsUnmarked();
    void theOrderOfFieldsIsNoDifference();
    void anyBytesCanBeCompared();
};

namespace {

QStringList diff(const QByteArray &before, const QByteArray &now)
{
    return ui::lineDiff(ui::comparableLines(before), ui::comparableLines(now));
}

} // namespace

void MessageDiffTest::changedFieldsStandBesideEachOther()
{
    const QStringList lines = diff("{\"id\":1,\"region\":\"eu\",\"total\":5}",
                                   "{\"id\":2,\"region\":\"eu\",\"total\":5,\"note\":null}");
    QCOMPARE(lines.join(u'\n'),
             u"  {\n-     \"id\": 1,\n+     \"id\": 2,\n+     \"note\": null,\n"
             "      \"region\": \"eu\",\n      \"total\": 5\n  }"_s);
}

void MessageDiffTest::whatIsEqualIsUnmarked()
{
    QCOMPARE(diff("one\ntwo", "one\ntwo"), (QStringList{u"  one"_s, u"  two"_s}));
    QCOMPARE(diff("a\nb\nc\nd", "a\nc\nd\ne"),
             (QStringList{u"  a"_s, u"- b"_s, u"  c"_s, u"  d"_s, u"+ e"_s}));
    QCOMPARE(diff({}, "new"), QStringList{u"+ new"_s});
    QCOMPARE(diff("gone", {}), QStringList{u"- gone"_s});
}

void MessageDiffTest::theOrderOfFieldsIsNoDifference()
{
    for (const QString &line : diff("{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }")) {
        QVERIFY(line.startsWith(u"  "_s));
    }
}

void MessageDiffTest::anyBytesCanBeCompared()
{
    const QStringList bytes = diff(QByteArray("\xff\x00\x01", 3), QByteArray("\xff\x00\x02", 3));
    QCOMPARE(bytes.size(), 2);
    QVERIFY(bytes[0].contains(u"ff 00 01"_s) && bytes[1].contains(u"ff 00 02"_s));
    QVERIFY(!diff("a\u202Eb", "c").join(QString()).contains(QChar(0x202E)));
    QElapsedTimer took;
    took.start();
    QVERIFY(!diff(QByteArray("a\nb\n").repeated(60'000), QByteArray("b\nc\n").repeated(60'000))
                 .isEmpty());
    QVERIFY(diff(QByteArray(256 * 1024, 'x'), QByteArray(256 * 1024, 'y')).size() >= 2);
    QVERIFY(took.elapsed() < 5000); // bounded, however busy the machine is
}

QTEST_GUILESS_MAIN(MessageDiffTest)
#include "message_diff_test.moc"
