// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/editor/shown_page.h"
#include "ui/common/theme.h"
#include "ui/editor/first_messages.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/stage_list.h"
#include "ui/editor/topic_list.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using core::StageId;
using core::StageState;
using ui::Mark;

namespace {

const QString kCanary = u"S3CR3T-7be1"_s;

core::TestStage passed(StageId stage, const QString &found)
{
    return {.stage = stage,
            .state = StageState::Passed,
            .took = std::chrono::milliseconds(12),
            .message = found};
}

core::TestStage refused()
{
    return {
        .stage = StageId::Authenticate,
        .state = StageState::Failed,
        .took = std::chrono::milliseconds(318),
        .code = u"queue.auth.refused"_s,
        .message = u"SCRAM-SHA-512 refused"_s,
        .peer =
            u"Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512"_s,
        .field = u"password"_s,
        .fix =
            u"Check the password, or use a mechanism that the server offers: PLAIN, SCRAM-SHA-256."_s,
        .proposals = {{.field = u"group"_s, .value = u"readers"_s, .label = u"SCRAM-SHA-256"_s}}};
}

QWidget *control(ui::EditPage &page, const QString &key)
{
    for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
        if (ui::FormRow *row = page.draft()->form()->page(tab)->row(key)) {
            QWidget *widget = row->editor();
            while (widget->focusProxy()) {
                widget = widget->focusProxy();
            }
            return widget;
        }
    }
    return nullptr;
}

Mark markOf(const ShownPage &one, StageId stage)
{
    return one.page.live()->stages()->row(stage)->mark();
}

void passAll(ShownPage &one)
{
    for (int stage = 0; stage <= static_cast<int>(StageId::Message); ++stage) {
        if (const auto id = static_cast<StageId>(stage); id != StageId::Names) {
            one.host.world.stages->addResult(passed(id, u"fine"_s));
        }
    }
}

} // namespace

/// The connection test beside the form, what it finds and where it leads.
class LivePaneTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesAppearInOrder();
    void aFailedStageLeadsToItsField();
    void whatTheServerOffersIsOnePressAway();
    void aTestRunsOnlyWhenTheFormIsWhole();
    void reachesTheServerWithoutSecretsOnceTypingStops();
    void editingEndsARunningTest();
    void stepsOfFewSystemsShowOnlyWhenTold();
    void pickingATopicFillsTheField();
    void whatTopicsHoldIsShown_data();
    void whatTopicsHoldIsShown();
    void firstMessagesShowRejectsToo();
};

void LivePaneTest::stagesAppearInOrder()
{
    ShownPage one;
    one.fill();
    QTest::keyClick(&one.page, Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(one.host.world.tests, 1);
    QCOMPARE(*one.host.world.lastStage, StageId::Message);
    QCOMPARE(markOf(one, StageId::Resolve), Mark::Busy);
    one.host.world.stages->addResult(passed(StageId::Resolve, u"10.20.4.11"_s));
    QTRY_COMPARE(markOf(one, StageId::Resolve), Mark::Passed);
    QCOMPARE(markOf(one, StageId::Connect), Mark::Busy);
    one.host.world.stages->addResult(passed(StageId::Connect, u"port 9093"_s));
    QTRY_COMPARE(markOf(one, StageId::Connect), Mark::Passed);
    QCOMPARE(markOf(one, StageId::Message), Mark::Skipped);
    QVERIFY(one.page.live()->isTesting());
    one.host.world.stages->finish();
    QTRY_VERIFY(!one.page.live()->isTesting());
    QCOMPARE(markOf(one, StageId::Tls), Mark::Skipped);
}

void LivePaneTest::aFailedStageLeadsToItsField()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        ShownPage one;
        ui::applyTheme(*qApp, scheme);
        one.fill();
        one.page.draft()->model().setSecret(u"password"_s, kCanary.toUtf8());
        one.page.test();
        one.host.world.stages->addResult(passed(StageId::Resolve, u"10.20.4.11"_s));
        one.host.world.stages->addResult(passed(StageId::Connect, u"port 9093"_s));
        one.host.world.stages->addResult(
            passed(StageId::Tls, u"TLS 1.3, issued by Plant CA, valid 23 more days"_s));
        one.host.world.stages->addResult(refused());
        one.host.world.stages->finish();
        QTRY_VERIFY(!one.page.live()->isTesting());
        QCOMPARE(markOf(one, StageId::Authenticate), Mark::Failed);
        QCOMPARE(one.host.world.previews, 0);
        QVERIFY(!one.page.draft()->model().findings(u"password"_s).empty());
        auto *row = one.page.live()->stages()->row(StageId::Authenticate);
        QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
        walk::picture(one.page,
                      scheme == ui::Scheme::Light ? u"editor-failed-light"_s
                                                  : u"editor-failed-dark"_s);
        auto *go = row->findChild<QPushButton *>();
        QTRY_VERIFY(go->isVisible());
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE(QApplication::focusWidget(), control(one.page, u"password"_s));
        QVERIFY(!walk::everyText(one.page).contains(kCanary));
    }
}

