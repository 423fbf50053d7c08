// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/segmented_choice.h"
#include "ui/logs/logs_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using core::LogLevel;

class LogsPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeAtTheNextBeat();
    void levelFlowAndWordsNarrowIt();
    void followsOnlyAtTheBottom();
    void fiveThousandLinesAreTheMost();
    void foreignTextStaysText();
    void anEmptyLogSaysSo();
};

namespace {

using support::allTypes;

struct World : SessionWorld
{
    World() { session.adopt(core::demoWorkspace(allTypes(), u"/nowhere/demo.weir.yaml"_s)); }
    void beat() { page.beat({}); }
    int lines() const
    {
        const QString all = page.text()->toPlainText();
        return all.isEmpty() ? 0 : static_cast<int>(all.count(u'\n')) + 1;
    }
    void fill()
    {
        book.add(LogLevel::Info, {}, u"window"_s, u"Weir 0.1.0 started"_s);
        book.add(LogLevel::Info, u"sample-sensors"_s, u"engine"_s, u"starting"_s);
        book.add(LogLevel::Info, u"sample-sensors"_s, u"engine"_s, u"running"_s);
        book.add(LogLevel::Warning, u"sample-sensors"_s, u"engine"_s,
                 u"store.slow: The disk is slower than the source (12 times)"_s);
        book.add(LogLevel::Error, u"orders"_s, u"connector"_s,
                 u"kafka.auth.refused: password=S3CR3T was refused"_s);
    }
    bool isAtBottom() const
    {
        const QScrollBar *bar = page.text()->verticalScrollBar();
        return bar->value() >= bar->maximum() - 1;
    }

    core::LogBook book;
    ui::LogsPage page{session, book, u"/home/ada/.local/state/weir/weir.log"_s};
};

void choose(const ui::LogsPage &page, const QString &text)
{
    for (QAbstractButton *button : page.levels()->findChildren<QAbstractButton *>()) {
        if (button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
}

} // namespace

void LogsPageTest::linesComeAtTheNextBeat()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.fill();
    QCOMPARE(world.lines(), 0);
    world.beat();
    QCOMPARE(world.lines(), 5);
    world.beat();
    QCOMPARE(world.lines(), 5); // none twice
    QVERIFY(!walk::everyText(world.page).contains(u"S3CR3T"_s));
    QTRY_COMPARE(walk::clippedTexts(world.page).join(u'\n'), QString());
    QCOMPARE(walk::namelessControls(world.page).join(u'\n'), QString());
    walk::picture(world.page, u"logs-light"_s);
    walk::show(world.page, ui::Scheme::Dark, {844, 554});
    QTRY_COMPARE(walk::clippedTexts(world.page).join(u'\n'), QString());
    walk::picture(world.page, u"logs-dark"_s);
}

void LogsPageTest::levelFlowAndWordsNarrowIt()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.fill();
    world.beat();
    choose(world.page, u"Warnings"_s);
    QCOMPARE(world.lines(), 2);
    choose(world.page, u"Errors"_s);
    QCOMPARE(world.lines(), 1);
    choose(world.page, u"Everything"_s);
    world.page.setFlow(u"sample-sensors"_s);
    QCOMPARE(world.lines(), 3);
    QTest::keyClicks(world.page.words(), u"SLOW"_s);
    QCOMPARE(world.lines(), 1);
    world.book.add(LogLevel::Info, u"sample-sensors"_s, u"engine"_s, u"running"_s);
    world.beat();
    QCOMPARE(world.lines(), 1); // the filter holds for what comes
    world.page.words()->clear();
    QCOMPARE(world.lines(), 4);
    world.session.adopt({}); // the flow is gone, so is its choice
    QCOMPARE(world.page.flow()->currentIndex(), 0);
    QCOMPARE(world.lines(), 6);
}

void LogsPageTest::followsOnlyAtTheBottom()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {900, 400});
    for (int i = 0; i < 200; ++i) {
        world.book.add(LogLevel::Info, {}, u"test"_s, u"line %1"_s.arg(i));
    }
    world.beat();
    QVERIFY(world.isAtBottom());
    world.page.text()->verticalScrollBar()->setValue(10);
    for (int i = 0; i < 20; ++i) {
        world.book.add(LogLevel::Info, {}, u"test"_s, u"more %1"_s.arg(i));
        world.beat();
    }
    QCOMPARE(world.page.text()->verticalScrollBar()->value(), 10);
    for (QAbstractButton *button : world.page.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text().contains(u"latest"_s)) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(world.isAtBottom());
    world.book.add(LogLevel::Info, {}, u"test"_s, u"last"_s);
    world.beat();
    QVERIFY(world.isAtBottom());
    QVERIFY(world.page.text()->toPlainText().endsWith(u"last"_s));
}

void LogsPageTest::fiveThousandLinesAreTheMost()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {900, 400});
    for (int i = 0; i < 12'000; ++i) {
        world.book.add(LogLevel::Info, {}, u"test"_s, u"line %1"_s.arg(i));
        if (i % 1500 == 0) {
            world.beat();
        }
    }
    world.beat();
    QCOMPARE(world.lines(), 5000);
    QVERIFY(world.page.text()->toPlainText().endsWith(u"line 11999"_s));
    world.page.text()->verticalScrollBar()->setValue(2500);
    const QString read = world.page.text()->toPlainText().left(200);
    for (int i = 0; i < 300; ++i) {
        world.book.add(LogLevel::Info, {}, u"test"_s, u"more"_s);
    }
    world.beat();
    QCOMPARE(world.page.text()->toPlainText().left(200), read); // what is read is not pushed away
}

void LogsPageTest::foreignTextStaysText()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {900, 400});
    world.book.add(LogLevel::Warning, u"orders"_s, u"connector"_s, u"<b>bold</b>\u202e\nnext"_s);
    world.beat();
    QCOMPARE(world.lines(), 1);
    QVERIFY(world.page.text()->toPlainText().contains(u"<b>bold</b>\\u202e\\nnext"_s));
}

void LogsPageTest::anEmptyLogSaysSo()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.beat();
    QVERIFY(!world.page.text()->isVisible());
    choose(world.page, u"Warnings"_s);
    QTRY_COMPARE(walk::clippedTexts(world.page).join(u'\n'), QString());
    walk::picture(world.page, u"logs-empty"_s);
}

QTEST_MAIN(LogsPageTest)
#include "logs_page_test.moc"
