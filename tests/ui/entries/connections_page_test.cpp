// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/row_table.h"
#include "ui/editor/connection_row.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/name_row.h"
#include "ui/entries/connections_page.h"
#include "ui/entries/entries_area.h"
#include "ui/entries/entries_page.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::EndKind;
using test_registry::QueueConfig;

/// What several share can be looked at, called otherwise and taken away.
class ConnectionsPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhoUsesEachAndNoSecret();
    void sourcesAndEndpointsHaveTheirOwn();
    void anEmptyListSaysHowOneIsMade();
    void aNewNameIsFollowedByAllAsOneStep();
    void aNameThatCannotBeIsNotTaken();
    void leavingTheNameChangesNothing();
    void whatIsUsedNamesItsUsersBeforeItGoes();
    void whatNobodyUsesGoesWhenConfirmed();
    void settingsOpenWithOneThatUsesIt();
};

namespace {

core::WorkspaceConnection connection(const QString &name, core::Role role, const QString &servers)
{
    core::Node settings = core::Node::map();
    settings.insert(u"servers"_s, core::Node::quotedText(servers));
    settings.insert(u"password"_s, core::Node::quotedText(u"${env:CANARY_OF_PLANT}"_s));
    return {.name = name, .type = u"queue"_s, .role = role, .settings = settings};
}

core::WorkspaceEntry user(const QString &name, const QString &shared)
{
    core::ConfigBox config(QueueConfig::schema());
    config.as<QueueConfig>().servers = u"kafka-1.plant:9093"_s;
    config.as<QueueConfig>().topic = name;
    config.as<QueueConfig>().password = core::Secret(u"${env:CANARY_OF_PLANT}"_s);
    return {.name = name, .type = u"queue"_s, .connection = shared, .config = config};
}

/// "plant" is used by two sources, "spare" by nobody; "cloud" is for endpoints.
struct World
{
    World()
    {
        host.file.connections = {
            connection(u"plant"_s, core::Role::Source, u"kafka-1.plant:9093"_s),
            connection(u"spare"_s, core::Role::Source, u"kafka-2.plant:9093"_s),
            connection(u"cloud"_s, core::Role::Destination, u"hub.example:9093"_s)};
        host.file.sources = {user(u"orders"_s, u"plant"_s), user(u"sensors"_s, u"plant"_s),
                             user(u"alone"_s, {})};
        page = std::make_unique<ui::ConnectionsPage>(host, EndKind::Source);
        walk::show(*page, ui::Scheme::Light, {1100, 640});
    }
    QString cell(int row, ui::ConnectionsModel::Column column) const
    {
        return page->model().index(row, column).data().toString();
    }
    QMessageBox *question() const
    {
        for (QMessageBox *box : page->findChildren<QMessageBox *>()) {
            if (box->isVisible()) {
                return box;
            }
        }
        return nullptr;
    }
    QString connectionOf(const QString &source) const
    {
        return host.file.source(source)->connection;
    }

    FakeHost host;
    std::unique_ptr<ui::ConnectionsPage> page;
};

} // namespace

void ConnectionsPageTest::listsWhoUsesEachAndNoSecret()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        World world;
        world.page->select(u"plant"_s);
        walk::show(*world.page, scheme,
                   scheme == ui::Scheme::Light ? QSize(1108, 640) : QSize(844, 554));
        QCOMPARE(world.page->model().rowCount(), 2);
        QCOMPARE(world.cell(0, ui::ConnectionsModel::Address), u"kafka-1.plant:9093"_s);
        QCOMPARE(world.cell(0, ui::ConnectionsModel::UsedBy), u"orders, sensors"_s);
        QVERIFY(!walk::everyText(*world.page).contains(u"CANARY"_s));
        const QString name =
            scheme == ui::Scheme::Light ? u"connections-light"_s : u"connections-dark"_s;
        walk::checkLooks(*world.page, name);
        world.page->beginRename();
        walk::checkLooks(*world.page, name + u"-rename"_s);
    }
}

void ConnectionsPageTest::sourcesAndEndpointsHaveTheirOwn()
{
    World world;
    ui::ConnectionsPage endpoints(world.host, EndKind::Endpoint);
    QCOMPARE(endpoints.model().rowCount(), 1);
    QCOMPARE(endpoints.model().nameAt(0), u"cloud"_s);
}

void ConnectionsPageTest::anEmptyListSaysHowOneIsMade()
{
    FakeHost host;
    ui::ConnectionsPage page(host, EndKind::Source);
    walk::show(page, ui::Scheme::Light, {844, 554});
    walk::checkLooks(page, u"connections-empty"_s);
    page.askDelete();
    page.beginRename();
    QVERIFY(!page.nameRow()->isVisible());
    QCOMPARE(host.changes, 0);
}

