// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/row_table.h"
#include "ui/common/theme.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/group_panel.h"
#include "ui/editor/live_pane.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using core::GroupReset;

namespace {

/// The usual types, whose source has a group.
const core::Registry &withGroup()
{
    static const core::Registry filled = [] {
        core::Registry made;
        core::SourceType queue = test_registry::registry().sources().front();
        queue.group = [](const core::ConfigBox &, const core::GroupQuestion &) {
            return core::Result<core::ReaderGroup>(core::ReaderGroup());
        };
        made.add(queue);
        for (core::EndpointType type : test_registry::registry().endpoints()) {
            type.keepsPositions = true;
            made.add(type);
        }
        return made;
    }();
    return filled;
}

core::ReaderGroup group(bool hasMembers)
{
    core::ReaderGroup group{.name = u"timeplus-source-6f2c0d4e-9a57-4b8e-8f2d-3b0e5c0a4b8e"_s,
                            .state = hasMembers ? u"Stable"_s : u"Empty"_s};
    for (int partition = 0; partition < 3; ++partition) {
        group.lanes.push_back({.lane = u"orders-of-plant-seven/%1"_s.arg(partition),
                               .position = 118'204 + partition,
                               .end = 120'311});
    }
    group.lanes.push_back({.lane = u"alarms/0"_s, .end = 12});
    if (hasMembers) {
        group.members = {
            {.name = u"weir-orders"_s, .id = u"a"_s, .host = u"10.20.4.7"_s, .lanes = 4}};
    }
    return group;
}

struct Shown
{
    Shown() : host(withGroup()), page(host, core::EndKind::Source)
    {
        core::ConfigBox config(test_registry::QueueConfig::schema());
        auto &queue = config.as<test_registry::QueueConfig>();
        queue.servers = u"kafka-1.plant:9093"_s;
        queue.topic = u"orders"_s;
        host.file.sources = {{.name = u"orders"_s, .type = u"queue"_s, .config = config}};
        host.file.endpoints = {{.name = u"local"_s, .type = u"table"_s}};
        host.file.flows = {
            {.name = u"kept"_s, .id = u"flow-1"_s, .from = {u"orders"_s}, .to = {{u"local"_s}}}};
        page.openEntry(u"orders"_s);
        walk::show(page, ui::Scheme::Light, {1290, 900});
        host.world.readers = group(false);
    }
    void passTest()
    {
        page.test();
        for (int stage = 0; stage < 7; ++stage) {
            host.world.stages->addResult(core::TestStage{.stage = static_cast<core::StageId>(stage),
                                                         .state = core::StageState::Passed,
                                                         .message = u"fine"_s});
        }
        host.world.stages->finish();
        QTRY_VERIFY(panel().findChild<ui::RowTable *>()->isVisible());
    }
    ui::GroupPanel &panel() { return *page.live()->group(); }
    QPushButton *button(const QString &text)
    {
        for (auto *button : panel().findChildren<QPushButton *>()) {
            if (button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }
    std::size_t asked() const { return host.world.groupQuestions.size(); }
    const core::GroupQuestion &last() const { return host.world.groupQuestions.back(); }

    FakeHost host;
    ui::EditPage page;
};

/// Presses that button of the question on the screen.
void answer(const QString &text)
{
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())));
    for (QAbstractButton *button : box->buttons()) {
        if (button->text() == text) {
            button->click();
            return;
        }
    }
    QFAIL("the question has no such button");
}

} // namespace

/// Who reads a source together, how far, and moving that.
class GroupPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersAndPositionsAppearOnceTheTestPasses();
    void positionsMoveOnceSomebodySaidYes();
    void aNarrowPaneKeepsNamesAndLag();
    void leavingThemMovesNothing();
    void aGroupWithMembersIsNotMoved();
    void whatIsNoTimeIsSaidBeforeAnybodyIsAsked();
    void whyThereIsNoGroupIsSaid();
    void aSourceWithoutGroupsShowsNone();
};