void LivePaneTest::whatTheServerOffersIsOnePressAway()
{
    ShownPage one;
    one.fill();
    one.page.test();
    one.host.world.stages->addResult(refused());
    one.host.world.stages->finish();
    QTRY_VERIFY(!one.page.live()->isTesting());
    auto *row = one.page.live()->stages()->row(StageId::Authenticate);
    QPushButton *use = nullptr;
    QTRY_VERIFY((use = row->findChild<QPushButton *>(u"proposal"_s)) && use->isVisible());
    QTest::mouseClick(use, Qt::LeftButton);
    QCOMPARE(one.page.draft()->model().text(u"group"_s), u"readers"_s);
    QCOMPARE(one.host.world.tests, 2);
    QTRY_VERIFY(!row->findChild<QPushButton *>(u"proposal"_s)); // that one is settled
}

void LivePaneTest::aTestRunsOnlyWhenTheFormIsWhole()
{
    ShownPage one;
    one.page.test();
    QCOMPARE(one.host.world.tests, 0);
    QTRY_COMPARE(QApplication::focusWidget(), control(one.page, u"servers"_s));
}

void LivePaneTest::reachesTheServerWithoutSecretsOnceTypingStops()
{
    ShownPage one;
    one.fill();
    one.page.draft()->model().setSecret(u"password"_s, kCanary.toUtf8());
    QTRY_COMPARE_WITH_TIMEOUT(one.host.world.tests, 1, 5000);
    QCOMPARE(*one.host.world.lastStage, StageId::Connect);
    const auto &sent = one.host.world.tested.config.as<test_registry::QueueConfig>();
    QVERIFY(sent.password.reveal().isEmpty());
    one.host.world.stages->addResult(passed(StageId::Resolve, u"10.20.4.11"_s));
    one.host.world.stages->finish();
    QTRY_COMPARE(markOf(one, StageId::Resolve), Mark::Passed);
    QTest::qWait(20);
    QCOMPARE(one.host.world.previews, 0);
}

void LivePaneTest::editingEndsARunningTest()
{
    ShownPage one;
    one.fill();
    one.page.test();
    QTest::qWait(1); // the future is followed from the event loop on
    one.page.draft()->model().setText(u"servers"_s, u"other:1"_s);
    QVERIFY(!one.page.live()->isTesting());
    QTRY_VERIFY(one.host.world.stages->isCanceled());
    one.host.world.stages->addResult(refused());
    one.host.world.stages->finish();
    QTest::qWait(20);
    QVERIFY(markOf(one, StageId::Authenticate) != Mark::Failed);
}

void LivePaneTest::stepsOfFewSystemsShowOnlyWhenTold()
{
    ShownPage one;
    one.fill();
    one.page.test();
    auto *names = one.page.live()->stages()->row(StageId::Names);
    QVERIFY(!names->isVisible());
    one.host.world.stages->addResult(passed(StageId::Authenticate, u"signed in"_s));
    QTRY_COMPARE(markOf(one, StageId::Authorise), Mark::Busy); // what is hidden is not awaited
    one.host.world.stages->addResult(passed(StageId::Names, u"kafka-1.plant:9093"_s));
    QTRY_COMPARE(markOf(one, StageId::Names), Mark::Passed);
    QVERIFY(names->isVisible());
    QCOMPARE(markOf(one, StageId::Authorise), Mark::Busy);
    one.host.world.stages->finish();
    QTRY_VERIFY(!one.page.live()->isTesting());
    one.page.test();
    QVERIFY(!names->isVisible());
}

