// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store_query/store_query.h"
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/row_table.h"
#include "ui/home/first_run.h"
#include "ui/home/hints_strip.h"
#include "ui/home/home_page.h"
#include "ui/home/overview.h"

#include <QCheckBox>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class HomePageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleDataMovesWithoutAClickAndWithoutAFile();
    void everyShapeHasItsOwnData();
    void leavingOrSwitchingOffStopsIt();
    void enterKeepsItAsAFlowWithItsHistory();
    void keepingUsesAStoreThatIsThere();
    void flowsTakeThePlaceOfTheSample();
    void recentWorkspacesAreOffered();
    void hintsGoWhenDismissed();
};

namespace {

using support::allTypes;

constexpr int kLimit = 20'000; ///< ms

struct World : SessionWorld
{
    World()
    {
        QObject::connect(&clockwork, &QTimer::timeout, &page, [this] {
            page.beat({.flows = engine.snapshot(), .problems = engine.problems(), .beat = beats++});
        });
        clockwork.start(50);
    }
    ui::LiveCard &live() const { return *page.firstRun()->live(); }
    int filesIn(const QString &below) const
    {
        return static_cast<int>(QDir(folder.filePath(below))
                                    .entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)
                                    .size());
    }
    bool isAnythingAtWork() const
    {
        for (const core::FlowSnapshot &flow : engine.snapshot()) {
            if (flow.status.state == core::FlowState::Running) {
                return true;
            }
        }
        return false;
    }

    ui::Memory memory;
    ui::HomePage page{session, memory};
    QTimer clockwork;
    std::uint64_t beats = 0;
};

} // namespace

void HomePageTest::sampleDataMovesWithoutAClickAndWithoutAFile()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QVERIFY(world.page.isFirstRun());
    QSignalSpy firstRow(&world.page, &ui::HomePage::firstRow);
    world.page.enter();
    QTRY_COMPARE_WITH_TIMEOUT(firstRow.size(), 1, kLimit); // how soon is for tests/bench/start
    QTRY_COMPARE_WITH_TIMEOUT(world.live().messages().size(), 5, kLimit);
    for (const QString &message : world.live().messages()) {
        QVERIFY(QJsonDocument::fromJson(message.toUtf8()).object().contains(u"device"_s));
    }
    const QStringList before = world.live().messages();
    QTRY_VERIFY_WITH_TIMEOUT(world.live().messages() != before, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.page.preview().figures()->inPerSecond > 10, kLimit);
    walk::checkLooks(world.page, u"home-first-light"_s);
    walk::show(world.page, ui::Scheme::Dark, {844, 554});
    walk::checkLooks(world.page, u"home-first-dark"_s);
    QVERIFY(world.session.workspace() == core::Workspace{.name = world.session.workspace().name});
    QCOMPARE(world.filesIn(QString()), 0);
}

void HomePageTest::everyShapeHasItsOwnData()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.page.enter();
    const QList<std::pair<QString, QString>> shapes{{u"User logins"_s, u"city"_s},
                                                    {u"Computers"_s, u"hostname"_s},
                                                    {u"Devices"_s, u"device"_s}};
    for (const auto &[label, key] : shapes) {
        for (QAbstractButton *choice : world.live().findChildren<QAbstractButton *>()) {
            if (choice->text() == label) {
                QTest::mouseClick(choice, Qt::LeftButton);
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(world.live().messages().size(), 5, kLimit);
        QVERIFY2(world.live().messages().back().contains(u'"' + key + u'"'),
                 qPrintable(world.live().messages().back()));
    }
}

void HomePageTest::leavingOrSwitchingOffStopsIt()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.page.enter();
    QTRY_VERIFY_WITH_TIMEOUT(world.isAnythingAtWork(), kLimit);
    world.page.leave();
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(10)));
    QTRY_VERIFY_WITH_TIMEOUT(world.engine.snapshot().empty(), kLimit); // forgotten, too
    world.page.enter();
    QTRY_VERIFY_WITH_TIMEOUT(world.isAnythingAtWork(), kLimit);
    QTest::mouseClick(world.live().findChild<QCheckBox *>(), Qt::LeftButton, {}, QPoint(12, 12));
    QVERIFY(!world.live().isOn());
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(10)));
    QVERIFY(world.live().messages().isEmpty());
    walk::checkLooks(world.page, u"home-off"_s);
    world.page.leave();
    world.page.enter();
    QVERIFY(!world.page.preview().isRunning());
    ui::HomePage next(world.session, world.memory, {}); // the next start
    next.enter();
    QVERIFY(!next.preview().isRunning());
}

