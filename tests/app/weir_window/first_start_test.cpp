// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weir_window/whole_window.h"

using namespace Qt::StringLiterals;
using ui::FlowsModel;

/// One person's first quarter of an hour, by pointer and keys alone, on a real X display.
class FirstStartTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyProfileShowsAWindow();
    void aSourceIsMadeByGalleryAndForm();
    void anEndpointIsMade();
    void aFlowJoinsThem();
    void theStartedFlowMovesItsFigures();
    void aClickedSampleIsShownWhole();
    void theStoppedFlowLeftItsRowsInTheStore();

private:
    QString store() const { return m_weir.folder.filePath(u"plant.db"_s); }

    WholeWindow m_weir;
};

namespace {

constexpr int kLimit = 30'000; ///< ms

} // namespace

void FirstStartTest::anEmptyProfileShowsAWindow()
{
    QCOMPARE(QGuiApplication::platformName(), u"xcb"_s);
    QVERIFY(m_weir.isReady());
    QVERIFY(m_weir.session.workspace().sources.empty());
    QVERIFY(m_weir.session.workspace().flows.empty());
}

void FirstStartTest::aSourceIsMadeByGalleryAndForm()
{
    QVERIFY(m_weir.goTo(u"Sources"_s));
    QVERIFY(m_weir.clickButton(u"Make one"_s));
    QVERIFY(m_weir.chooseType(u"stream_generator"_s));
    QVERIFY(m_weir.fillName(u"machines"_s));
    QVERIFY(m_weir.fillField(u"interval"_s, u"10ms"_s));
    hand::press(&m_weir.window, Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_weir.mark(core::StageId::Message), ui::Mark::Passed, kLimit);
    QTRY_COMPARE_WITH_TIMEOUT(m_weir.firstMessages(), 5, kLimit);
    QVERIFY(m_weir.clickButton(u"Save draft"_s));
    QVERIFY(!m_weir.editor());
    QVERIFY(m_weir.session.workspace().source(u"machines"_s));
}

void FirstStartTest::anEndpointIsMade()
{
    QVERIFY(m_weir.goTo(u"Endpoints"_s));
    QVERIFY(m_weir.clickButton(u"Make one"_s));
    QVERIFY(m_weir.chooseType(u"store"_s));
    QVERIFY(m_weir.fillName(u"plant"_s));
    QVERIFY(m_weir.fillField(u"path"_s, store()));
    QVERIFY(m_weir.clickButton(u"Save"_s));
    QVERIFY(m_weir.session.workspace().endpoint(u"plant"_s));
}

void FirstStartTest::aFlowJoinsThem()
{
    QVERIFY(m_weir.goTo(u"Flows"_s));
    QVERIFY(m_weir.clickButton(u"+ New flow"_s));
    QVERIFY(m_weir.fillName(u"readings"_s));
    QVERIFY(m_weir.clickButton(u"Save"_s));
    QTRY_VERIFY(m_weir.flows());
    QCOMPARE(m_weir.flows()->model()->rowCount(), 1);
    QVERIFY(m_weir.engine.snapshot().empty()); // saved, not started
}

void FirstStartTest::theStartedFlowMovesItsFigures()
{
    QVERIFY(hand::clickRow(m_weir.flows(), 0));
    QVERIFY(m_weir.clickButton(u"Start"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_weir.isNumberAbove(0, FlowsModel::In, 0), kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(m_weir.isNumberAbove(0, FlowsModel::Out, 0), kLimit);
    const std::uint64_t before = m_weir.counters().delivered;
    QTRY_VERIFY_WITH_TIMEOUT(m_weir.counters().delivered > before + 50, kLimit);
    QTRY_VERIFY_WITH_TIMEOUT(m_weir.rowsIn(store(), u"readings"_s) > 0, kLimit);
}

void FirstStartTest::aClickedSampleIsShownWhole()
{
    auto *samples = hand::named<QTableView>(m_weir.window, u"Samples"_s);
    QTRY_VERIFY_WITH_TIMEOUT(samples && samples->model()->rowCount() > 3, kLimit);
    QVERIFY(hand::clickRow(samples, samples->model()->rowCount() - 1, ui::SamplesModel::Value));
    auto *fields = hand::named<QAbstractItemView>(m_weir.window, u"Fields of the message"_s);
    QVERIFY(fields);
    QVERIFY(fields->model()->rowCount() > 0);
}

void FirstStartTest::theStoppedFlowLeftItsRowsInTheStore()
{
    QVERIFY(m_weir.clickButton(u"Stop"_s));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_weir.engine.snapshot().front().status.state == core::FlowState::Stopped, kLimit);
    QTRY_COMPARE(m_weir.shown(0, FlowsModel::In), u"–"_s);
    const core::FlowCounters ended = m_weir.counters();
    QVERIFY(ended.delivered > 0);
    QCOMPARE(ended.deadLettered + ended.skipped + ended.returned + ended.inFlight,
             std::uint64_t(0));
    QCOMPARE(m_weir.rowsIn(store(), u"readings"_s), ended.delivered);
}

QTEST_MAIN(FirstStartTest)
#include "first_start_test.moc"