void LivePaneTest::whatTopicsHoldIsShown_data()
{
    QTest::addColumn<ui::Scheme>("scheme");
    QTest::addColumn<QString>("name");
    QTest::newRow("light") << ui::Scheme::Light << u"topics-light"_s;
    QTest::newRow("dark") << ui::Scheme::Dark << u"topics-dark"_s;
}

void LivePaneTest::whatTopicsHoldIsShown()
{
    QFETCH(ui::Scheme, scheme);
    QFETCH(QString, name);
    ShownPage one;
    ui::applyTheme(*qApp, scheme);
    one.fill();
    one.page.live()->topics()->setListing(
        {.kind = u"topic"_s,
         .items = {{.name = u"alarms"_s, .partitions = 1, .messages = 0},
                   {.name = u"orders"_s,
                    .partitions = 12,
                    .messages = 1'204'555,
                    .newestMs = 1'790'000'000'000},
                   {.name = u"plant.line-4.temperature.of.the.second.furnace.raw"_s,
                    .partitions = 1,
                    .messages = 1,
                    .newestMs = 1'790'000'000'000},
                   {.name = u"unreadable"_s, .partitions = 3}}});
    const auto *view = one.page.live()->topics()->view();
    QVERIFY(view->isVisible());
    const auto *model = view->model();
    QCOMPARE(model->rowCount(), 4);
    const auto told = [model](int row) {
        return model->index(row, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY(told(0).contains(u"0 messages"_s) && !told(0).contains(u"newest"_s));
    QVERIFY(told(1).contains(u"12 partitions"_s) && told(1).contains(u"newest"_s));
    QVERIFY(told(2).contains(u"1 message"_s) && !told(2).contains(u"1 messages"_s));
    QVERIFY(!told(3).contains(u"message"_s)); // not known is not none
    QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
    walk::picture(one.page, name);
}

void LivePaneTest::pickingATopicFillsTheField()
{
    ShownPage one;
    one.fill();
    one.page.live()->topics()->setListing(
        {.kind = u"topic"_s,
         .items = {{.name = u"orders"_s}, {.name = u"sensors"_s, .partitions = 6}}});
    auto *view = one.page.live()->topics()->view();
    auto *filter = one.page.live()->topics()->findChild<QLineEdit *>();
    filter->setText(u"sens"_s);
    QCOMPARE(view->model()->rowCount(), 1);
    Q_EMIT view->activated(view->model()->index(0, 0));
    QCOMPARE(one.page.draft()->model().text(u"topic"_s), u"sensors"_s);
}

void LivePaneTest::firstMessagesShowRejectsToo()
{
    ShownPage one;
    one.fill();
    for (int number = 0; number < 4; ++number) {
        one.host.world.messages.push_back(
            {.sample = {.receivedMs = 1'790'000'000'000 + number,
                        .lane = u"orders-2"_s,
                        .position = 118'204 + number,
                        .payload = R"({"id":7,"customer":"Müller","total":19.90,"items":[1,2,3]})",
                        .payloadSize = 61}});
    }
    one.host.world.messages.push_back(
        {.sample = {.payload = QByteArray("\x00\xff\x13", 3), .payloadSize = 3},
         .rejectedCode = u"decode.json"_s,
         .rejectedMessage = u"This is not JSON: illegal value at byte 0"_s,
         .rejectedFix = u"Choose the data type that the topic really holds"_s});
    one.page.test();
    passAll(one);
    one.host.world.stages->finish();
    QTRY_COMPARE(one.page.live()->messages()->count(), 5);
    QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
    walk::picture(one.page, u"editor-passed-light"_s);
}

QTEST_MAIN(LivePaneTest)
#include "live_pane_test.moc"
