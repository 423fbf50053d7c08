// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/schema_form.h"

#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/forms/form_page.h"
#include "ui/forms/form_summary.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

constexpr int kWidestLabel = 150;
constexpr int kNarrowestLabel = 96;

std::vector<FormField> fieldsOf(const FormModel &model, core::Tab tab)
{
    std::vector<FormField> fields;
    std::copy_if(model.fields().begin(), model.fields().end(), std::back_inserter(fields),
                 [&](const FormField &field) {
                     const bool isOfRole = field.spec->role == core::Role::Both
                         || model.role() == core::Role::Both || field.spec->role == model.role();
                     // One that moves with a choice has a row on both.
                     const bool mayBeHere = field.spec->tab == tab
                         || (tab == core::Tab::Basic && field.spec->basicWhen.field);
                     return mayBeHere && isOfRole;
                 });
    return fields;
}

} // namespace

SchemaForm::SchemaForm(FormModel &model, const FormContext &context, QWidget *parent)
    : QWidget(parent), m_model(model), m_tabs(new QTabBar(this)),
      m_summary(new FormSummary(model, this)), m_pages(new QStackedWidget(this))
{
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_basicCount = addTab(tr("Basic"));
    m_advancedCount = addTab(tr("Advanced"));
    m_basicCount->adjustSize(); // a count that comes and goes must not move the form
    m_summary->setMinimumHeight(m_basicCount->height() + 20);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSpace2, 0, kSpace4, 0);
    head->setSpacing(kSpace3);
    head->addWidget(m_tabs, 0, Qt::AlignBottom);
    head->addWidget(m_summary, 1);
    m_basic = new FormPage(model, fieldsOf(model, core::Tab::Basic), context,
                           FormPage::Headings::No, this);
    m_advanced = new FormPage(model, fieldsOf(model, core::Tab::Advanced), context,
                              FormPage::Headings::Yes, this);
    m_labelWidth = std::clamp(std::max(m_basic->labelWidth(), m_advanced->labelWidth()),
                              kNarrowestLabel, kWidestLabel);
    m_basic->setLabelWidth(m_labelWidth);
    m_advanced->setLabelWidth(m_labelWidth);
    for (const FormField &field : model.fields()) {
        for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
            if (FormRow *row = field.spec->basicWhen.field ? page(tab)->row(field.key) : nullptr) {
                row->setTab(tab);
            }
        }
    }
    m_pages->addWidget(m_basic);
    m_pages->addWidget(m_advanced);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_summary, &FormSummary::fieldChosen, this, &SchemaForm::focusField);
    connect(&model, &FormModel::stateChanged, this, &SchemaForm::update);
    update();
}

Chip *SchemaForm::addTab(const QString &title)
{
    const int index = m_tabs->addTab(title);
    auto *count = new Chip({}, m_tabs);
    count->setTone(Tone::Error);
    count->hide();
    m_tabs->setTabButton(index, QTabBar::RightSide, count);
    return count;
}

void SchemaForm::update()
{
    const auto show = [this](core::Tab tab, Chip *chip, int index) {
        const int errors = m_model.errorCount(tab);
        const QString title = m_tabs->tabText(index);
        if (chip->isVisibleTo(m_tabs) != (errors > 0)
            || chip->text() != QLocale().toString(errors)) {
            chip->setText(QLocale().toString(errors));
            chip->adjustSize();
            // The bar makes room for a button only when it is given one.
            m_tabs->setTabButton(index, QTabBar::RightSide, nullptr);
            m_tabs->setTabButton(index, QTabBar::RightSide, errors > 0 ? chip : nullptr);
            chip->setVisible(errors > 0);
        }
        m_tabs->setAccessibleTabName(
            index,
            errors > 0 ? tr("%1, errors: %2").arg(title, QLocale().toString(errors)) : title);
    };
    show(core::Tab::Basic, m_basicCount, 0);
    show(core::Tab::Advanced, m_advancedCount, 1);
}

core::Tab SchemaForm::tab() const
{
    return m_tabs->currentIndex() == 0 ? core::Tab::Basic : core::Tab::Advanced;
}

void SchemaForm::setTab(core::Tab tab)
{
    m_tabs->setCurrentIndex(tab == core::Tab::Basic ? 0 : 1);
}

FormPage *SchemaForm::page(core::Tab tab) const
{
    return tab == core::Tab::Basic ? m_basic : m_advanced;
}

void SchemaForm::focusField(const QString &key)
{
    const QString row = key.section(u'[', 0, 0);
    for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
        if (page(tab)->row(row) && m_model.tab(row) == tab) {
            setTab(tab);
            page(tab)->focusRow(row);
            return;
        }
    }
}

void SchemaForm::setExtraPage(const QString &title, QWidget *page)
{
    constexpr int kExtra = 2;
    if (m_extra) {
        m_tabs->removeTab(kExtra);
        delete std::exchange(m_extra, nullptr);
    }
    if (page) {
        m_extra = page;
        m_pages->addWidget(page);
        m_tabs->addTab(title);
    }
}

void SchemaForm::showExtraPage()
{
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
}

bool SchemaForm::focusFirstError()
{
    m_model.touchAll();
    const QString key = m_model.firstError();
    if (!key.isEmpty()) {
        focusField(key);
    }
    return !key.isEmpty();
}

} // namespace ui
