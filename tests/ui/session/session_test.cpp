// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_channel.h"
#include "core/connectors/loopback/loopback_schema.h"
#include "tests/ui/support/session_world.h"
#include "ui/session/flow_work.h"
#include "ui/session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

class SessionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesAndLoadsTheSame();
    void everyChangeIsOneUndoStep();
    void aFileThatIsNotThereIsTold();
    void startsAndStopsAFlow();
    void ofSeveralStartsTheLastCounts();
    void aStopTakesBackAStart();
    void whatRunsIsKeptInAFile();
    void anUnknownFlowIsTold();
    void aRunningFlowTakesOverWhatIsChanged();
    void whatDoesNotConcernAFlowLeavesItRunning();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

struct World : SessionWorld
{
    World()
    {
        core::ConfigBox from(core::loopback::LoopbackSourceConfig::schema());
        from.as<core::loopback::LoopbackSourceConfig>().channel = QString(unique + u"-in"_s);
        core::ConfigBox to(core::loopback::LoopbackEndpointConfig::schema());
        to.as<core::loopback::LoopbackEndpointConfig>().channel = QString(unique + u"-out"_s);
        core::Workspace made{.name = u"plant"_s, .file = folder.filePath(u"plant.weir.yaml"_s)};
        made.sources.push_back({.name = u"orders"_s, .type = u"loopback"_s, .config = from});
        made.endpoints.push_back({.name = u"hub"_s, .type = u"loopback"_s, .config = to});
        made.flows.push_back({.name = u"orders-to-hub"_s,
                              .id = unique,
                              .from = {.entry = u"orders"_s},
                              .to = {{.entry = u"hub"_s}}});
        session.adopt(made);
    }
    bool isRunning() const
    {
        const std::vector<core::FlowSnapshot> flows = engine.snapshot();
        return !flows.empty() && flows.front().status.state == core::FlowState::Running;
    }

    QString unique = QUuid::createUuid().toString(QUuid::WithoutBraces);
};

} // namespace

void SessionTest::savesAndLoadsTheSame()
{
    World world;
    QSignalSpy saved(&world.session, &ui::Session::saved);
    world.session.removeEndpoint(u"nothing by this name"_s);
    QVERIFY(!world.session.isModified());
    core::WorkspaceEntry source = world.session.workspace().sources.front();
    source.description = u"From the plant"_s;
    world.session.setSource(u"orders"_s, source);
    QVERIFY(world.session.isModified());
    world.session.save();
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kLimit);
    QVERIFY(!world.session.isModified());
    const core::Workspace before = world.session.workspace();
    QSignalSpy loaded(&world.session, &ui::Session::loaded);
    world.session.adopt({});
    QCOMPARE(loaded.size(), 1);
    world.session.load(before.file);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 2, kLimit);
    QCOMPARE(core::writeWorkspace(world.session.workspace()), core::writeWorkspace(before));
    QVERIFY(!world.session.isModified());
}

void SessionTest::everyChangeIsOneUndoStep()
{
    World world;
    const core::Workspace before = world.session.workspace();
    world.session.removeFlow(u"orders-to-hub"_s);
    world.session.removeSource(u"orders"_s);
    QCOMPARE(world.session.undoStack().count(), 2);
    const core::Workspace after = world.session.workspace();
    QVERIFY(after.flows.empty() && after.sources.empty());
    world.session.undoStack().undo();
    world.session.undoStack().undo();
    QVERIFY(world.session.workspace() == before);
    QVERIFY(!world.session.isModified());
    world.session.undoStack().redo();
    world.session.undoStack().redo();
    QVERIFY(world.session.workspace() == after);
    QVERIFY(world.session.isModified());
}

void SessionTest::aFileThatIsNotThereIsTold()
{
    World world;
    const core::Workspace before = world.session.workspace();
    QSignalSpy failed(&world.session, &ui::Session::failed);
    world.session.load(world.folder.filePath(u"none.weir.yaml"_s));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLimit);
    QVERIFY(world.session.workspace() == before);
}

void SessionTest::startsAndStopsAFlow()
{
    World world;
    const QSignalSpy failed(&world.session, &ui::Session::failed);
    world.session.startEnabledFlows();
    QTRY_VERIFY_WITH_TIMEOUT(world.isRunning(), kLimit);
    core::loopback::LoopbackChannel::named(QString(world.unique + u"-in"_s))->push("hello");
    const auto out = core::loopback::LoopbackChannel::named(QString(world.unique + u"-out"_s));
    QTRY_COMPARE_WITH_TIMEOUT(out->size(), std::size_t(1), kLimit);
    world.session.stopFlow(u"orders-to-hub"_s);
    QVERIFY(world.engine.waitUntilStopped(std::chrono::seconds(30)));
    QCOMPARE(failed.size(), 0);
    QCOMPARE(world.engine.snapshot().front().counters.delivered, std::uint64_t(1));
}

