// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/name_row.h"
#include "ui/entries/entries_area.h"
#include "ui/home/home_page.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/notice_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

using namespace Qt::StringLiterals;

/// Navigation, keys, the palette, what is remembered, and what is asked before something is lost.
class WindowLifeTest final : public QObject
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
    void problemsStandInTheNavigation();
    void sampleDataCountsNowhere();
    void closingAsksBeforeEditsAreLost();
    void cancelAsksBeforeEditsAreLost();
    void savingSaysThatCommentsGo();
    void aSecretThatNoKeyRingTookLeavesAChoice();
    void keepingLeadsToTheRunningFlow();
    void aDeletedFlowStops();
    void quittingAsksBeforeFlowsStop();
    void itIsNotAskedAgainWhereThatWasSaid();
    void newErrorsStandAtTheLogs();
    void anEmptyFlowsPageOffersSampleData();
};

namespace {

using support::allTypes;

constexpr int kLimit = 30'000; ///< ms

using World = WindowWorld;

QMessageBox *openQuestion(const QWidget &window)
{
    const QList<QMessageBox *> boxes = window.findChildren<QMessageBox *>();
    for (QMessageBox *box : boxes) {
        if (box->isVisible()) {
            return box;
        }
    }
    return nullptr;
}

void answer(QMessageBox *box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == role) {
            button->click();
            return;
        }
    }
}

} // namespace

void WindowLifeTest::pagesAreMadeWhenFirstShown()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.findChildren<ui::FlowsPage *>().isEmpty());
    QVERIFY(world.window.findChildren<ui::EntriesArea *>().isEmpty());
    world.window.navigation().setCurrentRow(1);
    QCOMPARE(world.window.findChildren<ui::FlowsPage *>().size(), 1);
}

void WindowLifeTest::keysReachEveryPage()
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

void WindowLifeTest::navigationFoldsByKeyAndByWidth()
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

void WindowLifeTest::theFoldedWishIsRemembered()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QTest::keyClick(&world.window, Qt::Key_F9);
    world.window.navigation().setCurrentRow(2);
    ui::MainWindow next(
        world.session, world.host,
        {.memory = world.memory, .log = world.log, .keepFolder = world.folder.path()});
    QVERIFY(next.navigation().isFolded());
    next.showRememberedPage();
    QCOMPARE(next.navigation().currentRow(), 2);
}

void WindowLifeTest::noTwoActionsShareAKey()
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

void WindowLifeTest::everyMenuActionIsInThePalette()
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

void WindowLifeTest::thePaletteFindsAndRuns()
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

void WindowLifeTest::problemsStandInTheNavigation()
{
    World world;
    QVERIFY(world.window.showPage(u"home"_s));
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    core::Workspace broken = core::demoWorkspace(allTypes(), world.folder.filePath(u"a.yaml"_s));
    core::writeField(broken.endpoints.front().config, u"path"_s,
                     core::Node::quotedText(u"/proc/none/x.db"_s));
    world.session.adopt(broken);
    world.session.startEnabledFlows();
    QTRY_VERIFY_WITH_TIMEOUT(world.window.navigation().badge(1) > 0, kLimit);
    walk::picture(world.window, u"home-problem"_s);
    QVERIFY(
        world.window.navigation().item(1)->data(Qt::AccessibleTextRole).toString().contains(u'1'));
}

void WindowLifeTest::sampleDataCountsNowhere()
{
    World world;
    QSignalSpy row(&world.window, &ui::MainWindow::firstRow); // from before the first beat
    QVERIFY(world.window.showPage(u"home"_s));
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QTRY_COMPARE_WITH_TIMEOUT(row.size(), 1, kLimit);
    const auto rate = [&] {
        const std::vector<core::FlowSnapshot> flows = world.engine.snapshot();
        return flows.empty() ? 0 : flows.front().inPerSecond;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rate() > 0, kLimit);
    const auto beats = world.window.beatCosts().size();
    QTRY_VERIFY_WITH_TIMEOUT(world.window.beatCosts().size() > beats + 1, kLimit); // it is shown
    QVERIFY(!walk::everyText(*world.window.findChild<QStatusBar *>()).contains(u"20 in"_s));
    QTest::keyClick(&world.window, Qt::Key_2, Qt::ControlModifier);
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(10)));
}

