// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schema/sample_config.h"
#include "ui/forms/form_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Role;
using core::Tab;

class FormModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesEveryOptionByItsDottedKey();
    void keepsWhatWasTypedWhereItCannotBeRead();
    void anEmptiedFieldIsAsIfNeverSet();
    void holdsErrorsBackUntilAFieldWasLeft();
    void countsErrorsPerTabAndFindsTheFirst();
    void hidesFieldsOfTheOtherRoleAndOfOtherChoices();
    void marksOnlyWhatDiffersFromItsDefault();
    void undoesOneFieldAtATime();
    void goesBackToWhatWasAccepted();
    void dropsForeignFindingsOfAFieldThatIsEdited();
    void keepsSecretsOutOfTheConfiguration();
    void replacesASecretWithoutChangingItsReference();
};

static core::ConfigBox sampleBox()
{
    return core::ConfigBox(sample::SampleConfig::schema());
}

static ui::FormModel *makeModel(QObject *parent, Role role = Role::Source)
{
    return new ui::FormModel(sampleBox(), role, parent);
}

void FormModelTest::namesEveryOptionByItsDottedKey()
{
    const auto *model = makeModel(this);
    QStringList keys;
    for (const ui::FormField &field : model->fields()) {
        keys.append(field.key);
    }
    QVERIFY(keys.contains(u"host"_s));
    QVERIFY(keys.contains(u"columns"_s));
    QVERIFY(keys.contains(u"tls.client_cert"_s));
    QVERIFY(!keys.contains(u"tls"_s));
}

void FormModelTest::keepsWhatWasTypedWhereItCannotBeRead()
{
    auto *model = makeModel(this);
    model->setText(u"wait"_s, u"200"_s);
    QCOMPARE(model->text(u"wait"_s), u"200"_s);
    QCOMPARE(model->value(u"wait"_s).text, u"200ms"_s);
    QVERIFY(model->hasErrors());
    model->touch(u"wait"_s);
    QCOMPARE(model->findings(u"wait"_s).front().code, u"duration.invalid"_s);
    model->setText(u"wait"_s, u"3s"_s);
    QVERIFY(model->findings(u"wait"_s).empty());
    QCOMPARE(model->value(u"wait"_s).text, u"3s"_s);
}

void FormModelTest::anEmptiedFieldIsAsIfNeverSet()
{
    auto *model = makeModel(this);
    model->setText(u"count"_s, u"7"_s);
    QVERIFY(model->isChanged(u"count"_s));
    model->setText(u"count"_s, {});
    QCOMPARE(model->value(u"count"_s).text, u"5"_s);
    QVERIFY(!model->isChanged(u"count"_s));
    model->setText(u"count"_s, u"oops"_s);
    model->setText(u"count"_s, {});
    QCOMPARE(model->text(u"count"_s), u"5"_s);
}

void FormModelTest::holdsErrorsBackUntilAFieldWasLeft()
{
    auto *model = makeModel(this);
    QVERIFY(model->hasErrors());
    QVERIFY(model->findings(u"host"_s).empty());
    model->touch(u"host"_s);
    QCOMPARE(model->findings(u"host"_s).front().code, u"field.required"_s);
    QVERIFY(model->findings(u"group"_s).empty());
    model->touchAll();
    QCOMPARE(model->findings(u"group"_s).front().code, u"field.required"_s);
    model->setText(u"fast"_s, u"true"_s);
    auto *fresh = makeModel(this);
    fresh->setText(u"fast"_s, u"true"_s);
    fresh->setText(u"count"_s, u"9"_s);
    QCOMPARE(fresh->findings(u"count"_s).front().code, u"sample.hot"_s); // a warning comes at once
}

void FormModelTest::countsErrorsPerTabAndFindsTheFirst()
{
    auto *model = makeModel(this);
    QCOMPARE(model->errorCount(Tab::Basic), 0);
    model->touchAll();
    QCOMPARE(model->errorCount(Tab::Basic), 2);
    QCOMPARE(model->firstError(), u"host"_s);
    model->setText(u"host"_s, u"h:1"_s);
    model->setText(u"group"_s, u"g"_s);
    QCOMPARE(model->firstError(), QString());
    model->setText(u"tls.disable"_s, u"false"_s);
    model->setText(u"tls.client_key"_s, u"${file:k.pem}"_s);
    QCOMPARE(model->errorCount(Tab::Advanced), 1);
    QCOMPARE(model->firstError(), u"tls.client_cert"_s);
}

