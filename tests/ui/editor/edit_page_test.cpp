// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/all_types.h"
#include "tests/ui/editor/fake_host.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/common/theme.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/first_messages.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/name_row.h"
#include "ui/editor/paste_box.h"
#include "ui/editor/stage_list.h"
#include "ui/editor/topic_list.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"
#include "ui/gallery/type_gallery.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::EndKind;
using core::StageId;
using core::StageState;
using ui::Mark;

namespace {

using support::allTypes;

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

void addTypes(const core::Registry &registry)
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("isSource");
    QTest::addColumn<const core::Registry *>("registry");
    for (const core::SourceType &type : registry.sources()) {
        QTest::addRow("source %s", type.type)
            << QString::fromLatin1(type.type) << true << &registry;
    }
    for (const core::EndpointType &type : registry.endpoints()) {
        QTest::addRow("endpoint %s", type.type)
            << QString::fromLatin1(type.type) << false << &registry;
    }
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

void paste(ui::EditPage &page, const QString &text)
{
    QApplication::clipboard()->setText(text);
    page.pasteBox()->setFocus();
    page.pasteBox()->paste();
}

} // namespace

class EditPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeFitsInBothThemes_data();
    void everyTypeFitsInBothThemes();
    void stagesAppearInOrder();
    void aFailedStageLeadsToItsField();
    void whatTheServerOffersIsOnePressAway();
    void aTestRunsOnlyWhenTheFormIsWhole();
    void reachesTheServerWithoutSecretsOnceTypingStops();
    void editingEndsARunningTest();
    void pickingATopicFillsTheField();
    void firstMessagesShowRejectsToo();
    void aPasteFillsAndMasksTheSecret();
    void aTypedSecretIsInNoText_data();
    void aTypedSecretIsInNoText();
    void cancelChangesNothing();
    void aDraftNeedsANameOnly();
    void aTakenNameIsRefused();
    void savingASourceStartsAFlowToALocalStore();
    void savingKeepsTypedSecrets();
    void anotherTypeKeepsWhatWasTyped();
    void renamingFollowsIntoFlows();
    void theSearchFindsTypesByTheirWords();
};

void EditPageTest::everyTypeFitsInBothThemes_data()
{
    addTypes(test_registry::registry());
    addTypes(allTypes());
}

void EditPageTest::everyTypeFitsInBothThemes()
{
    QFETCH(QString, type);
    QFETCH(bool, isSource);
    QFETCH(const core::Registry *, registry);
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        FakeHost host(*registry);
        ui::EditPage page(host, isSource ? EndKind::Source : EndKind::Endpoint);
        QVERIFY(page.openNew(type));
        walk::show(page, scheme, {1290, 760});
        for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
            page.setTab(tab);
            QTest::qWait(1);
            QTRY_COMPARE(walk::clippedTexts(page).join(u'\n'), QString());
            QCOMPARE(walk::namelessControls(page).join(u'\n'), QString());
            QCOMPARE(walk::richLabels(page), QStringList());
            walk::picture(page,
                          u"editor-%1-%2-%3"_s.arg(QLatin1String(QTest::currentDataTag()))
                              .arg(tab == core::Tab::Basic ? u"basic"_s : u"advanced"_s,
                                   scheme == ui::Scheme::Light ? u"light"_s : u"dark"_s)
                              .replace(u' ', u'-'));
        }
    }
}

struct Page
{
    Page() : page(host, EndKind::Source)
    {
        page.openNew(u"queue"_s);
        walk::show(page, ui::Scheme::Light, {1290, 760});
    }
    void fill()
    {
        page.draft()->model().setText(u"servers"_s, u"kafka-1.plant:9093,kafka-2.plant:9093"_s);
        page.draft()->model().setText(u"topic"_s, u"orders"_s);
    }
    Mark mark(StageId stage) const { return page.live()->stages()->row(stage)->mark(); }

    FakeHost host;
    ui::EditPage page;
};

