// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/editor/flow_page.h"
#include "ui/editor/name_row.h"
#include "ui/entries/entries_area.h"
#include "ui/home/home_page.h"
#include "ui/main_window/navigation.h"
#include "ui/main_window/notice_bar.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the window tells of its flows, and what leads where.
class WindowLifeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void problemsStandInTheNavigation();
    void sampleDataCountsNowhere();
    void aSecretThatNoKeyRingTookLeavesAChoice();
    void aSecretOfAFlowIsChangedInItsForm();
    void keepingLeadsToTheRunningFlow();
    void startingFromAnEditPageLeadsToTheFlow();
    void aDeletedFlowStops();
    void newErrorsStandAtTheLogs();
    void anEmptyFlowsPageOffersSampleData();
};

namespace {

using support::allTypes;

constexpr int kLimit = 30'000; ///< ms

using World = WindowWorld;

} // namespace

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

void WindowLifeTest::aSecretOfAFlowIsChangedInItsForm()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    const QString flow = world.session.workspace().flows.front().name;
    world.host.keepSecrets({{u"flows/%1/schema_registry_api_secret"_s.arg(flow), "S3CR3T"}});
    Q_EMIT world.host.secretsNotStored(u"no service answers"_s);
    for (QPushButton *button : world.window.notices().findChildren<QPushButton *>()) {
        if (button->text().startsWith(u"Use a"_s)) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    const auto *page = world.window.findChild<ui::FlowPage *>();
    QVERIFY(page && page->isVisible());
    QCOMPARE(page->nameRow()->name(), flow);
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

void WindowLifeTest::startingFromAnEditPageLeadsToTheFlow()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Light, {1280, 800});
    QVERIFY(world.window.showPage(u"sources"_s));
    auto *area = world.window.findChild<ui::EntriesArea *>();
    QVERIFY(area->openEntry(u"sensors"_s));
    for (QPushButton *button : area->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == u"Save and start"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QCOMPARE(world.window.navigation().currentRow(), 1);
    QVERIFY(!area->isEditing());
    QTRY_VERIFY_WITH_TIMEOUT(world.window.flows().samples().model().rowCount() > 0, kLimit);
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
