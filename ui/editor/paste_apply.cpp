// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/paste_apply.h"

#include "core/schema/field_findings.h"
#include "core/support/text.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// Other spellings of a fact, for tables that do not give its native name: a key's last part.
QStringList spellings(const QString &name)
{
    static const QHash<QString, QStringList> kOthers{
        {u"bootstrap.servers"_s, {u"brokers"_s, u"host"_s}},
        {u"sasl.mechanism"_s, {u"sasl"_s, u"saslType"_s}},
        {u"sasl.username"_s, {u"username"_s}},
        {u"sasl.password"_s, {u"password"_s}},
        {u"compression.type"_s, {u"compression.codec"_s}},
        {u"request.required.acks"_s, {u"acks"_s}},
        {u"group.id"_s, {u"group"_s, u"consumerGroupId"_s}},
        {u"host.type"_s, {u"hostType"_s}},
    };
    return QStringList{name} + kOthers.value(name);
}

const FormField *fieldNamed(const FormModel &model, const QString &fact)
{
    for (const QString &name : spellings(fact)) {
        for (const FormField &field : model.fields()) {
            const bool isFor = field.spec->role == core::Role::Both
                || model.role() == core::Role::Both || field.spec->role == model.role();
            const QString last = field.key.section(u'.', -1);
            if (isFor
                && (name == QLatin1String(field.spec->native) || name == field.key
                    || name == last)) {
                return &field;
            }
        }
    }
    return nullptr;
}

/// Makes the choices that show a field. Parents first.
void reveal(FormModel &model, const QString &key)
{
    const core::Schema *schema = &model.config().schema();
    QString prefix;
    for (const QString &step : key.split(u'.')) {
        const core::FieldSpec *spec = core::findField(*schema, step);
        if (!spec) {
            return;
        }
        if (spec->visibleWhen.field) {
            const QString sibling = prefix + QString::fromUtf8(spec->visibleWhen.field);
            const QString path = prefix + step;
            if (!model.isShown(path) && spec->visibleWhen.equals[0]) {
                model.setText(sibling, QString::fromUtf8(spec->visibleWhen.equals[0]));
            }
        }
        prefix += step + u'.';
        if (spec->member.codec->nested) {
            schema = &spec->member.codec->nested();
        }
    }
}

bool fill(FormModel &model, const FormField &field, const PastedFact &fact)
{
    const core::FieldKind kind = field.spec->member.codec->kind;
    const bool isChoice = kind == core::FieldKind::Choice;
    const QString choice = isChoice ? core::choiceLike(field.spec->choices, fact.value) : QString();
    if (isChoice && choice.isEmpty()) {
        return false;
    }
    reveal(model, field.key);
    if (kind == core::FieldKind::Secret) {
        model.setSecret(field.key, fact.value.toUtf8());
        return true;
    }
    if (fact.isSecret) {
        return false; // a secret goes to a field made for it or nowhere
    }
    if (isChoice) {
        model.setText(field.key, choice);
        return true;
    }
    model.setText(field.key, fact.value);
    return !core::hasErrors(model.findings(field.key));
}

/// Encryption is a switch in one table and a choice in another.
bool fillTls(FormModel &model, bool on)
{
    for (const FormField &field : model.fields()) {
        if (field.key == "tls.disable"_L1) {
            model.setText(field.key, on ? u"false"_s : u"true"_s);
            return true;
        }
        if (field.key == "tls.mode"_L1) {
            const QString choice =
                core::choiceLike(field.spec->choices, on ? u"enabled"_s : u"disabled"_s);
            model.setText(field.key, choice);
            return !choice.isEmpty();
        }
    }
    return false;
}

/// One table has "none" among the mechanisms, the other a choice above them.
bool fillNoSignIn(FormModel &model, const PastedFact &fact)
{
    const QString method = u"authentication.method"_s;
    const core::FieldSpec *spec = core::findField(model.config().schema(), method);
    if (!spec || fact.name != "sasl.mechanism"_L1 || fact.value != "none"_L1) {
        return false;
    }
    model.setText(method, u"Anonymous"_s);
    return true;
}

} // namespace

PasteOutcome applyPaste(const PastedText &paste, FormModel &model)
{
    PasteOutcome outcome;
    outcome.ignored = paste.ignored;
    for (const PastedFact &fact : paste.facts) {
        if (fact.name == "tls"_L1 && fillTls(model, fact.value == "true"_L1)) {
            outcome.understood.append(core::text(WEIR_TEXT("Encryption")));
            continue;
        }
        if (fillNoSignIn(model, fact)) {
            outcome.understood.append(core::text(WEIR_TEXT("Authentication")));
            continue;
        }
        const FormField *field = fieldNamed(model, fact.name);
        if (field && fill(model, *field, fact)) {
            outcome.understood.append(core::text(field->spec->label));
        } else if (fact.name == "topic"_L1) {
            outcome.topic = fact.value;
        } else if (fact.name != "host.type"_L1) {
            outcome.ignored.append(core::visibleText(fact.name, 64));
        }
    }
    outcome.understood.removeDuplicates();
    outcome.ignored.removeDuplicates();
    return outcome;
}

} // namespace ui