void HomePageTest::enterKeepsItAsAFlowWithItsHistory()
{
    World world;
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.page.enter();
    QSignalSpy kept(&world.page, &ui::HomePage::kept);
    QTRY_COMPARE_WITH_TIMEOUT(world.live().messages().size(), 5, kLimit);
    const QString id = world.page.preview().flowId();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(kept.size(), 1);
    const core::Workspace &workspace = world.session.workspace();
    QCOMPARE(workspace.flows.size(), std::size_t(1));
    QCOMPARE(workspace.flows.front().id, id);
    QCOMPARE(workspace.endpoint(workspace.flows.front().to.front().entry)->type, u"store"_s);
    QVERIFY(!core::hasErrors(world.session.findings()));
    QVERIFY(!world.page.isFirstRun());
    QVERIFY(!world.page.preview().isRunning());
    const QString file = QFileInfo(workspace.file).path() + u"/local.db"_s;
    const auto rows = [&file] {
        const auto found = core::runStoreQuery(file, u"SELECT count(*) FROM \"sample-sensors\""_s);
        return found ? found->rows[0][0].toInteger() : 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rows() > 0, kLimit);
    const auto stored = static_cast<std::uint64_t>(rows());
    const core::SampleSlice all = world.engine.samples(id, 0, 10'000);
    QVERIFY(all.seen > stored); // the preview's are among them
    QCOMPARE(world.session.undoStack().count(), 1);
    world.session.save();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(workspace.file), kLimit);
}

void HomePageTest::keepingUsesAStoreThatIsThere()
{
    World world;
    core::Workspace own;
    own.name = u"plant"_s;
    own.file = world.folder.filePath(u"plant.weir.yaml"_s);
    own.endpoints.push_back({.name = u"nowhere"_s,
                             .type = u"discard"_s,
                             .config = core::ConfigBox(allTypes().endpoint(u"discard"_s)->schema)});
    own.endpoints.push_back({.name = u"lake"_s,
                             .type = u"store"_s,
                             .config = core::ConfigBox(allTypes().endpoint(u"store"_s)->schema)});
    world.session.adopt(own);
    world.page.keep();
    QCOMPARE(world.session.workspace().flows.front().to.front().entry, u"lake"_s);
    QCOMPARE(world.session.workspace().file, own.file);
    QCOMPARE(world.session.workspace().endpoints.size(), std::size_t(2));
}

void HomePageTest::flowsTakeThePlaceOfTheSample()
{
    World world;
    world.openDemo();
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    world.page.enter();
    QVERIFY(!world.page.isFirstRun());
    QVERIFY(!world.page.preview().isRunning());
    world.session.startEnabledFlows();
    const QAbstractItemModel *model = world.page.overview()->table()->model();
    const auto stateText = [model] {
        return model->index(0, ui::FlowsModel::State).data().toString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(stateText(), u"Running"_s, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(model->index(0, ui::FlowsModel::In).data().toString().toInt() > 10,
                             kLimit);
    walk::checkLooks(world.page, u"home-overview-light"_s);
    walk::show(world.page, ui::Scheme::Dark, {844, 554});
    walk::checkLooks(world.page, u"home-overview-dark"_s);
    QSignalSpy wanted(&world.page, &ui::HomePage::flowWanted);
    world.page.overview()->table()->setCurrentIndex(model->index(0, 0));
    QTest::keyClick(world.page.overview()->table(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().toString(), world.session.workspace().flows.front().id);
}

void HomePageTest::recentWorkspacesAreOffered()
{
    World world;
    const QString file = u"/srv/flows/<b>plant.weir.yaml"_s;
    world.memory.addRecentFile(file);
    walk::show(world.page, ui::Scheme::Light, {1108, 740});
    QSignalSpy wanted(&world.page, &ui::HomePage::fileWanted);
    for (QPushButton *button : world.page.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().contains(u"plant"_s)) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().toString(), file);
    walk::checkLooks(world.page, u"home-recent"_s);
}

void HomePageTest::hintsGoWhenDismissed()
{
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        ui::HintsStrip strip;
        walk::show(strip, scheme, {820, 48});
        walk::checkLooks(strip, scheme == ui::Scheme::Light ? u"hints-light"_s : u"hints-dark"_s);
        QSignalSpy dismissed(&strip, &ui::HintsStrip::dismissed);
        QSignalSpy store(&strip, &ui::HintsStrip::storeWanted);
        const QList<QPushButton *> buttons = strip.findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 5);
        for (QPushButton *button : buttons) {
            button->click();
        }
        QCOMPARE(dismissed.size(), 1);
        QCOMPARE(store.size(), 1);
    }
}

QTEST_MAIN(HomePageTest)
#include "home_page_test.moc"
