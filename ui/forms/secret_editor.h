// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

namespace ui {

class SecretField;

/// A secret option: the field keeps a reference, typed values wait in the model until it is saved.
class SecretEditor final : public FieldEditor
{
    Q_OBJECT

public:
    SecretEditor(FormModel &model, const QString &key, const FormContext &context, QWidget *parent);
    void refresh() override;
    QString effect() const override;
    void setAccessibleTexts(const QString &name, const QString &description) override;

private:
    const FormContext &m_context;
    SecretField *m_field;
    bool m_typing = false;
};

} // namespace ui
