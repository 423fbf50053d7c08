// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/entries/entries_area.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/navigation.h"

#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

using namespace Qt::StringLiterals;

/// Navigation, keys and the palette.
class WindowKeysTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesAreMadeWhenFirstShown();
    void keysReachEveryPage();
    void navigationFoldsByKeyAndByWidth();
    void theFoldedWishIsRemembered();
    void noTwoActionsShareAKey();
    void everyMenuActionIsInThePalette();
    void thePaletteFindsAndRuns();
};

namespace {

using World = WindowWorld;

} // namespace

void WindowKeysTest::pagesAreMadeWhenFirstShown()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.findChildren<ui::FlowsPage *>().isEmpty());
    QVERIFY(world.window.findChildren<ui::EntriesArea *>().isEmpty());
    world.window.navigation().setCurrentRow(1);
    QCOMPARE(world.window.findChildren<ui::FlowsPage *>().size(), 1);
}

void WindowKeysTest::keysReachEveryPage()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    for (int page = 0; page < world.window.navigation().count(); ++page) {
        QTest::keyClick(&world.window, Qt::Key(Qt::Key_1 + page), Qt::ControlModifier);
        QCOMPARE(world.window.navigation().currentRow(), page);
        QVERIFY(!world.window.navigation()
                     .item(page)
                     ->data(Qt::AccessibleTextRole)
                     .toString()
                     .isEmpty());
        QTRY_COMPARE(walk::namelessControls(world.window).join(u'\n'), QString());
        QCOMPARE(walk::richLabels(world.window).join(u'\n'), QString());
    }
}

void WindowKeysTest::navigationFoldsByKeyAndByWidth()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(!world.window.navigation().isFolded());
    world.window.resize(920, 640);
    QTRY_VERIFY(world.window.navigation().isFolded());
    QTest::keyClick(&world.window, Qt::Key_F9); // wanted wide all the same
    QVERIFY(!world.window.navigation().isFolded());
    QTest::keyClick(&world.window, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(world.window.navigation().isFolded());
    world.window.resize(1280, 800);
    QVERIFY(world.window.navigation().isFolded());
}

void WindowKeysTest::theFoldedWishIsRemembered()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QTest::keyClick(&world.window, Qt::Key_F9);
    world.window.navigation().setCurrentRow(2);
    ui::MainWindow next(world.session, world.host, {.memory = world.memory, .log = world.log});
    QVERIFY(next.navigation().isFolded());
    next.showRememberedPage();
    QCOMPARE(next.navigation().currentRow(), 2);
}

void WindowKeysTest::noTwoActionsShareAKey()
{
    const World world;
    QHash<QString, QString> owners;
    for (const QAction *action : world.window.actionList().all()) {
        QVERIFY(!action->objectName().isEmpty());
        const QList<QKeySequence> shortcuts = action->shortcuts();
        for (const QKeySequence &keys : shortcuts) {
            QVERIFY2(!owners.contains(keys.toString()),
                     qPrintable(action->text() + u" and "_s + owners.value(keys.toString())));
            owners.insert(keys.toString(), action->text());
        }
    }
}

void WindowKeysTest::everyMenuActionIsInThePalette()
{
    World world;
    for (const QAction *menu : world.window.menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            QVERIFY2(action->isSeparator() || action->menu()
                         || world.window.actionList().all().contains(action),
                     qPrintable(action->text()));
        }
    }
}

void WindowKeysTest::thePaletteFindsAndRuns()
{
    World world;
    world.openDemo();
    QVERIFY(world.window.showPage(u"flows"_s));
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        walk::show(world.window, scheme, {1280, 800});
        QTest::keyClick(&world.window, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(world.window.palette().isVisible());
        walk::picture(world.window,
                      scheme == ui::Scheme::Light ? u"palette-light"_s : u"palette-dark"_s);
        QTest::keyClick(world.window.palette().line(), Qt::Key_Escape);
        QVERIFY(!world.window.palette().isVisible());
    }
    QTest::keyClick(&world.window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(world.window.palette().line(), u"endp"_s);
    QCOMPARE(world.window.palette().model().action(0)->objectName(), u"view.page_4"_s);
    QTest::keyClick(world.window.palette().line(), Qt::Key_Return);
    QCOMPARE(world.window.navigation().currentRow(), 3);
    QTest::keyClick(&world.window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(world.window.palette().line(), u"sample-sensors"_s);
    QTest::keyClick(world.window.palette().line(), Qt::Key_Return);
    QCOMPARE(world.window.navigation().currentRow(), 1);
    QTest::keyClick(&world.window, Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(world.window.palette().line(), u"zzzz"_s);
    QCOMPARE(world.window.palette().model().rowCount(), 0);
    QTest::keyClick(world.window.palette().line(), Qt::Key_Return); // nothing to run
    QVERIFY(!world.window.palette().isVisible());
}

QTEST_MAIN(WindowKeysTest)
#include "window_keys_test.moc"
