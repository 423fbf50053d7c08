// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/shown_page.h"
#include "ui/editor/connection_row.h"
#include "ui/editor/name_row.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using test_registry::QueueConfig;

/// One person sets a broker up, the next flows use it.
class ConnectionRowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsNoneToBeginWith();
    void whatIsSharedIsThereForTheNext();
    void othersFollowWhatIsChangedForAll();
    void ownSettingsStayOwn();
    void anEmptyNameSharesNothing();
    void leavingKeepsTheSettings();
    void typesWithoutSecurityHaveNoRow();
    void looksRightInBothThemes();
};

namespace {

template <typename Widget>
Widget *named(ui::ConnectionRow *row, const QString &name)
{
    for (Widget *widget : row->findChildren<Widget *>()) {
        if (widget->accessibleName() == name || widget->property("text").toString() == name) {
            return widget;
        }
    }
    return nullptr;
}

void choose(ui::EditPage &page, int index)
{
    auto *choice = page.draft()->connectionRow()->findChild<QComboBox *>();
    choice->setCurrentIndex(index);
    Q_EMIT choice->activated(index);
}

void share(ui::EditPage &page, const QString &name)
{
    page.setTab(core::Tab::Advanced);
    ui::ConnectionRow *row = page.draft()->connectionRow();
    choose(page, row->findChild<QComboBox *>()->count() - 1);
    auto *line = row->findChild<QLineEdit *>();
    line->setText(name);
    QTest::keyClick(line, Qt::Key_Return);
}

bool save(ui::EditPage &page, const QString &name)
{
    page.draft()->model().setText(u"topic"_s, name);
    page.draft()->nameRow()->setName(name);
    return page.saveDraft();
}

/// Two sources over one connection called "plant".
struct Two : ShownPage
{
    Two()
    {
        fill();
        share(page, u"plant"_s);
        isReady = save(page, u"first"_s) && page.openNew(u"queue"_s);
        choose(page, 1);
        isReady = isReady && save(page, u"second"_s);
    }
    QString servers(const QString &source) const
    {
        return host.file.source(source)->config.as<QueueConfig>().servers;
    }

    bool isReady = false;
};

} // namespace

void ConnectionRowTest::thereIsNoneToBeginWith()
{
    ShownPage one;
    QVERIFY(!one.page.draft()->connectionRow()->isVisible());
    Two two;
    QVERIFY(two.page.openNew(u"queue"_s));
    QVERIFY(two.page.draft()->connectionRow()->isVisible());
}

void ConnectionRowTest::whatIsSharedIsThereForTheNext()
{
    Two two;
    QVERIFY(two.isReady);
    QCOMPARE(two.host.file.connections.size(), std::size_t(1));
    QCOMPARE(two.host.file.source(u"second"_s)->connection, u"plant"_s);
    QCOMPARE(two.servers(u"second"_s), two.servers(u"first"_s));
}

void ConnectionRowTest::othersFollowWhatIsChangedForAll()
{
    Two two;
    QVERIFY(two.page.openEntry(u"first"_s));
    two.page.draft()->model().setText(u"servers"_s, u"kafka-9.plant:9093"_s);
    auto *all = named<QPushButton>(two.page.draft()->connectionRow(), u"Change it for all"_s);
    QVERIFY(all && all->isVisible());
    all->click();
    QVERIFY(!all->isVisible());
    QVERIFY(two.page.isDirty());
    QVERIFY(two.page.saveDraft());
    QCOMPARE(two.servers(u"second"_s), u"kafka-9.plant:9093"_s);
    QVERIFY(!two.page.isDirty());
}

void ConnectionRowTest::ownSettingsStayOwn()
{
    Two two;
    QVERIFY(two.page.openEntry(u"first"_s));
    two.page.draft()->model().setText(u"servers"_s, u"mine:1"_s);
    QVERIFY(two.page.saveDraft());
    QCOMPARE(two.servers(u"first"_s), u"mine:1"_s);
    QVERIFY(two.servers(u"second"_s) != u"mine:1"_s);
    QCOMPARE(two.host.file.source(u"first"_s)->connection, u"plant"_s);
}

void ConnectionRowTest::anEmptyNameSharesNothing()
{
    ShownPage one;
    one.fill();
    share(one.page, QString());
    QVERIFY(!one.page.draft()->connectionRow()->change());
    QVERIFY(save(one.page, u"alone"_s));
    QVERIFY(one.host.file.connections.empty());
}

void ConnectionRowTest::leavingKeepsTheSettings()
{
    Two two;
    QVERIFY(two.page.openEntry(u"second"_s));
    const QString before = two.servers(u"second"_s);
    choose(two.page, 0);
    QVERIFY(two.page.saveDraft());
    QCOMPARE(two.host.file.source(u"second"_s)->connection, QString());
    QCOMPARE(two.servers(u"second"_s), before);
}

void ConnectionRowTest::typesWithoutSecurityHaveNoRow()
{
    FakeHost host(test_registry::registry());
    ui::EditPage page(host, core::EndKind::Endpoint);
    QVERIFY(page.openNew(u"table"_s));
    QVERIFY(!page.draft()->connectionRow());
}

void ConnectionRowTest::looksRightInBothThemes()
{
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        Two two;
        QVERIFY(two.page.openEntry(u"first"_s));
        two.page.draft()->model().setText(u"servers"_s, u"kafka-9.plant:9093"_s);
        walk::show(two.page, scheme, {1108, 746});
        walk::checkLooks(two.page, u"connection-row"_s);
        choose(two.page, two.page.draft()->connectionRow()->findChild<QComboBox *>()->count() - 1);
        walk::checkLooks(two.page, u"connection-row-name"_s);
    }
}

QTEST_MAIN(ConnectionRowTest)
#include "connection_row_test.moc"
