// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schema/sample_config.h"
#include "tests/core/schema/test_certificates.h"
#include "tests/support/all_types.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/forms/certificate_card.h"
#include "ui/forms/form_page.h"
#include "ui/forms/form_summary.h"
#include "ui/forms/schema_form.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using core::Role;
using core::Tab;

/// A form with what it lives on.
struct Form
{
    explicit Form(const core::Schema &schema, Role role = Role::Source)
        : model(core::ConfigBox(schema), role)
    { }
    void build(ui::Scheme scheme = ui::Scheme::Light, QSize size = {720, 640})
    {
        form = std::make_unique<ui::SchemaForm>(model, context);
        form->setProperty("panel", true);
        walk::show(*form, scheme, size);
    }
    QWidget *control(const QString &key) const
    {
        for (const Tab tab : {Tab::Basic, Tab::Advanced}) {
            if (ui::FormRow *row = form->page(tab)->row(key)) {
                QWidget *widget = row->editor();
                while (widget->focusProxy()) {
                    widget = widget->focusProxy();
                }
                return widget;
            }
        }
        return nullptr;
    }

    ui::BrowseCatalog catalog;
    ui::FormContext context{.catalog = &catalog};
    ui::FormModel model;
    std::unique_ptr<ui::SchemaForm> form;
};

class SchemaFormTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeHasAWholeForm_data();
    void everyTypeHasAWholeForm();
    void aFilledFormIsWhole();
    void secretsAreInNoText_data();
    void secretsAreInNoText();
    void writesWhatIsTyped();
    void showsFindingsAtTheirField();
    void countsErrorsOnTheTab();
    void hidesWhatDoesNotCount();
    void namesAdvancedValuesThatDiffer();
    void resetsAField();
    void focusesTheFirstError();
    void keepsForeignTextPlain();
    void takesKeysOfSeveralLines();
};

static void addRows()
{
    const core::Registry &registry = support::allTypes();
    QTest::addColumn<const core::Schema *>("schema");
    QTest::addColumn<int>("role");
    QTest::newRow("sample") << &sample::SampleConfig::schema() << int(Role::Source);
    for (const core::SourceType &type : registry.sources()) {
        QTest::addRow("source %s", type.type) << &type.schema << int(Role::Source);
    }
    for (const core::EndpointType &type : registry.endpoints()) {
        QTest::addRow("endpoint %s", type.type) << &type.schema << int(Role::Destination);
    }
}

void SchemaFormTest::everyTypeHasAWholeForm_data()
{
    addRows();
}

void SchemaFormTest::everyTypeHasAWholeForm()
{
    QFETCH(const core::Schema *, schema);
    QFETCH(int, role);
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        Form one(*schema, Role(role));
        one.build(scheme);
        for (const ui::FormField &field : one.model.fields()) {
            if (one.model.isShown(field.key)) {
                QVERIFY2(one.control(field.key), qPrintable(field.key));
            }
        }
        for (const bool touched : {false, true}) {
            if (touched) {
                one.model.touchAll();
            }
            for (const Tab tab : {Tab::Basic, Tab::Advanced}) {
                one.form->setTab(tab);
                QTest::qWait(1);
                QTRY_COMPARE(walk::clippedTexts(*one.form).join(u'\n'), QString());
                QCOMPARE(walk::namelessControls(*one.form).join(u'\n'), QString());
                QCOMPARE(walk::richLabels(*one.form), QStringList());
                walk::picture(*one.form,
                              u"form-%1-%2-%3-%4"_s.arg(QLatin1String(QTest::currentDataTag()))
                                  .arg(scheme == ui::Scheme::Light ? u"light"_s : u"dark"_s,
                                       tab == Tab::Basic ? u"basic"_s : u"advanced"_s,
                                       touched ? u"touched"_s : u"new"_s)
                                  .replace(u' ', u'-'));
            }
        }
    }
}

