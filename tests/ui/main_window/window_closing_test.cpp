// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/name_row.h"
#include "ui/entries/entries_area.h"
#include "ui/main_window/notice_bar.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

/// What is asked before something is lost.
class WindowClosingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closingAsksBeforeEditsAreLost();
    void cancelAsksBeforeEditsAreLost();
    void savingSaysThatCommentsGo();
    void quittingAsksBeforeFlowsStop();
    void itIsNotAskedAgainWhereThatWasSaid();
    void weirctlGoesOnAndIsFoundAgain();
    void whatWeirctlRefusesRunsHereAgain();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

struct World : WindowWorld
{
    explicit World(const QString &weirctl = {}) : WindowWorld(weirctl)
    {
        walk::show(window, ui::Scheme::Light, {1280, 800});
    }

    /// The demo at work, as if it had been running for a while.
    bool runsDemo()
    {
        openDemo();
        session.startEnabledFlows();
        return QTest::qWaitFor(
            [this] { return state(u"sample-sensors"_s) == core::FlowState::Running; }, kLimit);
    }

    /// The question that is open; nullptr while none is.
    QMessageBox *question() const
    {
        const QList<QMessageBox *> boxes = window.findChildren<QMessageBox *>();
        const auto open = std::ranges::find_if(boxes, &QWidget::isVisible);
        return open == boxes.end() ? nullptr : *open;
    }
    void answer(QMessageBox::ButtonRole role) const
    {
        QMessageBox *box = question();
        for (QAbstractButton *button : box->buttons()) {
            if (box->buttonRole(button) == role) {
                button->click();
                return;
            }
        }
    }
};

} // namespace

void WindowClosingTest::closingAsksBeforeEditsAreLost()
{
    World world;
    world.openDemo();
    QVERIFY(world.window.showPage(u"source-editor:stream_generator"_s));
    auto *area = world.window.findChild<ui::EntriesArea *>();
    QTest::keyClicks(area->editor()->draft()->nameRow()->focusProxy()
                         ? area->editor()->draft()->nameRow()->focusProxy()
                         : QApplication::focusWidget(),
                     u"x"_s);
    QVERIFY(area->editor()->isDirty());
    QVERIFY(!world.window.close());
    QVERIFY(world.question());
    world.answer(QMessageBox::RejectRole);
    QTRY_VERIFY(!world.question());
    QVERIFY(world.window.isVisible());
    QVERIFY(area->editor()->isDirty()); // nothing was lost by asking
    QVERIFY(!world.window.close());
    world.answer(QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    QVERIFY(QFile::exists(world.session.workspace().file));
    QCOMPARE(world.session.workspace().sources.size(), std::size_t(2));
}

void WindowClosingTest::cancelAsksBeforeEditsAreLost()
{
    World world;
    world.openDemo();
    QVERIFY(world.window.showPage(u"source-editor:stream_generator"_s));
    auto *area = world.window.findChild<ui::EntriesArea *>();
    area->editor()->askCancel(); // nothing was typed: nothing is asked
    QVERIFY(!world.question());
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
    QVERIFY(world.question());
    world.answer(QMessageBox::RejectRole);
    QTRY_VERIFY(!world.question());
    QVERIFY(area->isEditing());
    QVERIFY(area->editor()->isDirty());
    area->editor()->askCancel();
    world.answer(QMessageBox::DestructiveRole);
    QTRY_VERIFY(!area->isEditing());
    QCOMPARE(world.session.workspace().sources.size(), std::size_t(1));
}

void WindowClosingTest::savingSaysThatCommentsGo()
{
    World world;
    const QString name = world.folder.filePath(u"p.weir.yaml"_s);
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# why\nweir: 1\nname: plant\nendpoints:\n  hub:\n    type: discard\n");
    file.close();
    QSignalSpy loaded(&world.session, &ui::Session::loaded);
    QSignalSpy saved(&world.session, &ui::Session::saved);
    world.session.load(name);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kLimit);
    QVERIFY(world.session.hadComments());
    world.session.removeEndpoint(u"hub"_s);
    QTest::keyClick(&world.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(world.question());
    walk::picture(*world.question(), u"question-comments"_s);
    world.answer(QMessageBox::RejectRole);
    QTRY_VERIFY(!world.question());
    QCOMPARE(saved.size(), 0);
    world.window.activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), &world.window);
    QTest::keyClick(&world.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(world.question());
    world.answer(QMessageBox::DestructiveRole);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kLimit);
    QCOMPARE(world.memory.recentFiles(), QStringList{name});
}