void GroupPanelTest::membersAndPositionsAppearOnceTheTestPasses()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        Shown one;
        ui::applyTheme(*qApp, scheme);
        one.host.world.readers = group(true);
        QVERIFY(!one.panel().findChild<ui::RowTable *>()->isVisible());
        one.passTest();
        QCOMPARE(one.last().flowId, u"flow-1"_s);
        QVERIFY(!one.last().reset);
        const QString all = walk::everyText(one.panel());
        QVERIFY(all.contains(u"weir-orders"_s));
        const auto *model = one.panel().findChild<ui::RowTable *>()->model();
        QCOMPARE(model->rowCount(), 4);
        QVERIFY(model->index(0, 1).data().toString().contains(QLocale().toString(118'204)));
        QCOMPARE(model->index(0, 3).data().toString(), QLocale().toString(2107));
        QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
        walk::picture(one.page,
                      scheme == ui::Scheme::Light ? u"editor-group-light"_s
                                                  : u"editor-group-dark"_s);
    }
}

void GroupPanelTest::positionsMoveOnceSomebodySaidYes()
{
    Shown one;
    one.passTest();
    one.button(u"Move positions…"_s)->click();
    QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
    walk::picture(one.page, u"editor-group-move"_s);
    for (core::GroupLane &lane : one.host.world.readers.lanes) {
        lane.target = 0;
    }
    one.button(u"Move"_s)->click();
    QCOMPARE(one.asked(), std::size_t(2));
    QVERIFY(one.last().reset && one.last().reset->isOnlyTold);
    QVERIFY(one.last().reset->to == GroupReset::To::Earliest);
    answer(u"Move positions"_s);
    QTRY_COMPARE(one.asked(), std::size_t(3));
    QVERIFY(!one.last().reset->isOnlyTold);
    QTRY_VERIFY(walk::everyText(one.panel()).contains(u"were moved"_s));
}

void GroupPanelTest::aNarrowPaneKeepsNamesAndLag()
{
    Shown one;
    one.page.resize(760, 600);
    one.passTest();
    const auto *table = one.panel().findChild<ui::RowTable *>();
    QVERIFY(table->isColumnHidden(2));
    QVERIFY(table->columnWidth(0) > 60);
    QTRY_COMPARE(walk::clippedTexts(one.panel()).join(u'\n'), QString());
    walk::picture(one.page, u"editor-group-narrow"_s);
}

void GroupPanelTest::leavingThemMovesNothing()
{
    Shown one;
    one.passTest();
    one.button(u"Move positions…"_s)->click();
    one.host.world.readers.lanes[0].target = 5;
    one.panel().findChild<QLineEdit *>()->setText(u"orders/0=5"_s);
    for (auto *choice : one.panel().findChildren<QComboBox *>()) {
        choice->setCurrentIndex(static_cast<int>(GroupReset::To::Position));
    }
    one.button(u"Move"_s)->click();
    QCOMPARE(one.last().reset->places.size(), std::size_t(1));
    QCOMPARE(one.last().reset->places[0].lane, u"orders/0"_s);
    answer(u"Leave them"_s);
    QTest::qWait(20);
    QCOMPARE(one.asked(), std::size_t(2));
}

void GroupPanelTest::aGroupWithMembersIsNotMoved()
{
    Shown one;
    one.host.world.readers = group(true);
    one.passTest();
    QVERIFY(!one.button(u"Move positions…"_s)->isEnabled());
    one.host.world.readers = group(false);
    one.button(u"Look again"_s)->click();
    QTRY_VERIFY(one.button(u"Move positions…"_s)->isEnabled());
}

void GroupPanelTest::whatIsNoTimeIsSaidBeforeAnybodyIsAsked()
{
    Shown one;
    one.passTest();
    one.button(u"Move positions…"_s)->click();
    for (auto *choice : one.panel().findChildren<QComboBox *>()) {
        choice->setCurrentIndex(static_cast<int>(GroupReset::To::Time));
    }
    one.panel().findChild<QLineEdit *>()->setText(u"yesterday"_s);
    one.button(u"Move"_s)->click();
    QCOMPARE(one.asked(), std::size_t(1));
    QVERIFY(walk::everyText(one.panel()).contains(u"no point in time"_s));
}

void GroupPanelTest::whyThereIsNoGroupIsSaid()
{
    Shown one;
    one.host.world.groupError = core::Error{.code = core::ErrorCode::Auth,
                                            .id = "queue.group.forbidden",
                                            .message = u"No right to use this group"_s,
                                            .fix = u"Ask for the right Read"_s};
    one.page.test();
    one.host.world.stages->finish();
    QTRY_VERIFY(walk::everyText(one.panel()).contains(u"No right to use this group"_s));
    QVERIFY(one.button(u"Look again"_s)->isVisible());
}

void GroupPanelTest::aSourceWithoutGroupsShowsNone()
{
    FakeHost host;
    ui::EditPage page(host, core::EndKind::Source);
    page.openNew(u"queue"_s);
    walk::show(page, ui::Scheme::Light, {1290, 760});
    QVERIFY(!page.live()->group()->isVisible());
}

QTEST_MAIN(GroupPanelTest)
#include "group_panel_test.moc"