void EditPageTest::stagesAppearInOrder()
{
    Page one;
    one.fill();
    QTest::keyClick(&one.page, Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(one.host.world.tests, 1);
    QCOMPARE(*one.host.world.lastStage, StageId::Message);
    QCOMPARE(one.mark(StageId::Resolve), Mark::Busy);
    one.host.world.stages->addResult(passed(StageId::Resolve, u"10.20.4.11"_s));
    QTRY_COMPARE(one.mark(StageId::Resolve), Mark::Passed);
    QCOMPARE(one.mark(StageId::Connect), Mark::Busy);
    one.host.world.stages->addResult(passed(StageId::Connect, u"port 9093"_s));
    QTRY_COMPARE(one.mark(StageId::Connect), Mark::Passed);
    QCOMPARE(one.mark(StageId::Message), Mark::Skipped);
    QVERIFY(one.page.live()->isTesting());
    one.host.world.stages->finish();
    QTRY_VERIFY(!one.page.live()->isTesting());
    QCOMPARE(one.mark(StageId::Tls), Mark::Skipped);
}

void EditPageTest::aFailedStageLeadsToItsField()
{
    for (const ui::Scheme scheme : {ui::Scheme::Dark, ui::Scheme::Light}) {
        Page one;
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
        QCOMPARE(one.mark(StageId::Authenticate), Mark::Failed);
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

void EditPageTest::whatTheServerOffersIsOnePressAway()
{
    Page one;
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

void EditPageTest::aTestRunsOnlyWhenTheFormIsWhole()
{
    Page one;
    one.page.test();
    QCOMPARE(one.host.world.tests, 0);
    QTRY_COMPARE(QApplication::focusWidget(), control(one.page, u"servers"_s));
}

void EditPageTest::reachesTheServerWithoutSecretsOnceTypingStops()
{
    Page one;
    one.fill();
    one.page.draft()->model().setSecret(u"password"_s, kCanary.toUtf8());
    QTRY_COMPARE_WITH_TIMEOUT(one.host.world.tests, 1, 5000);
    QCOMPARE(*one.host.world.lastStage, StageId::Connect);
    const auto &sent = one.host.world.tested.config.as<test_registry::QueueConfig>();
    QVERIFY(sent.password.reveal().isEmpty());
    one.host.world.stages->addResult(passed(StageId::Resolve, u"10.20.4.11"_s));
    one.host.world.stages->finish();
    QTRY_COMPARE(one.mark(StageId::Resolve), Mark::Passed);
    QTest::qWait(20);
    QCOMPARE(one.host.world.previews, 0);
}

void EditPageTest::editingEndsARunningTest()
{
    Page one;
    one.fill();
    one.page.test();
    QTest::qWait(1); // the future is followed from the event loop on
    one.page.draft()->model().setText(u"servers"_s, u"other:1"_s);
    QVERIFY(!one.page.live()->isTesting());
    QTRY_VERIFY(one.host.world.stages->isCanceled());
    one.host.world.stages->addResult(refused());
    one.host.world.stages->finish();
    QTest::qWait(20);
    QVERIFY(one.mark(StageId::Authenticate) != Mark::Failed);
}

void EditPageTest::pickingATopicFillsTheField()
{
    Page one;
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

void EditPageTest::firstMessagesShowRejectsToo()
{
    Page one;
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
         .rejectedMessage = u"This is not JSON: illegal value at byte 0"_s});
    one.page.test();
    for (int stage = 0; stage < 7; ++stage) {
        one.host.world.stages->addResult(passed(static_cast<StageId>(stage), u"fine"_s));
    }
    one.host.world.stages->finish();
    QTRY_COMPARE(one.page.live()->messages()->count(), 5);
    QTRY_COMPARE(walk::clippedTexts(one.page).join(u'\n'), QString());
    walk::picture(one.page, u"editor-passed-light"_s);
}

void EditPageTest::aPasteFillsAndMasksTheSecret()
{
    FakeHost host(test_registry::registry());
    ui::EditPage page(host, EndKind::Source);
    page.openNew(u"queue"_s);
    walk::show(page, ui::Scheme::Light, {1290, 760});
    paste(page, u"sasl.password="_s + kCanary + u"\ntopic=orders\nlinger.ms=3\n"_s);
    QCOMPARE(page.draft()->model().text(u"topic"_s), u"orders"_s);
    QVERIFY(page.draft()->secrets().values().contains(kCanary.toUtf8()));
    QVERIFY(!walk::everyText(page).contains(kCanary));
    QCOMPARE(page.pasteBox()->toPlainText(), QString());
}

void EditPageTest::aTypedSecretIsInNoText_data()
{
    addTypes(test_registry::registry());
    addTypes(allTypes());
}

void EditPageTest::aTypedSecretIsInNoText()
{
    QFETCH(QString, type);
    QFETCH(bool, isSource);
    QFETCH(const core::Registry *, registry);
    FakeHost host(*registry);
    ui::EditPage page(host, isSource ? EndKind::Source : EndKind::Endpoint);
    page.openNew(type);
    walk::show(page, ui::Scheme::Light, {1290, 760});
    for (const ui::FormField &field : page.draft()->model().fields()) {
        if (field.spec->member.codec->kind == core::FieldKind::Secret) {
            page.draft()->model().setSecret(field.key, kCanary.toUtf8());
        }
    }
    page.draft()->form()->focusFirstError();
    page.saveDraft();
    QVERIFY(!walk::everyText(page).contains(kCanary));
    QVERIFY(!core::writeWorkspace(host.file).contains(kCanary.toUtf8()));
}

void EditPageTest::cancelChangesNothing()
{
    Page one;
    const core::Workspace before = one.host.file;
    one.fill();
    one.page.draft()->model().setSecret(u"password"_s, kCanary.toUtf8());
    one.page.test();
    QTest::qWait(1);
    QSignalSpy closed(&one.page, &ui::EditPage::closed);
    one.page.cancel();
    QCOMPARE(closed.size(), 1);
    QVERIFY(one.host.file == before);
    QCOMPARE(one.host.changes, 0);
    QVERIFY(one.host.kept.isEmpty());
    QTRY_VERIFY(one.host.world.stages->isCanceled());
}

void EditPageTest::aDraftNeedsANameOnly()
{
    Page one;
    one.page.draft()->nameRow()->setName(QString());
    QVERIFY(!one.page.saveDraft());
    one.page.draft()->nameRow()->setName(u"orders"_s);
    QVERIFY(one.page.saveDraft());
    QVERIFY(one.host.file.source(u"orders"_s));
    QVERIFY(!one.page.isDirty());
}

void EditPageTest::aTakenNameIsRefused()
{
    Page one;
    one.host.file.sources.push_back({.name = u"orders"_s, .type = u"queue"_s});
    one.page.draft()->nameRow()->setName(u"orders"_s);
    QVERIFY(!one.page.saveDraft());
    one.page.draft()->nameRow()->setName(u"a name"_s);
    QVERIFY(!one.page.saveDraft());
    QCOMPARE(one.host.changes, 0);
}

void EditPageTest::savingASourceStartsAFlowToALocalStore()
{
    if (!allTypes().endpoint(u"store"_s) || !allTypes().source(u"stream_generator"_s)) {
        QVERIFY(allTypes().sources().empty() || !allTypes().endpoint(u"store"_s));
        return; // this build has no store to make
    }
    FakeHost host(allTypes());
    ui::EditPage page(host, EndKind::Source);
    page.openNew(u"stream_generator"_s);
    page.draft()->nameRow()->setName(u"sensors"_s);
    page.saveAndStart();
    QCOMPARE(host.started, QStringList{u"sensors"_s});
    QVERIFY(host.file.endpoint(u"local"_s));
    QVERIFY(!core::hasErrors(core::validateWorkspace(host.file, host.types)));
}

void EditPageTest::savingKeepsTypedSecrets()
{
    Page one;
    one.fill();
    one.page.draft()->nameRow()->setName(u"orders"_s);
    one.page.draft()->model().setSecret(u"password"_s, kCanary.toUtf8());
    QVERIFY(one.page.saveDraft());
    QCOMPARE(one.host.kept.size(), 1);
    QCOMPARE(one.host.kept.begin().value(), kCanary.toUtf8());
    QVERIFY(one.page.draft()->secrets().isEmpty());
}

void EditPageTest::anotherTypeKeepsWhatWasTyped()
{
    FakeHost host;
    ui::EditPage page(host, EndKind::Endpoint);
    page.openNew(u"queue"_s);
    page.draft()->model().setText(u"servers"_s, u"a:1"_s);
    auto *gallery = page.findChild<ui::TypeGallery *>();
    Q_EMIT gallery->typeChosen(u"table"_s);
    QCOMPARE(page.draft()->type(), u"table"_s);
    Q_EMIT gallery->typeChosen(u"queue"_s);
    QCOMPARE(page.draft()->model().text(u"servers"_s), u"a:1"_s);
}

void EditPageTest::renamingFollowsIntoFlows()
{
    Page one;
    one.fill();
    one.page.draft()->nameRow()->setName(u"orders"_s);
    QVERIFY(one.page.saveDraft());
    one.host.file.flows.push_back({.name = u"f"_s, .id = u"i"_s, .from = {.entry = u"orders"_s}});
    QVERIFY(one.page.openEntry(u"orders"_s));
    one.page.draft()->nameRow()->setName(u"deliveries"_s);
    QVERIFY(one.page.saveDraft());
    QCOMPARE(one.host.file.sources.size(), std::size_t(1));
    QCOMPARE(one.host.file.flows.front().from.entry, u"deliveries"_s);
}

void EditPageTest::theSearchFindsTypesByTheirWords()
{
    ui::TypeCard card{
        .type = u"kafka"_s, .label = u"Apache Kafka"_s, .sentence = u"Topics of Redpanda too"_s};
    QVERIFY(card.matches(u"redp kafka"_s));
    QVERIFY(card.matches(QString()));
    QVERIFY(!card.matches(u"mqtt"_s));
}

QTEST_MAIN(EditPageTest)
#include "edit_page_test.moc"
