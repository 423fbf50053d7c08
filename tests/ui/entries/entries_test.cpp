// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/colors.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/name_row.h"
#include "ui/entries/entries_area.h"
#include "ui/entries/entries_page.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using core::EndKind;

class EntriesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsEntriesWithTheirFlows();
    void tellsWhichEntryAProblemIsOf();
    void anEmptyListOffersToMakeOne();
    void whatAFlowUsesIsNotDeleted();
    void deletesAndDuplicates();
    void editingReplacesTheListUntilItIsClosed();
    void anUnknownTypeIsListedAndNotEdited();
};

namespace {

core::WorkspaceEntry queue(const QString &name)
{
    core::ConfigBox config(test_registry::QueueConfig::schema());
    config.as<test_registry::QueueConfig>().servers = u"kafka-1.plant:9093"_s;
    config.as<test_registry::QueueConfig>().topic = name;
    return {.name = name, .type = u"queue"_s, .config = config};
}

void fill(FakeHost &host)
{
    host.file.sources = {queue(u"orders"_s), queue(u"sensors"_s)};
    host.file.flows.push_back(
        {.name = u"orders-to-lake"_s, .id = u"1"_s, .from = {.entry = u"orders"_s}});
}

} // namespace

void EntriesTest::listsEntriesWithTheirFlows()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        FakeHost host;
        fill(host);
        ui::EntriesPage page(host, EndKind::Source);
        walk::show(page, scheme, {1100, 640});
        page.select(u"orders"_s);
        auto *model = page.table()->model();
        QCOMPARE(model->rowCount(), 2);
        QCOMPARE(model->index(0, ui::EntriesModel::UsedBy).data().toString(), u"orders-to-lake"_s);
        QTRY_COMPARE(walk::clippedTexts(page).join(u'\n'), QString());
        QCOMPARE(walk::namelessControls(page).join(u'\n'), QString());
        walk::picture(page, scheme == ui::Scheme::Light ? u"entries-light"_s : u"entries-dark"_s);
    }
}

void EntriesTest::tellsWhichEntryAProblemIsOf()
{
    using core::Severity;
    FakeHost host;
    fill(host);
    const QString foreign = u"\"<b>x</b>\" is no host"_s;
    host.found = {
        {.severity = Severity::Warning, .path = u"sources.sensors.topic"_s, .message = u"w"_s},
        {.path = u"sources.sensors.servers"_s, .message = foreign, .fix = u"Write it"_s},
        {.severity = Severity::Note, .path = u"sources.orders.topic"_s, .message = u"n"_s},
        {.path = u"endpoints.orders.topic"_s, .message = u"of another"_s},
        {.path = u"sources.orders-2.topic"_s, .message = u"of another"_s}};
    ui::EntriesPage page(host, EndKind::Source);
    walk::show(page, ui::Scheme::Dark, {1100, 640});
    auto *model = page.table()->model();
    QCOMPARE(model->index(0, ui::EntriesModel::Problem).data().toString(), QString());
    const QModelIndex problem = model->index(1, ui::EntriesModel::Problem);
    QVERIFY(problem.data().toString().startsWith(foreign)); // the error first
    const QString tip = problem.data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(u"&lt;b&gt;"_s) && !tip.contains(u"<b>"_s) && tip.contains(u"Write it"_s));
    QCOMPARE(problem.data(Qt::ForegroundRole).value<QColor>(),
             ui::colorsOf(ui::Scheme::Dark).error);
    walk::picture(page, u"entries-problem-dark"_s);
}

void EntriesTest::anEmptyListOffersToMakeOne()
{
    FakeHost host;
    ui::EntriesPage page(host, EndKind::Endpoint);
    walk::show(page, ui::Scheme::Light, {1100, 640});
    QSignalSpy wanted(&page, &ui::EntriesPage::newWanted);
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->isVisible()) {
            button->click();
        }
    }
    QCOMPARE(wanted.size(), 1);
    walk::picture(page, u"entries-empty"_s);
}

void EntriesTest::whatAFlowUsesIsNotDeleted()
{
    FakeHost host;
    fill(host);
    ui::EntriesPage page(host, EndKind::Source);
    page.select(u"orders"_s);
    page.deleteSelected();
    QVERIFY(host.file.source(u"orders"_s));
    QCOMPARE(host.changes, 0);
}

void EntriesTest::deletesAndDuplicates()
{
    FakeHost host;
    fill(host);
    ui::EntriesPage page(host, EndKind::Source);
    page.select(u"sensors"_s);
    page.duplicateSelected();
    QVERIFY(host.file.source(u"sensors-2"_s));
    page.deleteSelected(); // the copy is selected now
    QVERIFY(!host.file.source(u"sensors-2"_s));
    QVERIFY(host.file.source(u"sensors"_s));
    QCOMPARE(host.changes, 2);
}

void EntriesTest::editingReplacesTheListUntilItIsClosed()
{
    FakeHost host;
    fill(host);
    ui::EntriesArea area(host, EndKind::Source);
    QVERIFY(!area.openNew(u"no such type"_s));
    QVERIFY(area.openEntry(u"sensors"_s));
    QVERIFY(area.isEditing());
    area.editor()->draft()->nameRow()->setName(u"meters"_s);
    QVERIFY(area.editor()->saveDraft());
    area.editor()->cancel();
    QVERIFY(!area.isEditing());
    QVERIFY(host.file.source(u"meters"_s));
}

void EntriesTest::anUnknownTypeIsListedAndNotEdited()
{
    FakeHost host;
    host.file.sources.push_back({.name = u"old"_s, .type = u"gone"_s});
    ui::EntriesArea area(host, EndKind::Source);
    QCOMPARE(area.list()->table()->model()->rowCount(), 1);
    QVERIFY(!area.openEntry(u"old"_s));
}

QTEST_MAIN(EntriesTest)
#include "entries_test.moc"
