// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/all_types.h"
#include "tests/ui/editor/shown_page.h"
#include "ui/editor/name_row.h"
#include "ui/editor/paste_box.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"
#include "ui/gallery/type_gallery.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::EndKind;
using support::allTypes;

namespace {

const QString kCanary = u"S3CR3T-7be1"_s;

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

void paste(ui::EditPage &page, const QString &text)
{
    QApplication::clipboard()->setText(text);
    page.pasteBox()->setFocus();
    page.pasteBox()->paste();
}

} // namespace

/// Filling, saving and leaving an entry.
class EditPageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeFitsInBothThemes_data();
    void everyTypeFitsInBothThemes();
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
    void whatIsWrongWithASavedEntryShowsAtOnce();
    void theSearchFindsTypesByTheirWords();
    void aNewKafkaEndpointBeginsWithASignIn();
    void theCertificateComesForwardWhereItSignsIn();
    void everySignInFitsInBothThemes_data();
    void everySignInFitsInBothThemes();
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
            for (const QSize &size : {QSize(844, 546), QSize(1108, 746), QSize(1290, 760)}) {
                page.resize(size); // the least window, a usual one, and one with room
                QTest::qWait(1); // the pane beside takes its new width
                const QScrollArea *form = page.draft()->form()->page(tab);
                QTRY_VERIFY(form->widget()->width() <= form->viewport()->width());
                QTRY_COMPARE(walk::clippedTexts(page).join(u'\n'), QString());
            }
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
    ShownPage one;
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
    ShownPage one;
    one.page.draft()->nameRow()->setName(QString());
    QVERIFY(!one.page.saveDraft());
    one.page.draft()->nameRow()->setName(u"orders"_s);
    QVERIFY(one.page.saveDraft());
    QVERIFY(one.host.file.source(u"orders"_s));
    QVERIFY(!one.page.isDirty());
}

void EditPageTest::aTakenNameIsRefused()
{
    ShownPage one;
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
    ShownPage one;
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
    ShownPage one;
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

void EditPageTest::whatIsWrongWithASavedEntryShowsAtOnce()
{
    ShownPage one;
    QVERIFY(one.page.draft()->model().findings(u"servers"_s).empty()); // nobody has typed yet
    one.page.draft()->nameRow()->setName(u"orders"_s);
    QVERIFY(one.page.saveDraft());
    QVERIFY(one.page.openEntry(u"orders"_s));
    QVERIFY(core::hasErrors(one.page.draft()->model().findings(u"servers"_s)));
}

void EditPageTest::theSearchFindsTypesByTheirWords()
{
    ui::TypeCard card{
        .type = u"kafka"_s, .label = u"Apache Kafka"_s, .sentence = u"Topics of Redpanda too"_s};
    QVERIFY(card.matches(u"redp kafka"_s));
    QVERIFY(card.matches(QString()));
    QVERIFY(!card.matches(u"mqtt"_s));
}

void EditPageTest::aNewKafkaEndpointBeginsWithASignIn()
{
    FakeHost host(allTypes());
    ui::EditPage page(host, EndKind::Endpoint);
    QVERIFY(page.openNew(u"kafka"_s));
    QCOMPARE(page.draft()->model().text(u"authentication.method"_s), u"Sasl"_s);
    QVERIFY(!page.isDirty());
    page.draft()->nameRow()->setName(u"hub"_s);
    QVERIFY(page.saveDraft());
    // A file that leaves it out means what it meant before.
    QVERIFY(page.openEntry(u"hub"_s));
    QCOMPARE(page.draft()->model().text(u"authentication.method"_s), u"Sasl"_s);
    QCOMPARE(page.draft()->model().defaultText(u"authentication.method"_s), u"Anonymous"_s);
}

void EditPageTest::theCertificateComesForwardWhereItSignsIn()
{
    FakeHost host(allTypes());
    ui::EditPage page(host, EndKind::Endpoint);
    QVERIFY(page.openNew(u"kafka"_s));
    walk::show(page, ui::Scheme::Light, {1290, 760});
    ui::SchemaForm &form = *page.draft()->form();
    const auto isOn = [&form](core::Tab tab, const QString &key) {
        const ui::FormRow *row = form.page(tab)->row(key);
        return row && row->isUsed();
    };
    for (const QString &key :
         {u"tls.client_cert"_s, u"tls.client_key"_s, u"tls.client_key_password"_s}) {
        page.draft()->model().setText(u"authentication.method"_s, u"Sasl"_s);
        QVERIFY(!isOn(core::Tab::Basic, key));
        QVERIFY(isOn(core::Tab::Advanced, key));
        form.focusField(key);
        QCOMPARE(form.tab(), core::Tab::Advanced);
        page.draft()->model().setText(u"authentication.method"_s, u"X509Certificate"_s);
        QVERIFY(isOn(core::Tab::Basic, key));
        QVERIFY(!isOn(core::Tab::Advanced, key));
        form.focusField(key);
        QCOMPARE(form.tab(), core::Tab::Basic);
    }
    page.draft()->model().setText(u"host"_s, u"broker:9093"_s);
    form.setTab(core::Tab::Advanced);
    QVERIFY(form.focusFirstError()); // no certificate yet
    QCOMPARE(form.tab(), core::Tab::Basic);
}

void EditPageTest::everySignInFitsInBothThemes_data()
{
    QTest::addColumn<QString>("method");
    const core::FieldSpec *method =
        core::findField(allTypes().endpoint(u"kafka"_s)->schema, u"authentication.method"_s);
    for (const core::Choice &choice : method->choices) {
        QTest::newRow(choice.key) << QString::fromLatin1(choice.key);
    }
}

void EditPageTest::everySignInFitsInBothThemes()
{
    QFETCH(QString, method);
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        FakeHost host(allTypes());
        ui::EditPage page(host, EndKind::Endpoint);
        QVERIFY(page.openNew(u"kafka"_s));
        page.draft()->model().setText(u"host"_s, u"hub.servicebus.windows.net:9093"_s);
        page.draft()->model().setText(u"authentication.method"_s, method);
        walk::show(page, scheme, {1290, 900});
        for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
            page.setTab(tab);
            QTest::qWait(1);
            QTRY_COMPARE(walk::clippedTexts(page).join(u'\n'), QString());
            QCOMPARE(walk::namelessControls(page).join(u'\n'), QString());
            walk::picture(page,
                          u"sign-in-%1-%2-%3"_s.arg(
                              method, tab == core::Tab::Basic ? u"basic"_s : u"advanced"_s,
                              scheme == ui::Scheme::Light ? u"light"_s : u"dark"_s));
        }
    }
}

QTEST_MAIN(EditPageTest)
#include "edit_page_test.moc"