void SchemaFormTest::aFilledFormIsWhole()
{
    const auto key = test_certificates::makeKey();
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        Form one(sample::SampleConfig::schema());
        core::Node tags = core::Node::list();
        tags.items = {core::Node::quotedText(u"a"_s), core::Node::quotedText(u"b"_s)};
        core::Node headers = core::Node::map();
        headers.insert(u"X-Region"_s, core::Node::quotedText(u"eu"_s));
        headers.insert(u"Authorization"_s, core::Node::quotedText(u"${env:TOKEN}"_s));
        headers.insert(u"Cookie"_s, core::Node::quotedText(u"${keyring:plant/cookie}"_s));
        core::Node columns = core::Node::list();
        columns.items = {core::Node::map()};
        one.model.setText(u"host"_s, u"kafka-1.plant:9093"_s);
        one.model.setText(u"mode"_s, u"signed"_s);
        one.model.setText(u"user"_s, u"reader"_s);
        one.model.setSecret(u"password"_s, "S3CR3T");
        one.model.setText(u"count"_s, u"7"_s);
        one.model.setText(u"wait"_s, u"200"_s);
        one.model.setValue(u"tags"_s, tags);
        one.model.setValue(u"headers"_s, headers);
        one.model.setValue(u"columns"_s, columns);
        one.model.setText(u"tls.disable"_s, u"false"_s);
        one.model.setText(u"tls.skip_verify_server"_s, u"true"_s);
        one.model.setText(u"tls.server_name"_s, u"plant"_s);
        one.model.setText(u"tls.client_key"_s, u"${file:keys/client.key}"_s);
        one.model.setText(
            u"tls.root_cas"_s,
            QString::fromLatin1(test_certificates::certificatePem(key, "Plant CA", -300, 23)));
        one.model.touchAll();
        one.build(scheme, {760, 1240});
        for (const Tab tab : {Tab::Basic, Tab::Advanced}) {
            one.form->setTab(tab);
            if (tab == Tab::Advanced) { // the card waits until typing stops
                const auto isShown = [&] {
                    const auto cards = one.form->findChildren<ui::CertificateCard *>();
                    return std::any_of(cards.begin(), cards.end(),
                                       [](const QWidget *card) { return card->isVisible(); });
                };
                QTRY_VERIFY(isShown());
            }
            QTRY_COMPARE(walk::clippedTexts(*one.form).join(u'\n'), QString());
            QCOMPARE(walk::namelessControls(*one.form).join(u'\n'), QString());
            walk::picture(
                *one.form,
                u"filled-%1-%2"_s.arg(scheme == ui::Scheme::Light ? u"light"_s : u"dark"_s,
                                      tab == Tab::Basic ? u"basic"_s : u"advanced"_s));
        }
    }
}

void SchemaFormTest::secretsAreInNoText_data()
{
    addRows();
}

void SchemaFormTest::secretsAreInNoText()
{
    // makes the choice beside the field that brings it into the form
    const auto bringInto = [](ui::FormModel &model, const ui::FormField &field) {
        const core::Condition &when = field.spec->visibleWhen;
        if (when.field && !model.isShown(field.key)) {
            const qsizetype dot = field.key.lastIndexOf(u'.');
            model.setText(field.key.left(dot + 1) + QString::fromLatin1(when.field),
                          QString::fromLatin1(when.equals.front()));
        }
    };
    QFETCH(const core::Schema *, schema);
    QFETCH(int, role);
    const QString canary = u"S3CR3T-9a7f"_s;
    Form one(*schema, Role(role));
    one.build();
    for (const ui::FormField &field : one.model.fields()) {
        if (field.spec->member.codec->kind != core::FieldKind::Secret) {
            continue;
        }
        bringInto(one.model, field);
        auto *line = qobject_cast<QLineEdit *>(one.control(field.key));
        if (!line || !one.model.isShown(field.key)) {
            continue; // nobody can type into what is not shown
        }
        one.form->setTab(field.spec->tab);
        line->setFocus();
        QTest::keyClicks(line, canary);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QTest::keyClick(line, Qt::Key_Tab);
    }
    one.model.touchAll();
    one.form->setFocus();
    QVERIFY(!walk::everyText(*one.form).contains(canary));
    for (const ui::FormField &field : one.model.fields()) {
        QVERIFY(!one.model.text(field.key).contains(canary));
    }
}

void SchemaFormTest::writesWhatIsTyped()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    QTest::keyClicks(one.control(u"host"_s), u"broker:1"_s);
    QCOMPARE(one.model.text(u"host"_s), u"broker:1"_s);
    auto *count = qobject_cast<QLineEdit *>(one.control(u"count"_s));
    QTest::keyClicks(count, u"7"_s);
    QCOMPARE(one.model.value(u"count"_s).text, u"7"_s);
    one.model.touch(u"count"_s);
    one.model.setText(u"count"_s, u"9"_s);
    QCOMPARE(count->text(), u"9"_s);
    one.model.undo();
    QCOMPARE(one.model.text(u"count"_s), u"7"_s);
    QCOMPARE(count->text(), u"7"_s);
}

void SchemaFormTest::showsFindingsAtTheirField()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    QWidget *wait = one.control(u"wait"_s);
    QTest::keyClicks(wait, u"200"_s);
    QVERIFY(wait->property("finding").toString().isEmpty());
    Q_EMIT one.form->page(Tab::Basic)->row(u"wait"_s)->editor()->left();
    QCOMPARE(wait->property("finding").toString(), u"error"_s);
    QVERIFY(!wait->accessibleDescription().isEmpty());
    QTest::keyClicks(wait, u"ms"_s);
    QVERIFY(wait->property("finding").toString().isEmpty());
}

