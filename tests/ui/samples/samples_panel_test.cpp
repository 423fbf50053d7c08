// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/flow_harness.h"
#include "ui/common/plain_label.h"
#include "ui/samples/samples_panel.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

class SamplesPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newMessagesBecomeRows();
    void pauseHoldsTheRowsAndCountsNewOnes();
    void anotherFlowStartsEmpty();
};

namespace {

constexpr int kLimit = 30'000; ///< ms

bool says(const QWidget &panel, const QString &word)
{
    const QList<ui::PlainLabel *> labels = panel.findChildren<ui::PlainLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const ui::PlainLabel *label) { return label->text().contains(word); });
}

int rowsAfterBeat(ui::SamplesPanel &panel)
{
    panel.beat(1);
    return panel.model().rowCount();
}

} // namespace

void SamplesPanelTest::newMessagesBecomeRows()
{
    FlowHarness flow;
    ui::SamplesPanel panel(flow.engine());
    panel.resize(900, 400);
    panel.show();
    QVERIFY(flow.engine().start(flow.flow));
    panel.setFlow(flow.flow.id);
    const QSignalSpy first(&panel, &ui::SamplesPanel::firstRow);
    const QSignalSpy chosen(&panel, &ui::SamplesPanel::chosen);
    flow.push(10);
    QTRY_COMPARE_WITH_TIMEOUT(rowsAfterBeat(panel), 10, kLimit);
    QCOMPARE(panel.model().sample(9).payload, QByteArray("9"));
    QCOMPARE(first.size(), 1);
    panel.chooseNewest();
    QVERIFY(panel.hasChoice());
    QCOMPARE(chosen.size(), 1);
}

void SamplesPanelTest::pauseHoldsTheRowsAndCountsNewOnes()
{
    FlowHarness flow;
    ui::SamplesPanel panel(flow.engine());
    QVERIFY(flow.engine().start(flow.flow));
    panel.setFlow(flow.flow.id);
    flow.push(5);
    QTRY_COMPARE_WITH_TIMEOUT(rowsAfterBeat(panel), 5, kLimit);
    panel.setPaused(true);
    flow.push(37);
    QTRY_COMPARE_WITH_TIMEOUT(flow.counters().delivered, std::uint64_t(42), kLimit);
    const auto counts = [&] { return rowsAfterBeat(panel) == 5 && says(panel, u"37"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(counts(), kLimit);
    panel.setPaused(false);
    QTRY_VERIFY_WITH_TIMEOUT(rowsAfterBeat(panel) > 5,
                             kLimit); // some of them: fast ones are sampled
}

void SamplesPanelTest::anotherFlowStartsEmpty()
{
    FlowHarness flow;
    ui::SamplesPanel panel(flow.engine());
    QVERIFY(flow.engine().start(flow.flow));
    panel.setFlow(flow.flow.id);
    flow.push(3);
    QTRY_COMPARE_WITH_TIMEOUT(rowsAfterBeat(panel), 3, kLimit);
    panel.setFlow(u"unknown"_s);
    QCOMPARE(rowsAfterBeat(panel), 0);
    panel.chooseNewest();
    QVERIFY(!panel.hasChoice());
}

QTEST_MAIN(SamplesPanelTest)
#include "samples_panel_test.moc"
