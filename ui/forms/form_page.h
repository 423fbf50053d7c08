// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/form_row.h"

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace ui {

/// A scrolling column of rows, with headings where asked for. Other rows (a name, a note) may be
/// put above. GUI thread.
class FormPage final : public QScrollArea
{
    Q_OBJECT

public:
    enum class Headings
    {
        No,
        Yes
    };

    FormPage(FormModel &model, std::vector<FormField> fields, const FormContext &context,
             Headings headings, QWidget *parent);

    FormRow *row(const QString &key) const;
    /// Above the first row; the page owns it.
    void addAbove(QWidget *widget);
    int labelWidth() const; ///< that its labels need
    void setLabelWidth(int width);
    /// Brings the row into view and puts the focus into its editor.
    void focusRow(const QString &key);

private:
    struct Section
    {
        PlainLabel *heading;
        std::vector<FormRow *> rows;
    };

    void addSection(FormModel &model, const std::vector<FormField> &fields, core::Heading heading,
                    const FormContext &context);
    FormRow *addRow(FormModel &model, const FormField &field, const FormContext &context);
    void showUsed();

    QVBoxLayout *m_column;
    int m_above = 0;
    std::vector<FormRow *> m_rows;
    std::vector<Section> m_sections;
    PlainLabel *m_empty;
};

QString headingText(core::Heading heading);

} // namespace ui