void ConnectionsPageTest::aNewNameIsFollowedByAllAsOneStep()
{
    World world;
    world.page->select(u"plant"_s);
    QTest::keyClick(world.page->table(), Qt::Key_F2);
    QVERIFY(world.page->nameRow()->isVisible());
    const core::ConfigBox before = world.host.file.source(u"orders"_s)->config;
    world.page->nameRow()->setName(u"plant-7"_s);
    QTest::keyClick(world.page->nameRow()->focusProxy(), Qt::Key_Return);
    QCOMPARE(world.host.changes, 1);
    QVERIFY(world.host.file.connection(u"plant-7"_s));
    QVERIFY(!world.host.file.connection(u"plant"_s));
    QCOMPARE(world.connectionOf(u"orders"_s), u"plant-7"_s);
    QCOMPARE(world.connectionOf(u"sensors"_s), u"plant-7"_s);
    QCOMPARE(world.connectionOf(u"alone"_s), QString());
    QVERIFY(world.host.file.source(u"orders"_s)->config == before);
    QVERIFY(!world.page->nameRow()->isVisible());
}

void ConnectionsPageTest::aNameThatCannotBeIsNotTaken()
{
    World world;
    world.page->select(u"plant"_s);
    world.page->beginRename();
    for (const QString &name : {QString(), u"two words"_s, u"spare"_s, u"cloud"_s}) {
        world.page->nameRow()->setName(name);
        world.page->rename();
        QCOMPARE(world.host.changes, 0);
        QVERIFY(world.page->nameRow()->isVisible());
    }
    world.page->nameRow()->setName(u"plant"_s); // as it was
    world.page->rename();
    QCOMPARE(world.host.changes, 0);
    QVERIFY(!world.page->nameRow()->isVisible());
}

void ConnectionsPageTest::leavingTheNameChangesNothing()
{
    World world;
    world.page->select(u"plant"_s);
    world.page->beginRename();
    world.page->nameRow()->setName(u"other"_s);
    QTest::keyClick(world.page->nameRow()->focusProxy(), Qt::Key_Escape);
    QTRY_VERIFY(!world.page->nameRow()->isVisible());
    world.page->beginRename();
    world.page->select(u"spare"_s); // the name of another one is not typed over
    QVERIFY(!world.page->nameRow()->isVisible());
    QCOMPARE(world.host.changes, 0);
}

void ConnectionsPageTest::whatIsUsedNamesItsUsersBeforeItGoes()
{
    World world;
    world.page->select(u"plant"_s);
    QTest::keyClick(world.page->table(), Qt::Key_Delete);
    QTRY_VERIFY(world.question());
    QVERIFY(world.question()->text().contains(u"orders, sensors"_s));
    QCOMPARE(world.question()->textFormat(), Qt::PlainText);
    QTest::keyClick(world.question(), Qt::Key_Escape);
    QTRY_VERIFY(!world.question());
    QCOMPARE(world.host.changes, 0);

    world.page->askDelete();
    QTRY_VERIFY(world.question());
    const core::ConfigBox before = world.host.file.source(u"orders"_s)->config;
    world.question()->defaultButton()->click();
    QCOMPARE(world.host.changes, 1);
    QVERIFY(!world.host.file.connection(u"plant"_s));
    QCOMPARE(world.connectionOf(u"orders"_s), QString());
    QVERIFY(world.host.file.source(u"orders"_s)->config == before); // each has its own copy
}

void ConnectionsPageTest::whatNobodyUsesGoesWhenConfirmed()
{
    World world;
    world.page->select(u"spare"_s);
    world.page->askDelete();
    QTRY_VERIFY(world.question());
    QCOMPARE(world.host.changes, 0);
    world.question()->defaultButton()->click();
    QVERIFY(!world.host.file.connection(u"spare"_s));
    QVERIFY(world.host.file.connection(u"plant"_s));
    QCOMPARE(world.page->model().rowCount(), 1);
}

void ConnectionsPageTest::settingsOpenWithOneThatUsesIt()
{
    World world;
    ui::EntriesArea area(world.host, EndKind::Source);
    walk::show(area, ui::Scheme::Light, {1108, 740});
    Q_EMIT area.list()->connectionsWanted();
    QVERIFY(area.connections()->isVisible());
    area.connections()->select(u"plant"_s);
    QTest::keyClick(area.connections()->table(), Qt::Key_Return);
    QVERIFY(area.isEditing());
    QVERIFY(area.editor()->draft()->connectionRow()->isVisible());
    QCOMPARE(area.editor()->draft()->connectionRow()->chosen(), u"plant"_s);
    area.editor()->cancel();
    QVERIFY(area.list()->isVisible());
}

QTEST_MAIN(ConnectionsPageTest)
#include "connections_page_test.moc"
