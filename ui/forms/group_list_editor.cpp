// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/theme.h"
#include "ui/forms/form_row.h"
#include "ui/forms/list_editor.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

GroupListEditor::GroupListEditor(FormModel &model, const QString &key, const FormContext &context,
                                 QWidget *parent)
    : FieldEditor(model, key, parent), m_context(context), m_column(new QVBoxLayout(this)),
      m_add(makeButton(tr("Add"), ButtonRole::Plain, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kSpace2);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] {
        core::Node list = this->model().value(this->key());
        list.items.push_back(core::Node::map());
        change(std::move(list));
        m_items->setFocus();
    });
    rebuild();
}

/// Item editors follow their own keys; only another number of items needs other widgets.
void GroupListEditor::refresh()
{
    if (model().value(key()).items.size() != m_shown) {
        rebuild();
    }
}

void GroupListEditor::change(core::Node list)
{
    writeNode(list);
    rebuild();
}

void GroupListEditor::rebuild()
{
    if (m_items) {
        m_items->hide();
        m_items->deleteLater();
    }
    m_items = new QWidget(this);
    auto *column = new QVBoxLayout(m_items);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    m_shown = model().value(key()).items.size();
    for (std::size_t i = 0; i < m_shown; ++i) {
        QWidget *item = makeItem(i);
        column->addWidget(item);
        m_items->setFocusProxy(item);
    }
    m_items->setVisible(m_shown > 0);
    m_column->insertWidget(0, m_items);
    QWidget::setTabOrder(m_items, m_add);
}

QWidget *GroupListEditor::makeItem(std::size_t index)
{
    auto *card = new Card(m_items);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace3);
    column->setSpacing(kSpace2);
    auto *head = new QHBoxLayout;
    const auto number = static_cast<int>(index + 1);
    head->addWidget(new PlainLabel(tr("Entry %1").arg(number), TextRole::Strong, card), 1);
    auto *remove = makeButton(tr("Remove"), ButtonRole::Link, card);
    remove->setAccessibleName(
        tr("Remove entry %2 of %1").arg(core::text(spec().label)).arg(number));
    head->addWidget(remove);
    column->addLayout(head);
    connect(remove, &QPushButton::clicked, this, [this, index] {
        core::Node list = model().value(key());
        list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(index));
        m_add->setFocus();
        change(std::move(list));
        Q_EMIT left();
    });
    FormRow *first = nullptr;
    for (const core::FieldSpec &inner : spec().member.codec->nested().fields) {
        const QString path = u"%1[%2].%3"_s.arg(key()).arg(index).arg(QLatin1String(inner.key));
        auto *row = new FormRow(model(), path, m_context, card);
        row->setLabelWidth(FormRow::kNarrowLabel);
        column->addWidget(row);
        first = first ? first : row;
    }
    card->setFocusProxy(first);
    return card;
}

void GroupListEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    m_add->setAccessibleName(tr("Add to %1").arg(name));
    m_add->setAccessibleDescription(description);
}

} // namespace ui
