// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/form_model.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace ui {

class Chip;
class FormPage;
class FormSummary;
struct FormContext;

/// The form of any config struct: tabs Basic and Advanced with a count of errors, and a line that
/// names what differs from its default on Advanced. Model and context outlive it.
class SchemaForm final : public QWidget
{
    Q_OBJECT

public:
    SchemaForm(FormModel &model, const FormContext &context, QWidget *parent = nullptr);

    core::Tab tab() const;
    void setTab(core::Tab tab);
    FormPage *page(core::Tab tab) const;
    int labelWidth() const { return m_labelWidth; } ///< of all rows
    /// Opens the field's tab, scrolls to it and puts the focus there. "fields[0].name" works too.
    void focusField(const QString &key);
    bool focusFirstError();
    /// A third tab, for what belongs to the form and has a model of its own; null takes it away.
    /// The form owns the page.
    void setExtraPage(const QString &title, QWidget *page);
    void showExtraPage();

private:
    void update();
    Chip *addTab(const QString &title);

    FormModel &m_model;
    QTabBar *m_tabs;
    FormSummary *m_summary;
    QStackedWidget *m_pages;
    FormPage *m_basic = nullptr;
    FormPage *m_advanced = nullptr;
    QWidget *m_extra = nullptr;
    Chip *m_basicCount = nullptr;
    Chip *m_advancedCount = nullptr;
    int m_labelWidth = 0;
};

} // namespace ui
