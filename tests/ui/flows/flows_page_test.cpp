// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/hand.h"
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/flows/flows_page.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QJsonObject>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
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
    void theRejectedFigureLeadsToTheDeadLetters();
    void theInspectorTellsEverythingExact();
    void theDefinitionHoldsReferencesOnly();
    void theLogTabTellsOfTheFlowAlone();
    void whatWasArrangedByHandIsKept();
    void bytesAndLagHaveChartsToo();
    void stillCurvesSaySo();
    void aStuckFlowIsTakenPastItsBatch_data();
    void aStuckFlowIsTakenPastItsBatch();
    void aNarrowPageShowsOneThingAtATime();
    void nothingIsClippedOrNameless_data();
    void nothingIsClippedOrNameless();
};

namespace {

using support::allTypes;

constexpr int kLimit = 30'000; ///< ms
constexpr int kBeat = 100; ///< ms

/// The page over three flows from generators to nowhere, beating like the window.
struct World : SessionWorld
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
    bool isSeen(const QString &chart) const { return hand::named<ui::LineChart>(page, chart); }
    bool clickButton(const QString &text) { return hand::click(hand::button(page, text)); }
    double secondsAlive(const QString &name) const
    {
        const auto found = flow(name);
        return found ? found->elapsedSeconds : -1;
    }