void SessionTest::ofSeveralStartsTheLastCounts()
{
    World world;
    const QString name = u"orders-to-hub"_s;
    const QSignalSpy failed(&world.session, &ui::Session::failed);
    world.session.startFlow(name);
    world.session.startFlow(name);
    QTRY_VERIFY_WITH_TIMEOUT(world.isRunning(), kLimit);
    world.session.restartFlow(name);
    world.session.startFlow(name); // would be refused if it did not count as the restart
    const auto in = core::loopback::LoopbackChannel::named(QString(world.unique + u"-in"_s));
    const auto out = core::loopback::LoopbackChannel::named(QString(world.unique + u"-out"_s));
    QTest::qWait(200);
    in->push("still at work");
    QTRY_COMPARE_WITH_TIMEOUT(out->size(), std::size_t(1), kLimit);
    QCOMPARE(failed.size(), 0);
}

void SessionTest::aStopTakesBackAStart()
{
    World world;
    world.session.startFlow(u"orders-to-hub"_s);
    world.session.stopFlow(u"orders-to-hub"_s);
    QTest::qWait(500);
    QVERIFY(world.engine.snapshot().empty());
}

void SessionTest::whatRunsIsKeptInAFile()
{
    World world;
    core::Workspace unsaved = world.session.workspace();
    unsaved.file.clear();
    SessionWorld other;
    unsaved.name = other.session.workspace().name;
    QVERIFY(!unsaved.name.isEmpty());
    QVERIFY(unsaved.name != SessionWorld().session.workspace().name);
    other.session.change(unsaved, u"Save and start"_s);
    other.session.startFlow(u"orders-to-hub"_s);
    const QString file = other.folder.filePath(u"%1/%1.weir.yaml"_s.arg(unsaved.name));
    QCOMPARE(other.session.workspace().file, file);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file) && !other.session.isModified(), kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(other.state(u"orders-to-hub"_s), core::FlowState::Running, kLimit);
    other.session.undoStack().undo();
    QCOMPARE(other.session.workspace().file, file);
}

void SessionTest::anUnknownFlowIsTold()
{
    World world;
    QSignalSpy failed(&world.session, &ui::Session::failed);
    world.session.startFlow(u"no such flow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kLimit);
    QVERIFY(world.engine.snapshot().empty());
}

void SessionTest::aRunningFlowTakesOverWhatIsChanged()
{
    World world;
    world.session.startEnabledFlows();
    QTRY_VERIFY_WITH_TIMEOUT(world.isRunning(), kLimit);
    const QString other = world.unique + u"-other"_s;
    core::WorkspaceEntry hub = world.session.workspace().endpoints.front();
    core::writeField(hub.config, u"channel"_s, core::Node::quotedText(other));
    const auto in = core::loopback::LoopbackChannel::named(QString(world.unique + u"-in"_s));
    const auto comesOutAt = [&](const QString &channel) {
        const auto out = core::loopback::LoopbackChannel::named(channel);
        const std::size_t before = out->size();
        return QTest::qWaitFor(
            [&] {
                in->push("again"); // the run that ends may still take some
                return out->size() > before;
            },
            kLimit);
    };
    world.session.setEndpoint(hub.name, hub);
    QVERIFY(comesOutAt(other));
    world.session.undoStack().undo();
    QVERIFY(comesOutAt(QString(world.unique + u"-out"_s)));
}

void SessionTest::whatDoesNotConcernAFlowLeavesItRunning()
{
    World world;
    const core::Workspace before = world.session.workspace();
    core::Workspace after = before;
    after.sources.front().description = u"From the plant"_s;
    after.flows.front().enabled = false;
    after.endpoints.push_back({.name = u"unused"_s, .type = u"discard"_s});
    QCOMPARE(ui::changedFlows(before, after), QStringList());
    after.flows.front().onError = core::OnError::Stop;
    QCOMPARE(ui::changedFlows(before, after), QStringList{before.flows.front().id});
    after.flows.clear();
    QCOMPARE(ui::changedFlows(before, after), QStringList()); // gone, not changed
}

QTEST_MAIN(SessionTest)
#include "session_test.moc"
