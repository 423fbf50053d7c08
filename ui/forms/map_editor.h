// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

#include <vector>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace ui {

class SecretField;

/// Names and values, such as request headers; a value may be a secret. Order and repeats stay.
class MapEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MapEditor(FormModel &model, const QString &key, const FormContext &context, QWidget *parent);
    void refresh() override;
    void setAccessibleTexts(const QString &name, const QString &description) override;

private:
    struct Row
    {
        QWidget *widget;
        QLineEdit *name;
        QLineEdit *value;
        SecretField *secret;
        QCheckBox *isSecret;
        QPushButton *remove;
        QString reference; ///< of a secret row
    };

    Row &addRow(const QString &name, const QString &value);
    void connectRow(const QWidget *widget, const Row &row);
    Row *rowOf(const QWidget *widget);
    void showKind(Row &row, bool isSecret);
    void removeRow(const QWidget *widget);
    void store();
    void nameRows();

    const FormContext &m_context;
    std::vector<Row> m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_add;
    QString m_name;
};

} // namespace ui
