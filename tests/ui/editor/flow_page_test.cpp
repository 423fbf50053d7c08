// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/editor/flow_page.h"
#include "ui/editor/name_row.h"
#include "ui/editor/reading_part.h"
#include "ui/forms/schema_form.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class FlowPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitsInBothThemes();
    void aNewFlowStartsAtTheSource();
    void anUnknownEndIsRefusedAtItsField();
    void anEndpointIsReadInPlaceOfASource();
    void cancelChangesNothing();
    void aRenamedFlowKeepsItsIdentity();
};

namespace {

void fill(FakeHost &host)
{
    host.file.sources = {{.name = u"orders"_s, .type = u"queue"_s},
                         {.name = u"sensors"_s, .type = u"queue"_s}};
    host.file.endpoints = {{.name = u"lake"_s, .type = u"table"_s},
                           {.name = u"hub"_s, .type = u"queue"_s}};
}

} // namespace

void FlowPageTest::fitsInBothThemes()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        FakeHost host;
        fill(host);
        ui::FlowPage page(host);
        page.openNew(u"orders"_s);
        walk::show(page, scheme, {1000, 760});
        for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
            page.setTab(tab);
            QTest::qWait(1);
            QTRY_COMPARE(walk::clippedTexts(page).join(u'\n'), QString());
            QCOMPARE(walk::namelessControls(page).join(u'\n'), QString());
            walk::picture(
                page,
                u"flow-%1-%2"_s.arg(tab == core::Tab::Basic ? u"basic"_s : u"advanced"_s,
                                    scheme == ui::Scheme::Light ? u"light"_s : u"dark"_s));
        }
    }
}

void FlowPageTest::aNewFlowStartsAtTheSource()
{
    FakeHost host;
    fill(host);
    ui::FlowPage page(host);
    page.openNew(u"sensors"_s);
    page.model()->setText(u"to[0].table"_s, u"readings"_s);
    QSignalSpy closed(&page, &ui::FlowPage::closed);
    page.saveAndStart();
    QCOMPARE(closed.size(), 1);
    QCOMPARE(host.started, QStringList{u"sensors"_s});
    const core::WorkspaceFlow *flow = host.file.flow(u"sensors"_s);
    QVERIFY(flow);
    QVERIFY(!flow->id.isEmpty());
    QCOMPARE(flow->to.front().entry, u"lake"_s);
    QCOMPARE(flow->to.front().target, u"readings"_s);
    QVERIFY(flow->to.front().isTable);
}

void FlowPageTest::anUnknownEndIsRefusedAtItsField()
{
    FakeHost host;
    fill(host);
    ui::FlowPage page(host);
    page.openNew(u"sensors"_s);
    page.model()->setText(u"from.source"_s, u"nobody"_s);
    QVERIFY(!page.save());
    QCOMPARE(host.changes, 0);
    QVERIFY(!page.model()->findings(u"from.source"_s).empty());
}

void FlowPageTest::anEndpointIsReadInPlaceOfASource()
{
    FakeHost host;
    fill(host);
    host.file.endpoints.front().config = core::ConfigBox(test_registry::TableConfig::schema());
    ui::FlowPage page(host);
    page.openNew(u"orders"_s);
    QVERIFY(!page.reading()->model());
    page.model()->setText(u"from.endpoint"_s, u"lake"_s);
    QCOMPARE(page.model()->text(u"from.source"_s), QString());
    QVERIFY(!page.save()); // what is read of it is missing
    QVERIFY(page.reading()->model());
    QVERIFY(!page.reading()->model()->findings(u"topic"_s).empty());
    walk::show(page, ui::Scheme::Light, {1000, 760});
    QCOMPARE(walk::clippedTexts(page).join(u'\n'), QString());
    walk::picture(page, u"flow-reading-light"_s);
    page.reading()->model()->setText(u"topic"_s, u"t"_s);
    page.reading()->model()->setSecret(u"password"_s, "p");
    QVERIFY(page.save());
    const core::WorkspaceFlow flow = host.file.flows.front();
    QVERIFY(flow.from.isEndpoint);
    QCOMPARE(flow.from.entry, u"lake"_s);
    QCOMPARE(flow.from.reading.as<test_registry::QueueConfig>().topic, u"t"_s);
    QVERIFY(host.kept.contains(u"flows/%1/password"_s.arg(flow.name)));
    QVERIFY(page.openFlow(flow.name));
    QVERIFY(!page.isDirty());
    QCOMPARE(page.reading()->model()->text(u"topic"_s), u"t"_s);
    page.model()->setText(u"from.source"_s, u"sensors"_s); // and back
    QVERIFY(!page.reading()->model());
    QVERIFY(page.save());
    QVERIFY(!host.file.flows.front().from.isEndpoint);
}

void FlowPageTest::cancelChangesNothing()
{
    FakeHost host;
    fill(host);
    ui::FlowPage page(host);
    page.openNew();
    page.model()->setText(u"description"_s, u"something"_s);
    QVERIFY(page.isDirty());
    page.cancel();
    QCOMPARE(host.changes, 0);
    QVERIFY(host.file.flows.empty());
}

void FlowPageTest::aRenamedFlowKeepsItsIdentity()
{
    FakeHost host;
    fill(host);
    ui::FlowPage page(host);
    page.openNew(u"orders"_s);
    QVERIFY(page.save());
    const QString id = host.file.flow(u"orders"_s)->id;
    QVERIFY(page.openFlow(u"orders"_s));
    page.nameRow()->setName(u"deliveries"_s);
    QVERIFY(page.save());
    QCOMPARE(host.file.flows.size(), std::size_t(1));
    QCOMPARE(host.file.flow(u"deliveries"_s)->id, id);
    FakeHost other;
    fill(other);
    ui::FlowPage theirs(other);
    theirs.openNew(u"orders"_s);
    QVERIFY(theirs.save());
    QVERIFY(other.file.flow(u"orders"_s)->id != id); // two people's flows of one name are two
    page.openNew(u"orders"_s); // takes the old name
    QVERIFY(page.save());
    QVERIFY(host.file.flow(u"orders"_s)->id != id);
}

QTEST_MAIN(FlowPageTest)
#include "flow_page_test.moc"