void WindowLifeTest::closingAsksBeforeEditsAreLost()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.showPage(u"source-editor:stream_generator"_s));
    auto *area = world.window.findChild<ui::EntriesArea *>();
    QTest::keyClicks(area->editor()->draft()->nameRow()->focusProxy()
                         ? area->editor()->draft()->nameRow()->focusProxy()
                         : QApplication::focusWidget(),
                     u"x"_s);
    QVERIFY(area->editor()->isDirty());
    QVERIFY(!world.window.close());
    QVERIFY(openQuestion(world.window));
    answer(openQuestion(world.window), QMessageBox::RejectRole);
    QTRY_VERIFY(!openQuestion(world.window));
    QVERIFY(world.window.isVisible());
    QVERIFY(area->editor()->isDirty()); // nothing was lost by asking
    QVERIFY(!world.window.close());
    answer(openQuestion(world.window), QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    QVERIFY(QFile::exists(world.session.workspace().file));
    QCOMPARE(world.session.workspace().sources.size(), std::size_t(2));
}

void WindowLifeTest::cancelAsksBeforeEditsAreLost()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.showPage(u"source-editor:stream_generator"_s));
    auto *area = world.window.findChild<ui::EntriesArea *>();
    area->editor()->askCancel(); // nothing was typed: nothing is asked
    QVERIFY(!openQuestion(world.window));
    QVERIFY(!area->isEditing());
    QVERIFY(area->openNew(u"stream_generator"_s));
    area->editor()->draft()->nameRow()->findChild<QLineEdit *>()->setFocus();
    QTest::keyClicks(area->editor()->draft()->nameRow()->findChild<QLineEdit *>(), u"x"_s);
    QVERIFY(area->editor()->isDirty());
    for (QPushButton *button : area->editor()->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == "Cancel"_L1) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(openQuestion(world.window));
    answer(openQuestion(world.window), QMessageBox::RejectRole);
    QTRY_VERIFY(!openQuestion(world.window));
    QVERIFY(area->isEditing());
    QVERIFY(area->editor()->isDirty());
    area->editor()->askCancel();
    answer(openQuestion(world.window), QMessageBox::DestructiveRole);
    QTRY_VERIFY(!area->isEditing());
    QCOMPARE(world.session.workspace().sources.size(), std::size_t(1));
}

void WindowLifeTest::savingSaysThatCommentsGo()
{
    World world;
    const QString name = world.folder.filePath(u"p.weir.yaml"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# why\nweir: 1\nname: plant\nendpoints:\n  hub:\n    type: discard\n");
    file.close();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QSignalSpy loaded(&world.session, &ui::Session::loaded);
    QSignalSpy saved(&world.session, &ui::Session::saved);
    world.session.load(name);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kLimit);
    QVERIFY(world.session.hadComments());
    world.session.removeEndpoint(u"hub"_s);
    QTest::keyClick(&world.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(openQuestion(world.window));
    walk::picture(*openQuestion(world.window), u"question-comments"_s);
    answer(openQuestion(world.window), QMessageBox::RejectRole);
    QTRY_VERIFY(!openQuestion(world.window));
    QCOMPARE(saved.size(), 0);
    world.window.activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), &world.window);
    QTest::keyClick(&world.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(openQuestion(world.window));
    answer(openQuestion(world.window), QMessageBox::DestructiveRole);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kLimit);
    QCOMPARE(world.memory.recentFiles(), QStringList{name});
}