void SchemaFormTest::countsErrorsOnTheTab()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    auto *tabs = one.form->findChild<QTabBar *>();
    QVERIFY(!tabs->tabButton(0, QTabBar::RightSide));
    one.model.touchAll();
    QVERIFY(tabs->tabButton(0, QTabBar::RightSide));
    QVERIFY(tabs->accessibleTabName(0) != tabs->tabText(0));
    one.model.setText(u"host"_s, u"h:1"_s);
    one.model.setText(u"group"_s, u"g"_s);
    QVERIFY(!tabs->tabButton(0, QTabBar::RightSide));
}

void SchemaFormTest::hidesWhatDoesNotCount()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    ui::FormRow *user = one.form->page(Tab::Basic)->row(u"user"_s);
    QVERIFY(!user->isVisible());
    QVERIFY(!one.form->page(Tab::Basic)->row(u"key"_s)); // of the other role
    one.model.setText(u"mode"_s, u"signed"_s);
    QVERIFY(user->isVisible());
    one.form->setTab(Tab::Advanced);
    QVERIFY(!one.form->page(Tab::Advanced)->row(u"tls.root_cas"_s)->isVisible());
    one.model.setText(u"tls.disable"_s, u"false"_s);
    QVERIFY(one.form->page(Tab::Advanced)->row(u"tls.root_cas"_s)->isVisible());
}

void SchemaFormTest::namesAdvancedValuesThatDiffer()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    auto *summary = one.form->findChild<ui::FormSummary *>();
    one.model.setText(u"tls.disable"_s, u"false"_s);
    one.model.setText(u"tls.server_name"_s, u"plant"_s);
    QPushButton *item = nullptr;
    for (auto *button : summary->findChildren<QPushButton *>()) {
        item = button->isVisible() ? button : item;
    }
    QVERIFY(item);
    QTest::mouseClick(item, Qt::LeftButton);
    QCOMPARE(one.form->tab(), Tab::Advanced);
    QTRY_COMPARE(QApplication::focusWidget(), one.control(u"tls.server_name"_s));
}

void SchemaFormTest::resetsAField()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    one.model.setText(u"count"_s, u"7"_s);
    ui::FormRow *row = one.form->page(Tab::Basic)->row(u"count"_s);
    QPushButton *reset = nullptr;
    for (auto *button : row->findChildren<QPushButton *>()) {
        reset = button->isVisible() ? button : reset;
    }
    QVERIFY(reset);
    QTest::mouseClick(reset, Qt::LeftButton);
    QVERIFY(!one.model.isChanged(u"count"_s));
    QVERIFY(!reset->isVisible());
}

void SchemaFormTest::focusesTheFirstError()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    one.form->setTab(Tab::Advanced);
    QVERIFY(one.form->focusFirstError());
    QCOMPARE(one.form->tab(), Tab::Basic);
    QTRY_COMPARE(QApplication::focusWidget(), one.control(u"host"_s));
}

void SchemaFormTest::keepsForeignTextPlain()
{
    Form one(sample::SampleConfig::schema());
    one.build();
    const QString hostile = u"<table><tr><td><img src='file:///etc/hostname'>"_s;
    one.model.setForeignFindings(
        u"test"_s, {core::Finding{.code = u"x"_s, .path = u"host"_s, .message = hostile}});
    one.catalog.setListing({.kind = u"topic"_s, .items = {{.name = hostile}}});
    one.catalog.setFailure(hostile);
    QCOMPARE(walk::richLabels(*one.form), QStringList());
    for (const QWidget *widget : one.form->findChildren<QWidget *>()) {
        QVERIFY(!widget->toolTip().contains(hostile));
    }
}

void SchemaFormTest::takesKeysOfSeveralLines()
{
    const QString key = u"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"_s;
    Form one(sample::SampleConfig::schema());
    one.model.setText(u"tls.disable"_s, u"false"_s);
    one.build();
    one.form->setTab(Tab::Advanced);
    auto *line = qobject_cast<QLineEdit *>(one.control(u"tls.client_key"_s));
    QApplication::clipboard()->setText(key);
    line->setFocus();
    line->paste();
    QCOMPARE(one.model.configWithSecrets().as<sample::SampleConfig>().tls.clientKey.reveal(),
             key.toUtf8());
}

QTEST_MAIN(SchemaFormTest)
#include "schema_form_test.moc"
