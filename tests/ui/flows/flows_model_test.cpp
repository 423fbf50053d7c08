// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/flows_model.h"
#include "ui/flows/state_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using core::FlowState;
using ui::FlowsModel;

class FlowsModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowForEachFlow();
    void unknownFiguresAreADash();
    void figuresComeFromTheSnapshot();
    void aFlowTheEngineForgotIsStopped();
    void figuresOutliveAnEdit();
    void foreignTextIsVisible();
};

namespace {

struct World
{
    World()
    {
        workspace.sources.push_back({.name = u"orders"_s, .type = u"kafka"_s});
        workspace.endpoints.push_back({.name = u"lake"_s, .type = u"store"_s});
        for (const auto &name : {u"first"_s, u"second"_s}) {
            workspace.flows.push_back({.name = name,
                                       .id = QString(name + u"-id"_s),
                                       .from = {.entry = u"orders"_s},
                                       .to = {{.entry = u"lake"_s}}});
        }
        model.setWorkspace(workspace, registry);
    }
    QString text(int row, int column) const { return model.index(row, column).data().toString(); }

    core::Registry registry;
    core::Workspace workspace;
    FlowsModel model;
    QAbstractItemModelTester tester{&model};
};

ui::ScreenFrame running()
{
    core::FlowSnapshot figures{.id = u"second-id"_s};
    figures.status.state = FlowState::Running;
    figures.counters.deadLettered = 3;
    figures.counters.skipped = 4;
    figures.inPerSecond = 120;
    figures.outPerSecond = 99;
    figures.lag = 5;
    return {.flows = {figures}};
}

} // namespace

void FlowsModelTest::aRowForEachFlow()
{
    const World world;
    QCOMPARE(world.model.rowCount(), 2);
    QCOMPARE(world.text(0, FlowsModel::Flow), u"first"_s);
    QCOMPARE(world.model.rowOf(u"second-id"_s), 1);
    QCOMPARE(world.model.rowOf(u"third-id"_s), -1);
    const QString ends =
        world.model.index(0, FlowsModel::Flow).data(FlowsModel::SubtitleRole).toString();
    QVERIFY(ends.contains(u"orders"_s) && ends.contains(u"lake"_s));
}

void FlowsModelTest::unknownFiguresAreADash()
{
    const World world;
    for (const int column : {FlowsModel::In, FlowsModel::Out, FlowsModel::Lag}) {
        QCOMPARE(world.text(0, column), u"–"_s);
    }
}

void FlowsModelTest::figuresComeFromTheSnapshot()
{
    World world;
    const QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
    world.model.setFrame(running());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(world.model.state(1), FlowState::Running);
    QCOMPARE(world.text(1, FlowsModel::In), u"120"_s);
    QCOMPARE(world.text(1, FlowsModel::Out), u"99"_s);
    QCOMPARE(world.text(1, FlowsModel::Lag), u"5"_s);
    QCOMPARE(world.text(1, FlowsModel::Rejected), u"7"_s);
    QCOMPARE(world.text(0, FlowsModel::In), u"–"_s);
    ui::ScreenFrame frame = running();
    frame.flows[0].lag.reset();
    world.model.setFrame(frame);
    QCOMPARE(world.text(1, FlowsModel::Lag), u"–"_s);
}

void FlowsModelTest::aFlowTheEngineForgotIsStopped()
{
    World world;
    world.model.setFrame(running());
    world.model.setFrame({});
    QCOMPARE(world.model.state(1), FlowState::Stopped);
    QCOMPARE(world.text(1, FlowsModel::In), u"–"_s);
}

void FlowsModelTest::figuresOutliveAnEdit()
{
    World world;
    world.model.setFrame(running());
    world.model.setTrend(u"second-id"_s, {1.0F, core::MetricPoint::kGap});
    world.workspace.flows.erase(world.workspace.flows.begin());
    world.model.setWorkspace(world.workspace, world.registry);
    QCOMPARE(world.model.rowCount(), 1);
    QCOMPARE(world.model.state(0), FlowState::Running);
    const auto trend =
        world.model.index(0, FlowsModel::Trend).data(FlowsModel::TrendRole).value<QList<float>>();
    QCOMPARE(trend.size(), 2);
    QVERIFY(std::isnan(trend[1]));
}

void FlowsModelTest::foreignTextIsVisible()
{
    World world;
    world.workspace.flows[0].name = u"a\u202Eb<b>"_s;
    world.model.setWorkspace(world.workspace, world.registry);
    ui::ScreenFrame frame{.flows = {core::FlowSnapshot{.id = u"first-id"_s}}};
    frame.flows[0].status = {.state = FlowState::Failed, .message = u"no\u202E <b>"_s + QChar(0)};
    world.model.setFrame(frame);
    for (int column = 0; column < FlowsModel::ColumnCount; ++column) {
        for (const int role : {int(Qt::DisplayRole), int(FlowsModel::SubtitleRole)}) {
            const QString text = world.model.index(0, column).data(role).toString();
            QVERIFY(!text.contains(QChar(0x202E)));
            QVERIFY(!text.contains(QChar(0)));
        }
    }
}

QTEST_MAIN(FlowsModelTest)
#include "flows_model_test.moc"
