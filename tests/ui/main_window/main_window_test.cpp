// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/store_query.h"
#include "tests/ui/support/widget_walk.h"
#include "tests/ui/support/window_world.h"
#include "ui/entries/entries_area.h"

#include <QTest>

using namespace Qt::StringLiterals;

class MainWindowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDemoFillsTableAndStore();
    void everyPageOpens();
    void noPageHoldsASecret();
};

namespace {

using support::allTypes;

constexpr int kLimit = 40'000; ///< ms
const auto kPages = {"home",         "flows",         "samples",         "problems", "sources",
                     "endpoints",    "store",         "secrets",         "logs",     "flow-editor",
                     "dead-letters", "source-editor", "endpoint-editor", "palette"};

struct World : WindowWorld
{
    std::uint64_t delivered() const
    {
        const std::vector<core::FlowSnapshot> flows = engine.snapshot();
        return flows.empty() ? 0 : flows.front().counters.delivered;
    }
};

} // namespace

void MainWindowTest::theDemoFillsTableAndStore()
{
    World world;
    QVERIFY(world.window.showPage(u"flows"_s));
    walk::show(world.window, ui::Scheme::Light, {1520, 850});
    world.openDemo();
    world.session.startEnabledFlows();
    QTRY_VERIFY_WITH_TIMEOUT(world.window.flows().samples().model().rowCount() > 0, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.delivered() > 0, kLimit);
    const core::Result<core::QueryResult> stored =
        core::runStoreQuery(world.folder.filePath(u"demo.db"_s), u"SELECT * FROM sensors"_s);
    QVERIFY(stored);
    QVERIFY(!stored->rows.empty());
    QVERIFY(!world.window.beatCosts().empty());
    world.engine.stopAll();
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(30)));
    QCOMPARE(world.engine.snapshot().front().counters.deadLettered, std::uint64_t(0));
}

void MainWindowTest::everyPageOpens()
{
    World world;
    world.openDemo();
    walk::show(world.window, ui::Scheme::Dark, {1290, 760});
    for (const char *page : kPages) {
        QVERIFY2(world.window.showPage(QString::fromLatin1(page)), page);
        QTest::qWait(1);
        QVERIFY(!world.window.grab().isNull());
    }
    QVERIFY(!world.window.showPage(u"no such page"_s));
}

void MainWindowTest::noPageHoldsASecret()
{
    World world;
    const QByteArray canary = "C4N4RY-5ECRET";
    qputenv("WEIR_TEST_CANARY", canary);
    const QByteArray yaml =
        "weir: 1\nname: plant\nsources:\n  orders:\n    type: kafka\n"
        "    brokers: 127.0.0.1:1\n    topic: orders\n    offset: latest\n    data_type: json\n"
        "    sasl: plain\n"
        "    username: weir\n    password: ${env:WEIR_TEST_CANARY}\n"
        "    tls: {disable: true}\n"
        "endpoints:\n  hub:\n    type: discard\nflows:\n  f:\n"
        "    from: {source: orders}\n    to:\n      - {endpoint: hub}\n";
    core::LoadedWorkspace read =
        core::parseWorkspace(yaml, world.folder.filePath(u"p.weir.yaml"_s), allTypes());
    QVERIFY(!core::hasErrors(read.findings));
    world.session.adopt(std::move(read.workspace));
    walk::show(world.window, ui::Scheme::Light, {1520, 850});
    world.session.startFlow(u"f"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!world.engine.snapshot().empty(), kLimit); // it has the secret now
    QTest::qWait(1500); // so that a refused connection may be told
    for (const char *page : kPages) {
        QVERIFY2(world.window.showPage(QString::fromLatin1(page)), page);
        QTest::qWait(300);
        QVERIFY2(!walk::everyText(world.window).contains(QString::fromLatin1(canary)), page);
    }
    QVERIFY(world.window.showPage(u"sources"_s));
    for (ui::EntriesArea *area : world.window.findChildren<ui::EntriesArea *>()) {
        area->openEntry(u"orders"_s);
        area->openEntry(u"hub"_s);
    }
    const QString texts = walk::everyText(world.window);
    QVERIFY(texts.contains(u"127.0.0.1:1"_s)); // the entry with the secret is open
    QVERIFY(!texts.contains(QString::fromLatin1(canary)));
    qunsetenv("WEIR_TEST_CANARY");
    world.engine.stopAll();
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(30)));
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
