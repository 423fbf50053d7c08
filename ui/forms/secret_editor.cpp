// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/secret_editor.h"

#include "ui/forms/secret_field.h"

#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

SecretEditor::SecretEditor(FormModel &model, const QString &key, const FormContext &context,
                           QWidget *parent)
    : FieldEditor(model, key, parent), m_context(context), m_field(new SecretField(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    m_field->setBaseFolder(context.baseFolder);
    setControl(m_field->line());
    connect(m_field, &SecretField::typed, this, [this](const QByteArray &value) {
        m_typing = true;
        this->model().setSecret(this->key(), value);
        m_typing = false;
        Q_EMIT effectChanged();
    });
    connect(m_field, &SecretField::referenceChosen, this, [this](const QString &reference) {
        write(reference);
        Q_EMIT effectChanged();
    });
    refresh();
}

void SecretEditor::refresh()
{
    if (!m_typing) {
        m_field->setReference(model().text(key()));
        Q_EMIT effectChanged();
    }
}

QString SecretEditor::effect() const
{
    switch (m_field->kind()) {
    case SecretField::Kind::Environment: return tr("Read from the environment at each start.");
    case SecretField::Kind::File:
        return tr("Read from the file at each start; a relative path starts at the workspace.");
    case SecretField::Kind::Typed: break;
    }
    const QString reference = model().text(key());
    if (reference.isEmpty()) {
        return {};
    }
    if (!m_context.hasKeyRing) {
        return tr("Kept until Weir quits, as this computer has no key ring.");
    }
    return model().secrets().contains(reference) ? tr("Goes to the key ring when this is saved.")
                                                 : tr("Kept in the key ring.");
}

void SecretEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    m_field->setAccessibleTexts(name, description);
}

} // namespace ui
