// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

#include <QTimer>

class QPlainTextEdit;

namespace ui {

class CertificateCard;

/// Certificates: PEM text pasted, or the path of a file; a card says what is in it.
class PemEditor final : public FieldEditor
{
    Q_OBJECT

public:
    PemEditor(FormModel &model, const QString &key, const FormContext &context, QWidget *parent);
    void refresh() override;

private:
    void choose();
    void fit();

    const FormContext &m_context;
    QPlainTextEdit *m_text;
    CertificateCard *m_card;
    QTimer m_pause; ///< until typing stops
};

} // namespace ui