    core::LogBook log;
    ui::FlowsPage page{session, log};
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
    QElapsedTimer sincePress;
    sincePress.start();
    QVERIFY(world.clickButton(u"Restart"_s));
    for (const QString &name : {u"first"_s, u"second"_s}) { // a new run counts its time anew
        const auto isNew = [&] {
            return world.state(name) == FlowState::Running
                && world.secondsAlive(name) < static_cast<double>(sincePress.elapsed()) / 1000;
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

void FlowsPageTest::theRejectedFigureLeadsToTheDeadLetters()
{
    World world;
    const QByteArray yaml =
        "weir: 1\nname: plant\nsources:\n  made:\n    type: stream_generator\n"
        "    template: iot\n    interval: 20ms\nendpoints:\n  picky:\n    type: loopback\n"
        "    channel: picky\n    refuse_every: 1\nflows:\n  first:\n    from: {source: made}\n"
        "    to: [{endpoint: picky}]\n  second:\n    from: {source: made}\n"
        "    to: [{endpoint: picky}]\n";
    world.session.adopt(
        core::parseWorkspace(yaml, world.folder.filePath(u"q.weir.yaml"_s), allTypes()).workspace);
    const QSignalSpy wanted(&world.page, &ui::FlowsPage::deadLettersWanted);
    const QString second = world.session.workspace().flow(u"second"_s)->id;
    QVERIFY(hand::clickRow(world.table(), 1, FlowsModel::Rejected));
    QCOMPARE(wanted.size(), 0); // there is nothing behind it
    world.session.startFlow(u"second"_s);
    const auto refused = [&] {
        const auto found = world.flow(second);
        return found && found->counters.deadLettered > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(refused(), kLimit);
    QTest::qWait(3 * kBeat);
    QVERIFY(hand::clickRow(world.table(), 1, FlowsModel::Rejected));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().toString(), second);
    world.page.inspector().showTab(ui::Inspector::Overview);
    QVERIFY(world.clickButton(u"Dead letters"_s));
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted.back().front().toString(), second);
}

void FlowsPageTest::theInspectorTellsEverythingExact()
{
    World world;
    world.page.inspector().showTab(ui::Inspector::Overview);
    QVERIFY(hand::clickRow(world.table(), 0));
    QVERIFY(world.clickButton(u"Start"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"first"_s), FlowState::Running, kLimit);
    const auto fact = [&](const QString &name) {
        const auto *label = hand::named<ui::PlainLabel>(world.page.inspector(), name);
        return label ? label->text() : QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(QLocale().toULongLong(fact(u"Received"_s)) > 20, kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(fact(u"Source"_s), u"reached, signed in, subscribed"_s, kLimit);
    QVERIFY(world.clickButton(u"Stop"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"first"_s), FlowState::Stopped, kLimit);
    const core::FlowCounters ended = world.engine.snapshot().front().counters;
    QTRY_COMPARE(fact(u"Received"_s), ui::figure(ended.inMessages));
    QTRY_COMPARE(fact(u"Delivered"_s), ui::figure(ended.delivered));
    QTRY_COMPARE(fact(u"In flight"_s), u"0"_s);
    QVERIFY(walk::everyText(world.page.inspector()).contains(u"at most once"_s));
    QVERIFY(walk::everyText(world.page.inspector()).contains(u"Because made"_s));
}

void FlowsPageTest::theDefinitionHoldsReferencesOnly()
{
    const QByteArray yaml =
        "weir: 1\nname: plant\nsources:\n  orders:\n    type: kafka\n    brokers: b:1\n"
        "    topic: t\n    sasl: plain\n    username: u\n    password: ${env:SOME_SECRET}\n"
        "  other:\n    type: stream_generator\n    template: iot\nendpoints:\n  nowhere:\n"
        "    type: discard\nflows:\n  f:\n    from: {source: orders}\n"
        "    to: [{endpoint: nowhere}]\n";
    core::Workspace workspace = core::parseWorkspace(yaml, {}, allTypes()).workspace;
    const QString shown = ui::flowYaml(workspace.flows.front(), workspace);
    QVERIFY(shown.contains(u"${env:SOME_SECRET}"_s));
    QVERIFY(shown.contains(u"nowhere"_s));
    QVERIFY(!shown.contains(u"other"_s)); // only what the flow uses
    QVERIFY(!core::hasErrors(core::parseWorkspace(shown.toUtf8(), {}, allTypes()).findings));
}

void FlowsPageTest::theLogTabTellsOfTheFlowAlone()
{
    World world;
    world.log.add(core::LogLevel::Info, u"first"_s, u"engine"_s, u"older\u202E"_s);
    world.log.add(core::LogLevel::Info, u"second"_s, u"engine"_s, u"of another"_s);
    world.page.inspector().showTab(ui::Inspector::Log);
    QVERIFY(hand::clickRow(world.table(), 0));
    const auto lines = [&] {
        return hand::named<QPlainTextEdit>(world.page, u"Log of the flow"_s)->toPlainText();
    };
    QTRY_VERIFY_WITH_TIMEOUT(lines().contains(u"older"_s), kLimit);
    world.log.add(core::LogLevel::Error, u"first"_s, u"engine"_s, u"newer"_s);
    QTRY_VERIFY_WITH_TIMEOUT(lines().contains(u"newer"_s), kLimit);
    QCOMPARE(lines().count(u'\n'), 1);
    QVERIFY(!lines().contains(u"another"_s) && !lines().contains(QChar(0x202E)));
    QVERIFY(hand::clickRow(world.table(), 1));
    QTRY_VERIFY_WITH_TIMEOUT(lines().contains(u"another"_s), kLimit);
    QVERIFY(!lines().contains(u"newer"_s));
}

void FlowsPageTest::whatWasArrangedByHandIsKept()
{
    World world;
    const QSignalSpy changed(&world.page, &ui::FlowsPage::arrangementChanged);
    QWidget *grip = world.page.findChild<QSplitter *>()->handle(1);
    const QPoint at = grip->rect().center();
    QTest::mousePress(grip, Qt::LeftButton, {}, at);
    QTest::mouseMove(grip, at - QPoint(40, 0));
    QTest::mouseMove(grip, at - QPoint(80, 0));
    QTest::mouseRelease(grip, Qt::LeftButton, {}, at - QPoint(80, 0));
    QVERIFY(!changed.isEmpty());
    const int width = world.page.inspector().width();
    QVERIFY(width > 350);
    QVERIFY(hand::click(hand::named<QRadioButton>(world.page, u"Lag"_s)));
    hand::named<QComboBox>(world.page, u"Span of the charts"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    world.page.resize(1400, 760);
    QTRY_COMPARE(world.page.inspector().width(), width);
    World next;
    next.page.setArrangement(world.page.arrangement());
    QTRY_COMPARE(next.page.inspector().width(), width);
    QCOMPARE(next.page.arrangement(), world.page.arrangement());
    QCOMPARE(next.page.arrangement()[u"span"_s].toInt(), 3600);
    QVERIFY(next.isSeen(u"Lag, messages still at the source"_s));
}

void FlowsPageTest::bytesAndLagHaveChartsToo()
{
    World world;
    QVERIFY(hand::clickRow(world.table(), 0));
    QVERIFY(world.clickButton(u"Start"_s));
    QTRY_COMPARE_WITH_TIMEOUT(world.state(u"first"_s), FlowState::Running, kLimit);
    QVERIFY(!world.isSeen(u"Bytes per second"_s));
    QVERIFY(hand::click(hand::named<QRadioButton>(world.page, u"Bytes/s"_s)));
    QVERIFY(world.isSeen(u"Bytes per second"_s));
    QVERIFY(!world.isSeen(u"Messages per second"_s));
    const auto shown = [&](const QString &part) {
        return walk::everyText(*hand::named<ui::FlowCharts>(world.page, u"Charts"_s))
            .contains(part);
    };
    QTRY_VERIFY_WITH_TIMEOUT(shown(u"kB"_s), kLimit);
    QVERIFY(hand::click(hand::named<QRadioButton>(world.page, u"Lag"_s)));
    QTRY_VERIFY(shown(u"the source tells of none"_s)); // a generator has nothing to lag behind
    QVERIFY(hand::click(hand::named<QRadioButton>(world.page, u"Messages/s"_s)));
    QVERIFY(world.isSeen(u"Messages per second"_s));
}

void FlowsPageTest::stillCurvesSaySo()
{
    const qint64 now = 1'700'000'000'000;
    core::FlowSnapshot figures{.lastMessageMs = now - 12'000};
    figures.status.state = FlowState::Running;
    QVERIFY(ui::stillnessNote(figures, {}, now).contains(u"12"_s));
    figures.lastMessageMs = now - 1000;
    QVERIFY(ui::stillnessNote(figures, {}, now).isEmpty());
    figures.status.state = FlowState::Stopped;
    const QString ended = QDateTime::fromMSecsSinceEpoch(now).toString(u"HH:mm"_s);
    QVERIFY(ui::stillnessNote(figures, {{.atMs = now}}, now + 60'000).contains(ended));
}

void FlowsPageTest::aStuckFlowIsTakenPastItsBatch_data()
{
    QTest::addColumn<ui::Scheme>("scheme");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << ui::Scheme::Light << QSize(1200, 760);
    QTest::newRow("dark") << ui::Scheme::Dark << QSize(1200, 760);
    QTest::newRow("small") << ui::Scheme::Light << QSize(800, 560);
}

/// Both the problem above the page and the inspector offer it.
void FlowsPageTest::aStuckFlowIsTakenPastItsBatch()
{
    QFETCH(ui::Scheme, scheme);
    QFETCH(QSize, size);
    World world;
    world.beats.stop();
    walk::show(world.page, scheme, size);
    const core::WorkspaceFlow flow = world.session.workspace().flows.front();
    const core::LanePlace place{.lane = u"orders/3"_s, .position = 4711};
    core::FlowSnapshot figures{.id = flow.id, .name = flow.name};
    figures.status = {.state = FlowState::Failed,
                      .code = u"kafka.batch.unreadable"_s,
                      .message = u"A stored batch cannot be unpacked (stuck at offset 4711)"_s,
                      .field = u"sources.made.on_unreadable_batch"_s,
                      .fix = u"Skip past this batch, or choose to skip all such batches"_s,
                      .stuckAt = place};
    const core::Problem problem{.flowId = flow.id,
                                .flow = flow.name,
                                .code = figures.status.code,
                                .message = figures.status.message,
                                .fix = figures.status.fix,
                                .stuckAt = place};
    QVERIFY(hand::clickRow(world.table(), 0));
    world.page.beat({.flows = {figures}, .problems = {problem}, .beat = 1});
    world.page.inspector().showTab(ui::Inspector::Overview);
    world.page.beat({.flows = {figures}, .problems = {problem}, .beat = 2});
    QTest::qWait(kBeat);
    walk::picture(world.page, u"flows-stuck-%1"_s.arg(QLatin1String(QTest::currentDataTag())));
    QCOMPARE(walk::namelessControls(world.page).join(u'\n'), QString());
    int offers = 0;
    for (const QPushButton *button : world.page.findChildren<QPushButton *>()) {
        offers += button->text() == u"Skip past this batch…"_s && button->isVisible() ? 1 : 0;
    }
    QVERIFY(offers >= 1);
    QVERIFY(world.clickButton(u"Skip past this batch…"_s));
    auto *box = world.page.findChild<QMessageBox *>();
    QVERIFY(box);
    walk::picture(*box, u"skip-question-%1"_s.arg(QLatin1String(QTest::currentDataTag())));
    const auto buttons = box->buttons();
    (*std::ranges::find(buttons, u"Skip past this batch"_s, &QAbstractButton::text))->click();
    QTRY_COMPARE_WITH_TIMEOUT(world.state(flow.name), FlowState::Running, kLimit);
}

void FlowsPageTest::aNarrowPageShowsOneThingAtATime()
{
    World world;
    world.page.resize(700, 560);
    QTRY_VERIFY(!world.page.inspector().isVisible());
    walk::picture(world.page, u"flows-narrow"_s);
    QVERIFY(world.clickButton(u"Details"_s));
    QVERIFY(world.page.inspector().isVisible());
    QVERIFY(!world.table());
    QTest::keyClick(&world.page, Qt::Key_Escape);
    QTRY_VERIFY(world.table());
    QVERIFY(!world.page.inspector().isVisible());
}

void FlowsPageTest::nothingIsClippedOrNameless_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("usual") << QSize(1108, 740);
    QTest::newRow("small") << QSize(728, 540);
}

void FlowsPageTest::nothingIsClippedOrNameless()
{
    QFETCH(QSize, size);
    World world;
    world.page.resize(size);
    QVERIFY(hand::clickRow(world.table(), 0));
    QVERIFY(world.clickButton(u"Start"_s));
    QTRY_VERIFY_WITH_TIMEOUT(world.page.samples().model().rowCount() > 5, kLimit);
    world.page.samples().chooseNewest();
    for (const ui::Inspector::Tab tab : {ui::Inspector::Overview, ui::Inspector::Message,
                                         ui::Inspector::Config, ui::Inspector::Log}) {
        world.page.inspector().showTab(tab);
        QTest::qWait(2 * kBeat);
        walk::picture(world.page,
                      u"flows-%1-%2"_s.arg(QLatin1String(QTest::currentDataTag())).arg(int(tab)));
        QCOMPARE(walk::namelessControls(world.page).join(u'\n'), QString());
        QCOMPARE(walk::richLabels(world.page), QStringList());
    }
    const auto clipped = [&] {
        QStringList texts = walk::clippedTexts(world.page);
        // The sentence about sampling gives way; it is told in full by the status bar too.
        erase_if(texts, [](const QString &text) { return text.contains(u"Showing"_s); });
        return texts.join(u'\n');
    };
    QTRY_COMPARE(clipped(), QString());
}

QTEST_MAIN(FlowsPageTest)
#include "flows_page_test.moc"
