// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/clock.h"
#include "tests/ui/support/hand.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/flows/flows_page.h"

#include <QAccessible>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::StringLiterals;
using core::FlowState;
using ui::FlowsModel;

class FlowsPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startStopAndRestartReachEveryChosenFlow();
    void sortingFollowsTheHeader();
};

namespace {

constexpr int kLimit = 30'000; ///< ms
constexpr int kBeat = 100; ///< ms

const core::Registry &allTypes()
{
    static const core::Registry filled = [] {
        core::Registry made;
        core::registerAllConnectors(made);
        return made;
    }();
    return filled;
}

/// The page over three flows from generators to nowhere, beating like the window.
struct World
{
    World()
    {
        const QByteArray yaml =
            "weir: 1\nname: plant\nsources:\n  made:\n    type: stream_generator\n"
            "    template: iot\n    interval: 20ms\nendpoints:\n  nowhere:\n    type: discard\n"
            "flows:\n  first:\n    from: {source: made}\n    to: [{endpoint: nowhere}]\n"
            "  second:\n    from: {source: made}\n    to: [{endpoint: nowhere}]\n"
            "  third:\n    from: {source: made}\n    to: [{endpoint: nowhere}]\n";
        session.adopt(
            core::parseWorkspace(yaml, folder.filePath(u"p.weir.yaml"_s), allTypes()).workspace);
        walk::show(page, ui::Scheme::Light, {1200, 760});
        beats.callOnTimeout(&page, [this] {
            page.beat(
                {.flows = engine.snapshot(), .problems = engine.problems(), .beat = number++});
        });
        beats.start(kBeat);
    }
    ~World()
    {
        beats.stop();
        engine.stopAll();
        engine.waitUntilStopped(std::chrono::seconds(30));
    }
    QTableView *table() const { return hand::named<QTableView>(page, u"Flows"_s); }
    bool clickButton(const QString &text) { return hand::click(hand::button(page, text)); }
    FlowState state(const QString &name) const
    {
        for (const core::FlowSnapshot &flow : engine.snapshot()) {
            if (flow.name == name) {
                return flow.status.state;
            }
        }
        return FlowState::Draft; // never started
    }
    double secondsAlive(const QString &name) const
    {
        for (const core::FlowSnapshot &flow : engine.snapshot()) {
            if (flow.name == name) {
                return flow.elapsedSeconds;
            }
        }
        return -1;
    }

    QTemporaryDir folder;
    core::SystemClock clock;
    core::Engine engine{allTypes(), clock};
    core::SecretResolver secrets{nullptr};
    ui::Session session{allTypes(), engine, secrets};
    ui::FlowsPage page{session};
    QTimer beats;
    std::uint64_t number = 0;
};

} // namespace

void FlowsPageTest::startStopAndRestartReachEveryChosenFlow()
{
    World world;
    QVERIFY(hand::clickRow(world.table(), 0));
    QVERIFY(hand::clickRow(world.table(), 1, 0, Qt::ControlModifier));
    QVERIFY(world.clickButton(u"Start"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"first"_s), FlowState::Running, kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"second"_s), FlowState::Running, kLimit);
    QCOMPARE(world.state(u"third"_s), FlowState::Draft);

    QTRY_VERIFY_WITH_TIMEOUT(world.secondsAlive(u"first"_s) > 1.5, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(world.secondsAlive(u"second"_s) > 1.5, kLimit);
    QVERIFY(world.clickButton(u"Restart"_s));
    for (const QString &name : {u"first"_s, u"second"_s}) { // a new run counts its time anew
        const auto isNew = [&] {
            return world.state(name) == FlowState::Running && world.secondsAlive(name) < 1.5;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNew(), kLimit);
    }

    QVERIFY(hand::clickRow(world.table(), 1));
    QVERIFY(world.clickButton(u"Stop"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"second"_s), FlowState::Stopped, kLimit);
    QCOMPARE(world.state(u"first"_s), FlowState::Running);
    QVERIFY(hand::clickRow(world.table(), 0, 0, Qt::ControlModifier));
    QVERIFY(world.clickButton(u"Stop"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"first"_s), FlowState::Stopped, kLimit);
    QCOMPARE(world.state(u"third"_s), FlowState::Draft);
}

void FlowsPageTest::sortingFollowsTheHeader()
{
    World world;
    QHeaderView *header = world.table()->horizontalHeader();
    const QPoint onName(header->sectionViewportPosition(FlowsModel::Flow) + 20,
                        header->height() / 2);
    const auto first = [&] { return world.table()->model()->index(0, 0).data().toString(); };
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, onName);
    const QString once = first();
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, onName);
    QVERIFY(first() != once);
    QVERIFY((QStringList{u"first"_s, u"third"_s}).contains(first()));
}

QTEST_MAIN(FlowsPageTest)
#include "flows_page_test.moc"