void WindowClosingTest::quittingAsksBeforeFlowsStop()
{
    World world;
    QVERIFY(world.runsDemo());
    QVERIFY(!world.window.close());
    QVERIFY(world.question());
    QVERIFY(world.question()->text().contains(u"weirctl run"_s));
    world.answer(QMessageBox::RejectRole);
    QTRY_VERIFY(!world.question());
    QVERIFY(world.window.isVisible());
    QCOMPARE(world.state(u"sample-sensors"_s), core::FlowState::Running);

    QVERIFY(!world.window.close());
    world.answer(QMessageBox::ActionRole);
    QCOMPARE(QApplication::clipboard()->text(),
             u"weirctl run '%1'"_s.arg(world.session.workspace().file));
    QVERIFY(world.window.isVisible());

    QVERIFY(!world.window.close());
    world.answer(QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    QVERIFY(world.memory.value(u"asks_before_flows_stop"_s).isUndefined());
}

void WindowClosingTest::itIsNotAskedAgainWhereThatWasSaid()
{
    World world;
    QVERIFY(world.runsDemo());
    QVERIFY(!world.window.close());
    world.question()->checkBox()->setChecked(true);
    world.answer(QMessageBox::AcceptRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    ui::MainWindow next(world.session, world.host, {.memory = world.memory, .log = world.log});
    next.show();
    QVERIFY(next.close());
}

void WindowClosingTest::weirctlGoesOnAndIsFoundAgain()
{
    World world(QStringLiteral(WEIR_CTL));
    QVERIFY(world.runsDemo());
    QVERIFY(!world.window.close());
    walk::picture(*world.question(), u"question-quit"_s);
    world.answer(QMessageBox::ActionRole);
    QTRY_VERIFY_WITH_TIMEOUT(!world.window.isVisible(), kLimit);
    QCOMPARE(world.state(u"sample-sensors"_s), core::FlowState::Stopped);
    const auto pid = world.memory.value(u"handed_over"_s).toObject()[u"pid"_s].toInteger();
    QVERIFY(pid > 0);
    const auto lives = [pid] { // one that has ended and is still listed has no words left
        QFile words(u"/proc/%1/cmdline"_s.arg(pid));
        return words.open(QIODevice::ReadOnly) && !words.readAll().isEmpty();
    };
    QVERIFY(lives());

    ui::MainWindow next(world.session, world.host,
                        {.memory = world.memory,
                         .log = world.log,
                         .weirctl = QStringLiteral(WEIR_CTL),
                         .weirctlLog = world.folder.filePath(u"weirctl.log"_s)});
    walk::show(next, ui::Scheme::Light, {1280, 800});
    world.session.load(world.session.workspace().file);
    QTRY_COMPARE_WITH_TIMEOUT(next.notices().keys(), QStringList{u"handed_over"_s}, kLimit);
    walk::picture(next, u"handed-over"_s);
    for (QPushButton *button : next.notices().findChildren<QPushButton *>()) {
        if (button->text() == u"Run them here"_s) {
            button->click();
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QVERIFY(!lives());
    QVERIFY(world.memory.value(u"handed_over"_s).toObject().isEmpty());
}

void WindowClosingTest::whatWeirctlRefusesRunsHereAgain()
{
    World world(QStringLiteral("/bin/false"));
    QVERIFY(world.runsDemo());
    QVERIFY(!world.window.close());
    world.answer(QMessageBox::ActionRole);
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Stopped, kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), core::FlowState::Running, kLimit);
    QVERIFY(world.window.isVisible());
    QCOMPARE(world.window.notices().keys(), QStringList{u"handed_over"_s});
    QVERIFY(world.memory.value(u"handed_over"_s).isUndefined());
}

QTEST_MAIN(WindowClosingTest)
#include "window_closing_test.moc"