void FormModelTest::hidesFieldsOfTheOtherRoleAndOfOtherChoices()
{
    auto *model = makeModel(this);
    QVERIFY(!model->isShown(u"key"_s));
    QVERIFY(!model->isShown(u"user"_s));
    model->setText(u"mode"_s, u"signed"_s);
    QVERIFY(model->isShown(u"user"_s));
    QVERIFY(model->isRequired(u"user"_s));
    QVERIFY(makeModel(this, Role::Destination)->isShown(u"key"_s));
}

void FormModelTest::marksOnlyWhatDiffersFromItsDefault()
{
    auto *model = makeModel(this);
    QVERIFY(model->changedFields(Tab::Basic).empty());
    model->setText(u"wait"_s, u"0.2s"_s);
    QVERIFY(!model->isDirty() || model->isChanged(u"wait"_s));
    model->setText(u"tls.disable"_s, u"false"_s);
    model->setText(u"tls.server_name"_s, u"other"_s);
    const auto changed = model->changedFields(Tab::Advanced);
    QCOMPARE(changed.size(), std::size_t(1));
    QCOMPARE(changed.front().key, u"tls.server_name"_s);
    model->resetField(u"tls.server_name"_s);
    QVERIFY(model->changedFields(Tab::Advanced).empty());
}

void FormModelTest::undoesOneFieldAtATime()
{
    auto *model = makeModel(this);
    model->setText(u"host"_s, u"a"_s);
    model->setText(u"host"_s, u"ab"_s);
    model->setText(u"count"_s, u"x"_s);
    model->undo();
    QCOMPARE(model->text(u"count"_s), u"5"_s);
    QCOMPARE(model->text(u"host"_s), u"ab"_s);
    model->undo();
    QCOMPARE(model->text(u"host"_s), QString());
    QVERIFY(!model->canUndo());
    model->redo();
    model->redo();
    QCOMPARE(model->text(u"count"_s), u"x"_s);
}

void FormModelTest::goesBackToWhatWasAccepted()
{
    auto *model = makeModel(this);
    QVERIFY(!model->isDirty());
    model->setText(u"host"_s, u"h:1"_s);
    QVERIFY(model->isDirty());
    model->accept();
    QVERIFY(!model->isDirty());
    model->setText(u"host"_s, u"h:2"_s);
    model->revert();
    QCOMPARE(model->text(u"host"_s), u"h:1"_s);
}

void FormModelTest::dropsForeignFindingsOfAFieldThatIsEdited()
{
    auto *model = makeModel(this);
    model->setForeignFindings(u"test"_s,
                              {core::Finding{.code = u"auth.refused"_s, .path = u"user"_s},
                               core::Finding{.code = u"dns"_s, .path = u"host"_s}});
    model->setText(u"mode"_s, u"signed"_s);
    QCOMPARE(model->findings(u"user"_s).front().code, u"auth.refused"_s);
    model->setText(u"user"_s, u"else"_s);
    QVERIFY(model->findings(u"user"_s).empty());
    QCOMPARE(model->findings(u"host"_s).front().code, u"dns"_s);
}

void FormModelTest::keepsSecretsOutOfTheConfiguration()
{
    const QByteArray canary = "S3CR3T-4f1c";
    auto *model = makeModel(this);
    model->secrets().setPlace(u"sources/orders"_s, {u"sources/orders/password"_s});
    model->setText(u"mode"_s, u"signed"_s);
    model->setSecret(u"password"_s, canary);
    QCOMPARE(model->text(u"password"_s), u"${keyring:sources/orders/password-2}"_s);
    QVERIFY(model->config().as<sample::SampleConfig>().password.reveal().isEmpty());
    QCOMPARE(model->configWithSecrets().as<sample::SampleConfig>().password.reveal(), canary);
    QCOMPARE(model->secrets().usedBy(model->config()).size(), 1);
    model->setText(u"password"_s, u"${env:PASSWORD}"_s);
    QVERIFY(model->secrets().usedBy(model->config()).isEmpty());
}

void FormModelTest::replacesASecretWithoutChangingItsReference()
{
    core::ConfigBox box = sampleBox();
    core::writeField(box, u"password"_s, core::Node::quotedText(u"${keyring:orders/pw}"_s));
    auto *model = new ui::FormModel(box, Role::Source, this);
    QSignalSpy changed(model, &ui::FormModel::valueChanged);
    model->setSecret(u"password"_s, "new");
    QCOMPARE(model->text(u"password"_s), u"${keyring:orders/pw}"_s);
    QCOMPARE(changed.size(), 1);
    QVERIFY(model->isDirty());
    model->accept();
    QVERIFY(!model->isDirty());
}

QTEST_GUILESS_MAIN(FormModelTest)
#include "form_model_test.moc"