void WindowLifeTest::aSecretThatNoKeyRingTookLeavesAChoice()
{
    World world;
    world.openDemo();
    QVERIFY(world.window.showPage(u"home"_s));
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    world.host.keepSecrets({{u"sources/sensors/password"_s, "S3CR3T"}});
    Q_EMIT world.host.secretsNotStored(u"no service answers"_s);
    QCOMPARE(world.window.notices().keys(), QStringList{u"secrets"_s});
    QVERIFY(!walk::everyText(world.window).contains(u"S3CR3T"_s));
    QTest::qWait(300);
    walk::picture(world.window, u"secret-notice"_s);
    for (QPushButton *button : world.window.notices().findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Use a"_s)) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QVERIFY(world.window.notices().keys().isEmpty());
    QCOMPARE(world.window.navigation().currentRow(), 2);
    QVERIFY(
        world.window.findChild<ui::EntriesArea *>()->isEditing()); // where it can be referred to
}

void WindowLifeTest::keepingLeadsToTheRunningFlow()
{
    World world;
    QSignalSpy row(&world.window, &ui::MainWindow::firstRow); // from before the first beat
    QVERIFY(world.window.showPage(u"home"_s));
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QTRY_VERIFY_WITH_TIMEOUT(!row.isEmpty(), kLimit);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(world.window.navigation().currentRow(), 1);
    const QString id = world.session.workspace().flows.front().id;
    QTRY_COMPARE_WITH_TIMEOUT(world.state(id), core::FlowState::Running, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.window.flows().samples().model().rowCount() > 0, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.window.flows().samples().hasChoice(), kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(!world.session.isModified(), kLimit); // kept for good
    walk::picture(world.window, u"kept"_s);
    QCOMPARE(walk::namelessControls(world.window).join(u'\n'), QString());
}

void WindowLifeTest::aDeletedFlowStops()
{
    World world;
    world.openDemo();
    world.session.startEnabledFlows();
    const QString id = world.session.workspace().flows.front().id;
    QTRY_COMPARE_WITH_TIMEOUT(world.state(id), core::FlowState::Running, kLimit);
    core::Workspace without = world.session.workspace();
    without.flows.clear();
    world.session.change(without, u"Delete"_s);
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(10)));
}

void WindowLifeTest::quittingAsksBeforeFlowsStop()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    world.session.startEnabledFlows();
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QVERIFY(!world.window.close());
    QVERIFY(openQuestion(world.window));
    QVERIFY(openQuestion(world.window)->text().contains(u"weirctl run"_s));
    answer(openQuestion(world.window), QMessageBox::RejectRole);
    QTRY_VERIFY(!openQuestion(world.window));
    QVERIFY(world.window.isVisible());
    QCOMPARE(world.state(u"sample-sensors"_s), core::FlowState::Running);

    QVERIFY(!world.window.close());
    answer(openQuestion(world.window), QMessageBox::ActionRole);
    QCOMPARE(QApplication::clipboard()->text(),
             u"weirctl run '%1'"_s.arg(world.session.workspace().file));
    QVERIFY(world.window.isVisible());

    QVERIFY(!world.window.close());
    answer(openQuestion(world.window), QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    QVERIFY(world.memory.value(u"asks_before_flows_stop"_s).isUndefined());
}

void WindowLifeTest::itIsNotAskedAgainWhereThatWasSaid()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    world.session.startEnabledFlows();
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QVERIFY(!world.window.close());
    openQuestion(world.window)->checkBox()->setChecked(true);
    answer(openQuestion(world.window), QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    ui::MainWindow next(world.session, world.host,
                        {.memory = world.memory, .log = world.log, .keepFolder = {}});
    next.show();
    QVERIFY(next.close());
}

void WindowLifeTest::newErrorsStandAtTheLogs()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    constexpr int kLogs = 6;
    world.log.add(core::LogLevel::Warning, u"a"_s, u"engine"_s, u"a warning"_s);
    world.log.add(core::LogLevel::Error, u"a"_s, u"engine"_s, u"an error"_s);
    QTRY_COMPARE(world.window.navigation().badge(kLogs), 1);
    QVERIFY(world.window.showPage(u"logs"_s));
    QTRY_COMPARE(world.window.navigation().badge(kLogs), 0);
    QVERIFY(world.window.showPage(u"home"_s));
    world.log.add(core::LogLevel::Error, u"a"_s, u"engine"_s, u"another"_s);
    QTRY_COMPARE(world.window.navigation().badge(kLogs), 1);
}

void WindowLifeTest::anEmptyFlowsPageOffersSampleData()
{
    World world;
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.showPage(u"flows"_s));
    for (QPushButton *button : world.window.flows().findChildren<QPushButton *>()) {
        if (button->text() == u"Sample data"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.window.flows().samples().hasChoice(), kLimit);
}

QTEST_MAIN(WindowLifeTest)
#include "window_life_test.moc"
