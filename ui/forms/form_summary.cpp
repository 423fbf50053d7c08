// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/form_summary.h"

#include "core/support/text.h"
#include "ui/common/plain_label.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kLongestValue = 24;

QString choiceLabel(const core::FieldSpec &spec, const QString &key)
{
    for (const core::Choice &choice : spec.choices) {
        if (key == QLatin1String(choice.key)) {
            return core::text(choice.label);
        }
    }
    return key;
}

/// The label alone says enough of what is on, secret, long or a list.
QString itemText(const FormModel &model, const FormField &field)
{
    const QString label = core::text(field.spec->label);
    const QString value = model.text(field.key);
    switch (field.spec->member.codec->kind) {
    case core::FieldKind::Choice:
        return FormSummary::tr("%1 %2").arg(label, choiceLabel(*field.spec, value));
    case core::FieldKind::Bool:
        return value == "true"_L1 ? label : FormSummary::tr("%1 off").arg(label);
    case core::FieldKind::Text:
    case core::FieldKind::Integer:
    case core::FieldKind::Decimal:
    case core::FieldKind::Duration:
    case core::FieldKind::ByteSize:
        return value.size() > kLongestValue
            ? label
            : FormSummary::tr("%1 %2").arg(label, core::visibleText(value, kLongestValue));
    default: return label;
    }
}

} // namespace

FormSummary::FormSummary(FormModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_row(new QHBoxLayout(this)),
      m_title(new PlainLabel({}, TextRole::Secondary, this)),
      m_more(makeButton({}, ButtonRole::Link, this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_row->addStretch(1);
    m_row->addWidget(m_title);
    m_row->addWidget(m_more);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(&model, &FormModel::stateChanged, this, &FormSummary::rebuild);
    connect(m_more, &QPushButton::clicked, this, [this] {
        for (const FormField &field : m_model.changedFields(core::Tab::Advanced)) {
            Q_EMIT fieldChosen(field.key);
            return;
        }
    });
    rebuild();
}

void FormSummary::rebuild()
{
    const std::vector<FormField> changed = m_model.changedFields(core::Tab::Advanced);
    QStringList texts;
    for (const FormField &field : changed) {
        texts.append(itemText(m_model, field));
    }
    m_title->setText(texts.isEmpty() ? tr("Advanced: defaults") : tr("Advanced:"));
    if (texts == m_shown) {
        fit();
        return;
    }
    m_shown = texts;
    for (QPushButton *item : m_items) {
        item->hide();
        item->deleteLater();
    }
    m_items.clear();
    for (std::size_t i = 0; i < changed.size(); ++i) {
        QString text = texts[static_cast<qsizetype>(i)];
        auto *item = makeButton(text.replace(u'&', u"&&"_s), ButtonRole::Link, this);
        item->setAccessibleName(tr("Go to %1").arg(core::text(changed[i].spec->label)));
        m_row->insertWidget(m_row->count() - 1, item);
        m_items.push_back(item);
        connect(item, &QPushButton::clicked, this,
                [this, key = changed[i].key] { Q_EMIT fieldChosen(key); });
    }
    fit();
}

void FormSummary::fit()
{
    m_more->setText(tr("+%1").arg(m_items.size()));
    int room = width() - m_title->sizeHint().width();
    const int more = m_more->sizeHint().width();
    std::size_t fitting = 0;
    for (; fitting < m_items.size(); ++fitting) {
        const bool isLast = fitting + 1 == m_items.size();
        const int needed = m_items[fitting]->sizeHint().width();
        if (needed + (isLast ? 0 : more) > room) {
            break;
        }
        room -= needed;
    }
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        m_items[i]->setVisible(i < fitting);
    }
    const auto hidden = static_cast<int>(m_items.size() - fitting);
    m_more->setText(tr("+%1").arg(hidden));
    m_more->setAccessibleName(tr("Further values that differ: %1").arg(hidden));
    m_more->setVisible(hidden > 0);
}

void FormSummary::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace ui
