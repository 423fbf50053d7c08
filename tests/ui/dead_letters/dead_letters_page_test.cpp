// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/dead_letters/letters_world.h"
#include "tests/ui/support/hand.h"
#include "ui/common/row_table.h"

#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::LettersModel;

class DeadLettersPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNewestStandsOnTopWithItsReason();
    void nothingIsClippedOrNameless_data();
    void nothingIsClippedOrNameless();
    void oneFlowCanBeLookedAtAlone();
    void aListTooLongSaysSo();
    void newLettersComeByThemselvesAndMoveNothing();
    void foreignTextStaysText();
    void aLargePayloadIsShownShortened();
    void lookingMakesNoFile();
    void aFileThatIsNoStoreIsTold();
};

namespace {

constexpr int kLimit = LettersWorld::kLimit;

} // namespace

void DeadLettersPageTest::theNewestStandsOnTopWithItsReason()
{
    LettersWorld world;
    world.fill(u"orders"_s, 3);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 3, kLimit);
    QVERIFY(world.cell(0, LettersModel::Place).startsWith(u"orders/3 @ "_s));
    QVERIFY(world.cell(0, LettersModel::Place).contains(QLocale().toString(1202)));
    QCOMPARE(world.cell(0, LettersModel::Flow), u"orders"_s);
    QCOMPARE(world.cell(0, LettersModel::Endpoint), u"hub"_s);
    QCOMPARE(world.cell(0, LettersModel::Code), u"store.row.refused"_s);
    QVERIFY(world.cell(0, LettersModel::Reason).contains(u"INTEGER column"_s));
    QVERIFY(!world.cell(0, LettersModel::Size).isEmpty());
    // the first is in detail without a click
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"Headers 1"_s), kLimit);
    QVERIFY(walk::everyText(*world.page).contains(u"temperature"_s));
}

void DeadLettersPageTest::nothingIsClippedOrNameless_data()
{
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("name");
    for (const bool isDark : {false, true}) {
        const int scheme = int(isDark ? ui::Scheme::Dark : ui::Scheme::Light);
        const QString tone = isDark ? u"dark"_s : u"light"_s;
        // what is left of 1280 x 800 and 900 x 600 for a page
        QTest::addRow("%s wide", qPrintable(tone))
            << scheme << QSize(1108, 740) << tone + u"-wide"_s;
        QTest::addRow("%s small", qPrintable(tone))
            << scheme << QSize(844, 540) << tone + u"-small"_s;
    }
}

void DeadLettersPageTest::nothingIsClippedOrNameless()
{
    QFETCH(int, scheme);
    QFETCH(QSize, size);
    QFETCH(QString, name);
    LettersWorld world;
    world.fill(u"orders"_s, 40);
    world.fill(u"alarms"_s, 2);
    world.open(size, ui::Scheme(scheme));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 42, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"Headers 1"_s), kLimit);
    walk::checkLooks(*world.page, u"dead-letters-"_s + name);
    world.page->table()->selectRow(0); // one of those that are refused again
    QVERIFY(hand::click(hand::button(*world.page, u"Retry selected"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(
        hand::named<QWidget>(*world.page, u"Flow"_s) && !world.page->retry().isAtWork(), kLimit);
    walk::checkLooks(*world.page, u"dead-letters-retried-"_s + name);
}

void DeadLettersPageTest::oneFlowCanBeLookedAtAlone()
{
    LettersWorld world;
    world.fill(u"orders"_s, 4);
    world.fill(u"alarms"_s, 2);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 6, kLimit);
    world.page->setFlow(world.idOf(u"alarms"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 2, kLimit);
    QCOMPARE(world.cell(0, LettersModel::Flow), u"alarms"_s);
    const auto *flows = hand::named<QComboBox>(*world.page, u"Flow"_s);
    QVERIFY(flows);
    QCOMPARE(flows->count(), 3);
    QCOMPARE(flows->currentText(), u"alarms (2)"_s);
}

void DeadLettersPageTest::aListTooLongSaysSo()
{
    LettersWorld world;
    world.fill(u"orders"_s, 700);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), ui::DeadLetterReader::kMostListed, kLimit);
    const QString said = u"The newest 500 of 700"_s;
    QVERIFY(world.page->place().contains(said));
}

void DeadLettersPageTest::newLettersComeByThemselvesAndMoveNothing()
{
    LettersWorld world;
    world.fill(u"orders"_s, 100);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 100, kLimit);
    world.page->table()->selectRow(60);
    world.page->table()->scrollTo(world.page->model().index(60, 0),
                                  QAbstractItemView::PositionAtTop);
    const std::int64_t chosen = world.page->model().letter(60).id;
    const std::int64_t top = world.page->model().letter(world.page->table()->rowAt(0)).id;
    world.add(world.letter(u"orders"_s, 5000));
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 101, kLimit);
    QCOMPARE(world.page->chosen().ids, std::optional(std::vector<std::int64_t>{chosen}));
    QCOMPARE(world.page->model().letter(world.page->table()->rowAt(0)).id, top);
}

void DeadLettersPageTest::foreignTextStaysText()
{
    LettersWorld world;
    core::DeadLetter foreign = world.letter(u"orders"_s, 1);
    foreign.reason = u"<b>no</b>\n\u202e"_s;
    foreign.endpoint = u"<i>hub</i>"_s;
    foreign.key = "<u>k</u>";
    foreign.payload = "<h1>hello</h1>";
    world.add(foreign);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 1, kLimit);
    QCOMPARE(world.cell(0, LettersModel::Reason), u"<b>no</b>\\n\\u202e"_s);
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"<h1>hello</h1>"_s), kLimit);
    QCOMPARE(walk::richLabels(*world.page).join(u'\n'), QString());
}

void DeadLettersPageTest::aLargePayloadIsShownShortened()
{
    LettersWorld world;
    core::DeadLetter large = world.letter(u"orders"_s, 1);
    large.payload = QByteArray(3 << 20, 'x');
    world.add(large);
    world.open();
    QTRY_COMPARE_WITH_TIMEOUT(world.rows(), 1, kLimit);
    QCOMPARE(world.page->model().letter(0).payloadSize, 3 << 20);
    QVERIFY(world.page->model().letter(0).payload.isNull()); // the list holds none
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"Only the first"_s), kLimit);
}

void DeadLettersPageTest::lookingMakesNoFile()
{
    LettersWorld world;
    world.open();
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"No dead letters"_s), kLimit);
    QVERIFY(!QFileInfo::exists(world.file()));
    walk::checkLooks(*world.page, u"dead-letters-none"_s);
    QSignalSpy back(world.page.get(), &ui::DeadLettersPage::backWanted);
    QVERIFY(hand::click(hand::button(*world.page, u"Back to the flows"_s)));
    QCOMPARE(back.size(), 1);
}

void DeadLettersPageTest::aFileThatIsNoStoreIsTold()
{
    LettersWorld world;
    QFile foreign(world.file());
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    foreign.write(QByteArray(4096, 'n'));
    foreign.close();
    world.open();
    QTRY_VERIFY_WITH_TIMEOUT(walk::everyText(*world.page).contains(u"cannot be read"_s), kLimit);
    walk::checkLooks(*world.page, u"dead-letters-broken"_s);
}

QTEST_MAIN(DeadLettersPageTest)
#include "dead_letters_page_test.moc"
