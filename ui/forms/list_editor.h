// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/field_editor.h"

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace ui {

/// A list of texts, a line each.
class ListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ListEditor(FormModel &model, const QString &key, QWidget *parent);
    void refresh() override;
    void setAccessibleTexts(const QString &name, const QString &description) override;

private:
    struct Row
    {
        QWidget *widget;
        QLineEdit *line;
    };

    void addRow(const QString &text);
    void removeRow(const QWidget *widget);
    void store();
    void nameRows();

    std::vector<Row> m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_add;
    QString m_name;
};

/// A list of groups: a card each, with the editors of its fields.
class GroupListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    GroupListEditor(FormModel &model, const QString &key, const FormContext &context,
                    QWidget *parent);
    void refresh() override;
    void setAccessibleTexts(const QString &name, const QString &description) override;

private:
    void rebuild();
    QWidget *makeItem(std::size_t index);
    void change(core::Node list);

    const FormContext &m_context;
    std::size_t m_shown = 0;
    QVBoxLayout *m_column;
    QWidget *m_items = nullptr;
    QPushButton *m_add;
};

} // namespace ui
