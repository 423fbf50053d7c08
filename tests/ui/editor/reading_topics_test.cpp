// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/all_types.h"
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/flow_page.h"
#include "ui/editor/reading_part.h"
#include "ui/editor/reading_topics.h"
#include "ui/editor/topic_list.h"
#include "ui/forms/schema_form.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// What a flow reads of an endpoint can be picked from the endpoint's server.
class ReadingTopicsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSourceHasNothingToPickHere();
    void aPickedTopicIsReadBesidesTheOthers();
    void theListSaysWhatTopicsHold();
    void aServerThatDoesNotAnswerIsTold();
    void anotherEndpointIsAnotherServer();
    void anOpenedFlowCanPickToo();
};

namespace {

core::WorkspaceEntry broker(const QString &name, const QString &host)
{
    const core::EndpointType *type = support::allTypes().endpoint(u"kafka"_s);
    core::WorkspaceEntry entry{
        .name = name, .type = u"kafka"_s, .config = core::ConfigBox(type->schema)};
    core::writeField(entry.config, u"host"_s, core::Node::quotedText(host));
    return entry;
}

struct World
{
    World()
    {
        host.file.sources = {{.name = u"demo"_s, .type = u"stream_generator"_s}};
        host.file.endpoints = {broker(u"hub"_s, u"hub-1.plant:9092"_s),
                               broker(u"lake"_s, u"lake-1.plant:9092"_s)};
        host.world.listing.items = {{.name = u"orders"_s,
                                     .partitions = 6,
                                     .messages = 120'345,
                                     .newestMs = 1'790'000'000'000},
                                    {.name = u"orders-eu"_s, .partitions = 1, .messages = 0}};
        page.openNew(u"demo"_s);
    }
    void readEndpoint(const QString &name)
    {
        page.model()->setText(u"from.endpoint"_s, name);
        page.form()->showExtraPage();
    }
    QPushButton *fromServer() const { return page.topics()->findChild<QPushButton *>(); }
    void pick(int row) const
    {
        QListView *view = page.topics()->list()->view();
        view->setCurrentIndex(view->model()->index(row, 0));
        QTest::keyClick(view, Qt::Key_Return);
    }
    /// As a line of the form.
    bool isShown(const QString &name) const
    {
        const auto lines = page.form()->findChildren<QLineEdit *>();
        return std::ranges::any_of(lines, [&name](const QLineEdit *line) {
            return line->isVisible() && line->text() == name;
        });
    }
    QStringList topics() const
    {
        QStringList names;
        for (const core::Node &item : page.reading()->model()->value(u"topics"_s).items) {
            names.append(item.text);
        }
        return names;
    }

    FakeHost host{support::allTypes()};
    ui::FlowPage page{host};
};

} // namespace

void ReadingTopicsTest::aSourceHasNothingToPickHere()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QVERIFY(!world.page.topics()->isVisible());
    world.readEndpoint(u"hub"_s);
    QVERIFY(world.page.topics()->isVisible());
    QCOMPARE(world.host.world.browses, 0); // nobody asked yet
    world.page.model()->setText(u"from.source"_s, u"demo"_s);
    QVERIFY(!world.page.topics()->isVisible());
}

void ReadingTopicsTest::aPickedTopicIsReadBesidesTheOthers()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.readEndpoint(u"hub"_s);
    world.fromServer()->click();
    QCOMPARE(world.host.world.browsedKind, core::EndKind::Endpoint);
    QCOMPARE(core::readField(world.host.world.browsed.config, u"host"_s).text,
             u"hub-1.plant:9092"_s);
    QTRY_COMPARE(world.page.topics()->list()->view()->model()->rowCount(), 2);
    world.pick(0);
    QCOMPARE(world.topics(), QStringList{u"orders"_s});
    world.pick(1);
    world.pick(1); // twice is once
    QCOMPARE(world.topics(), (QStringList{u"orders"_s, u"orders-eu"_s}));
    QCOMPARE(world.host.changes, 0);
}

void ReadingTopicsTest::theListSaysWhatTopicsHold()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        World world;
        walk::show(world.page, scheme,
                   scheme == ui::Scheme::Light ? QSize(1108, 740) : QSize(844, 554));
        world.readEndpoint(u"hub"_s);
        world.fromServer()->click();
        QTRY_COMPARE(world.page.topics()->list()->view()->model()->rowCount(), 2);
        world.pick(0);
        QTRY_VERIFY(world.isShown(u"orders"_s));
        const QString all = walk::everyText(*world.page.topics());
        QVERIFY(all.contains(u"6 partitions"_s));
        QVERIFY(all.contains(QLocale().toString(120'345)));
        QVERIFY(all.contains(u"newest"_s));
        walk::checkLooks(world.page,
                         scheme == ui::Scheme::Light ? u"flow-topics-light"_s
                                                     : u"flow-topics-dark"_s);
    }
}

void ReadingTopicsTest::aServerThatDoesNotAnswerIsTold()
{
    World world;
    world.host.world.browseError =
        core::Error{.id = "kafka.unreachable", .message = u"nobody there"_s};
    walk::show(world.page, ui::Scheme::Light, {844, 554});
    world.readEndpoint(u"hub"_s);
    world.fromServer()->click();
    QTRY_COMPARE(world.page.topics()->catalog().state(), ui::BrowseCatalog::State::Failed);
    QVERIFY(world.fromServer()->isEnabled()); // to ask once more
    QVERIFY(walk::everyText(*world.page.topics()).contains(u"nobody there"_s));
    walk::checkLooks(world.page, u"flow-topics-none"_s);
}

void ReadingTopicsTest::anotherEndpointIsAnotherServer()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.readEndpoint(u"hub"_s);
    world.fromServer()->click();
    QTRY_COMPARE(world.page.topics()->catalog().state(), ui::BrowseCatalog::State::Ready);
    world.readEndpoint(u"lake"_s);
    QCOMPARE(world.page.topics()->catalog().state(), ui::BrowseCatalog::State::Unknown);
    QCOMPARE(world.page.topics()->list()->view()->model()->rowCount(), 0);
    world.fromServer()->click();
    QCOMPARE(core::readField(world.host.world.browsed.config, u"host"_s).text,
             u"lake-1.plant:9092"_s);
}

void ReadingTopicsTest::anOpenedFlowCanPickToo()
{
    World world;
    world.readEndpoint(u"hub"_s);
    world.page.reading()->model()->setValue(u"topics"_s, core::Node::list());
    world.fromServer()->click();
    QTRY_COMPARE(world.page.topics()->catalog().state(), ui::BrowseCatalog::State::Ready);
    world.pick(0);
    world.page.model()->setText(u"to[0].endpoint"_s, u"lake"_s);
    QVERIFY(world.page.save());
    const QString name = world.host.file.flows.front().name;
    QVERIFY(world.page.openFlow(name));
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QVERIFY(world.page.topics()->isVisible());
    QCOMPARE(world.topics(), QStringList{u"orders"_s});
}

QTEST_MAIN(ReadingTopicsTest)
#include "reading_topics_test.moc"
