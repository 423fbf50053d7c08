// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/flow_harness.h"
#include "tests/ui/support/hand.h"
#include "ui/common/plain_label.h"
#include "ui/samples/samples_panel.h"

#include <QFile>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::StringLiterals;

class SamplesPanelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newMessagesBecomeRows();
    void pauseHoldsTheRowsAndCountsNewOnes();
    void anotherFlowStartsEmpty();
    void resumingBringsEveryMessageOnce();
    void aFilterLeavesWhatMatches();
    void aFilterThatFindsNothingSaysSoAndIsCleared();
    void theChoiceHoldsOnToItsMessage();
    void whatIsReadStaysInPlace();
    void shownRowsAreSaved();
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

/// A flow whose messages come slowly enough for every one to become a row.
struct Shown
{
    explicit Shown(int count)
    {
        panel.resize(900, 400);
        panel.show();
        started = bool(flow.engine().start(flow.flow));
        panel.setFlow(flow.flow.id);
        push(count);
    }
    void push(int count)
    {
        while (count > 0) {
            const int part = std::min(count, 15);
            const int before = panel.isPaused() ? 0 : panel.model().rowCount();
            const std::uint64_t sampled = samples() + static_cast<std::uint64_t>(part);
            flow.push(part);
            count -= part;
            QTRY_COMPARE_WITH_TIMEOUT(samples(), sampled, kLimit);
            if (!panel.isPaused()) {
                QTRY_COMPARE_WITH_TIMEOUT(rowsAfterBeat(panel), before + part, kLimit);
            }
            QTest::qWait(110); // a new budget of samples
        }
    }
    std::uint64_t samples() { return flow.engine().samples(flow.flow.id, 0, 0).shown; }
    QTableView &table() { return *panel.findChild<QTableView *>(); }

    FlowHarness flow;
    ui::SamplesPanel panel{flow.engine()};
    bool started = false;
};

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

void SamplesPanelTest::resumingBringsEveryMessageOnce()
{
    Shown one(20);
    QVERIFY(one.started);
    one.panel.setPaused(true);
    one.push(30);
    const auto counts = [&] { return rowsAfterBeat(one.panel) == 20 && says(one.panel, u"30"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(counts(), kLimit);
    one.panel.setPaused(false);
    QTRY_COMPARE_WITH_TIMEOUT(rowsAfterBeat(one.panel), 50, kLimit);
    for (int row = 0; row < 50; ++row) {
        QCOMPARE(one.panel.model().sample(row).payload, QByteArray::number(row));
    }
}

void SamplesPanelTest::aFilterLeavesWhatMatches()
{
    Shown one(30);
    one.panel.setFilter(u"position < 5"_s);
    QTRY_COMPARE_WITH_TIMEOUT(one.panel.shown().rowCount(), 5, kLimit);
    QCOMPARE(one.panel.model().rowCount(), 30);
    one.panel.setFilter(u"value ~ 3"_s);
    QTRY_COMPARE_WITH_TIMEOUT(one.panel.shown().rowCount(), 3, kLimit); // 3, 13, 23
    one.push(10);
    QTRY_COMPARE_WITH_TIMEOUT(one.panel.shown().rowCount(), 13, kLimit); // and 30 to 39
    QVERIFY(says(one.panel, u"13"_s) && says(one.panel, u"40"_s));
}

void SamplesPanelTest::aFilterThatFindsNothingSaysSoAndIsCleared()
{
    Shown one(10);
    one.panel.setFilter(u"nothing like this"_s);
    const auto saysNone = [&] { return says(one.panel, u"0 "_s) && says(one.panel, u"10"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(saysNone(), kLimit);
    QTest::mouseClick(hand::button(one.panel, u"Clear"_s), Qt::LeftButton);
    QCOMPARE(one.panel.shown().rowCount(), 10);
    one.panel.setFilter(u"size > many"_s);
    QCOMPARE(one.panel.shown().rowCount(), 10); // a wrong filter hides nothing
}

void SamplesPanelTest::theChoiceHoldsOnToItsMessage()
{
    ui::SamplesModel model;
    ui::SamplesTable table;
    table.setModel(model);
    const QSignalSpy chosen(&table, &ui::SamplesTable::chosen);
    std::uint64_t number = 0;
    const auto add = [&](int count) {
        std::vector<core::Sample> rows;
        for (int i = 0; i < count; ++i) {
            rows.push_back({.number = ++number, .payload = QByteArray::number(number)});
        }
        table.change([&] { model.append(std::move(rows)); });
    };
    for (int i = 0; i < 20; ++i) {
        add(500); // full
    }
    auto *view = table.findChild<QTableView *>();
    view->selectRow(250);
    QCOMPARE(table.chosenNumber(), std::uint64_t(251));
    add(100);
    QCOMPARE(view->currentIndex().row(), 150);
    QCOMPARE(table.chosenSamples().front().number, std::uint64_t(251));
    add(500);
    QVERIFY(!view->currentIndex().isValid()); // it left, and nothing took its place
    QVERIFY(table.chosenSamples().empty());
    QCOMPARE(chosen.size(), 1);
}

void SamplesPanelTest::whatIsReadStaysInPlace()
{
    ui::SamplesModel model;
    ui::SamplesTable table;
    table.resize(700, 300);
    table.setModel(model);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    std::uint64_t number = 0;
    const auto add = [&](int count) {
        std::vector<core::Sample> rows;
        for (int i = 0; i < count; ++i) {
            rows.push_back({.number = ++number, .payload = "x"});
        }
        table.change([&] { model.append(std::move(rows)); });
    };
    for (int i = 0; i < 20; ++i) {
        add(500);
    }
    QVERIFY(table.isAtEnd()); // followed
    auto *view = table.findChild<QTableView *>();
    view->scrollTo(model.index(5000, 0), QAbstractItemView::PositionAtTop);
    const auto atTop = [&] { return model.sample(view->rowAt(1)).number; };
    const std::uint64_t before = atTop();
    for (int i = 0; i < 5; ++i) {
        add(321);
        QCOMPARE(atTop(), before);
    }
    table.jumpToEnd();
    add(1);
    QVERIFY(table.isAtEnd());
}

void SamplesPanelTest::shownRowsAreSaved()
{
    Shown one(25);
    one.panel.setFilter(u"position < 4"_s);
    QTRY_COMPARE_WITH_TIMEOUT(one.panel.shown().rowCount(), 4, kLimit);
    const QTemporaryDir folder;
    const QSignalSpy saved(&one.panel, &ui::SamplesPanel::saved);
    one.panel.save(folder.filePath(u"s.jsonl"_s), ui::ExportForm::JsonLines);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kLimit);
    QFile file(folder.filePath(u"s.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 4);
}

QTEST_MAIN(SamplesPanelTest)
#include "samples_panel_test.moc"
