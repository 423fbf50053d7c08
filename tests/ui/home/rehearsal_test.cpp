// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/session_world.h"
#include "ui/home/hints_strip.h"
#include "ui/home/rehearsal.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::FlowState;

class RehearsalTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFlowFailsWithAdviceAndGoesOn();
    void endingLeavesNothingToSave();
    void anotherChangeMeanwhileStays();
    void theHintOffersWhatIsNext();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

struct World : SessionWorld
{
    World() { openDemo(); }
    ~World()
    {
        engine.stopAll();
        engine.waitUntilStopped(std::chrono::seconds(30));
    }
    std::uint64_t delivered() const
    {
        const auto found = flow(u"sample-sensors"_s);
        return found ? found->counters.delivered : 0;
    }

    ui::Rehearsal rehearsal{session};
};

} // namespace

void RehearsalTest::theFlowFailsWithAdviceAndGoesOn()
{
    World world;
    world.session.startEnabledFlows();
    QTRY_VERIFY_WITH_TIMEOUT(world.delivered() > 0, kLimit);
    world.rehearsal.begin();
    QVERIFY(world.rehearsal.isOn());
    const auto problems = [&] {
        return std::ranges::count_if(world.engine.problems(), [](const core::Problem &problem) {
            return problem.code == u"store.cannot_open"_s;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(problems() > 0, kLimit);
    world.rehearsal.end();
    QVERIFY(!world.rehearsal.isOn());
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"sample-sensors"_s), FlowState::Running, kLimit);
    const std::uint64_t before = world.delivered();
    QTRY_VERIFY_WITH_TIMEOUT(world.delivered() > before, kLimit);
}

void RehearsalTest::endingLeavesNothingToSave()
{
    World world;
    const core::Workspace before = world.session.workspace();
    world.rehearsal.begin();
    QVERIFY(world.session.isModified());
    world.rehearsal.end();
    QVERIFY(world.session.workspace() == before);
    QVERIFY(!world.session.isModified());
}

void RehearsalTest::anotherChangeMeanwhileStays()
{
    World world;
    const core::Workspace before = world.session.workspace();
    world.rehearsal.begin();
    core::WorkspaceEntry source = world.session.workspace().sources.front();
    source.description = u"Mine"_s;
    world.session.setSource(source.name, source);
    world.rehearsal.end();
    QVERIFY(!world.rehearsal.isOn());
    QCOMPARE(world.session.workspace().sources.front().description, u"Mine"_s);
    QVERIFY(world.session.workspace().endpoints == before.endpoints);
}

void RehearsalTest::theHintOffersWhatIsNext()
{
    ui::HintsStrip strip;
    strip.show();
    const QSignalSpy fail(&strip, &ui::HintsStrip::failureWanted);
    const QSignalSpy fix(&strip, &ui::HintsStrip::fixWanted);
    const auto press = [&](const QString &text) {
        for (QPushButton *button : strip.findChildren<QPushButton *>()) {
            if (button->text() == text) {
                button->click();
            }
        }
    };
    press(u"Make it fail"_s);
    QCOMPARE(fail.size(), 1);
    strip.setFailing(true);
    press(u"Make it fail"_s);
    QCOMPARE(fail.size(), 1);
    press(u"Fix it"_s);
    QCOMPARE(fix.size(), 1);
}

QTEST_MAIN(RehearsalTest)
#include "rehearsal_test.moc"
