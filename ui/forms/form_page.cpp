// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/form_page.h"

#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace ui {

QString headingText(core::Heading heading)
{
    switch (heading) {
    case core::Heading::Connection: return FormPage::tr("Connection");
    case core::Heading::Data: return FormPage::tr("Data");
    case core::Heading::Security: return FormPage::tr("Security");
    case core::Heading::Delivery: return FormPage::tr("Delivery");
    case core::Heading::Batching: return FormPage::tr("Batching");
    case core::Heading::Limits: return FormPage::tr("Limits");
    }
    return {};
}

FormPage::FormPage(FormModel &model, std::vector<FormField> fields, const FormContext &context,
                   Headings headings, QWidget *parent)
    : QScrollArea(parent)
{
    auto *content = new QWidget;
    content->setProperty("transparent", true);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    m_column->setSpacing(kSpace3);
    if (headings == Headings::Yes) {
        for (const core::Heading heading :
             {core::Heading::Connection, core::Heading::Data, core::Heading::Security,
              core::Heading::Delivery, core::Heading::Batching, core::Heading::Limits}) {
            addSection(model, fields, heading, context);
        }
    } else {
        for (const FormField &field : fields) {
            addRow(model, field, context);
        }
    }
    m_empty = new PlainLabel(tr("With the choices made so far there is nothing to set here."),
                             TextRole::Secondary, this, Wrap::Yes);
    m_column->addWidget(m_empty);
    m_column->addStretch(1);
    showUsed();
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

FormRow *FormPage::addRow(FormModel &model, const FormField &field, const FormContext &context)
{
    auto *row = new FormRow(model, field.key, context, this);
    m_column->addWidget(row);
    m_rows.push_back(row);
    connect(row, &FormRow::usedChanged, this, &FormPage::showUsed);
    return row;
}

void FormPage::addSection(FormModel &model, const std::vector<FormField> &fields,
                          core::Heading heading, const FormContext &context)
{
    Section section{.heading = new PlainLabel(headingText(heading), TextRole::Heading, this),
                    .rows = {}};
    section.heading->setContentsMargins(0, m_rows.empty() ? 0 : kSpace2, 0, 0);
    m_column->addWidget(section.heading);
    for (const FormField &field : fields) {
        if (field.spec->heading == heading) {
            section.rows.push_back(addRow(model, field, context));
        }
    }
    m_sections.push_back(std::move(section));
}

void FormPage::showUsed()
{
    m_empty->setVisible(std::none_of(m_rows.begin(), m_rows.end(),
                                     [](const FormRow *row) { return row->isUsed(); }));
    for (const Section &section : m_sections) {
        section.heading->setVisible(std::any_of(section.rows.begin(), section.rows.end(),
                                                [](const FormRow *row) { return row->isUsed(); }));
    }
}

FormRow *FormPage::row(const QString &key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const FormRow *row) { return row->key() == key; });
    return found == m_rows.end() ? nullptr : *found;
}

void FormPage::addAbove(QWidget *widget)
{
    m_column->insertWidget(m_above++, widget);
}

int FormPage::labelWidth() const
{
    int width = 0;
    for (const FormRow *row : m_rows) {
        width = std::max(width, row->labelWidth());
    }
    return width;
}

void FormPage::setLabelWidth(int width)
{
    for (FormRow *row : m_rows) {
        row->setLabelWidth(width);
    }
}

void FormPage::focusRow(const QString &key)
{
    if (FormRow *found = row(key)) {
        widget()->layout()->activate();
        ensureWidgetVisible(found, 0, kSpace4 * 2);
        found->editor()->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace ui
