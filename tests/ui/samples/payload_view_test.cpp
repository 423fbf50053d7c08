// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/payload_view.h"

#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;

class PayloadViewTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldingLosesNothing_data();
    void foldingLosesNothing();
    void theRestComesWithoutScrolling();
    void anotherMessageTakesThePlaceAtOnce();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

QString whole(const QByteArray &bytes)
{
    ui::FoldedText text(bytes);
    QStringList pieces;
    while (!text.atEnd()) {
        pieces.append(text.next());
    }
    return pieces.join(u'\n');
}

} // namespace

void PayloadViewTest::foldingLosesNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("short") << QByteArray("{\"a\": 1}");
    QTest::newRow("lines") << QByteArray("one\n\n\ntwo\nthree");
    QTest::newRow("a long line") << QByteArray(100'000, 'w');
    QTest::newRow("many lines") << QByteArray("ab\n").repeated(20'000) + "end";
    QTest::newRow("letters of others") << QByteArray("żółć 数据 ").repeated(5'000);
}

void PayloadViewTest::foldingLosesNothing()
{
    QFETCH(const QByteArray, bytes);
    const auto unfolded = [](QString text) { return text.remove(u'\n'); };
    const QString shown = whole(bytes);
    QCOMPARE(unfolded(shown), unfolded(QString::fromUtf8(bytes)));
    QVERIFY(shown.count(u'\n') >= bytes.count('\n'));
    for (const QString &line : shown.split(u'\n')) {
        QVERIFY(line.size() <= 8192);
    }
}

void PayloadViewTest::theRestComesWithoutScrolling()
{
    ui::PayloadView view;
    view.resize(400, 300);
    view.show();
    const QByteArray bytes = "first\n" + QByteArray("line\n").repeated(30'000) + "last";
    view.showPayload(bytes);
    QVERIFY(view.toPlainText().startsWith(u"first"_s)); // at once
    QVERIFY(!view.isWhole());
    QTRY_VERIFY_WITH_TIMEOUT(view.isWhole(), kLimit);
    QCOMPARE(view.toPlainText(), QString::fromUtf8(bytes));
    QCOMPARE(view.verticalScrollBar()->value(), 0);
}

void PayloadViewTest::anotherMessageTakesThePlaceAtOnce()
{
    ui::PayloadView view;
    view.showPayload(QByteArray("old\n").repeated(50'000));
    view.showText(u"new"_s);
    QTest::qWait(50);
    QCOMPARE(view.toPlainText(), u"new"_s);
    view.showPayload(QByteArray("old\n").repeated(50'000));
    view.showPayload("newest");
    QTest::qWait(50);
    QCOMPARE(view.toPlainText(), u"newest"_s);
}

QTEST_MAIN(PayloadViewTest)
#include "payload_view_test.moc"
