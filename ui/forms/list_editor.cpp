// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/list_editor.h"

#include "core/support/text.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

ListEditor::ListEditor(FormModel &model, const QString &key, QWidget *parent)
    : FieldEditor(model, key, parent), m_column(new QVBoxLayout(this)),
      m_add(makeButton(tr("Add"), ButtonRole::Plain, this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kSpace1);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_rows.back().line->setFocus();
    });
    refresh();
}

void ListEditor::addRow(const QString &text)
{
    auto *widget = new QWidget(this);
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace1);
    auto *line = new QLineEdit(text, widget);
    auto *remove = makeButton(tr("Remove"), ButtonRole::Link, widget);
    row->addWidget(line, 1);
    row->addWidget(remove);
    m_column->insertWidget(static_cast<int>(m_rows.size()), widget);
    m_rows.push_back({.widget = widget, .line = line});
    if (m_rows.size() > 1) {
        QWidget::setTabOrder(m_rows[m_rows.size() - 2].widget, widget);
    }
    QWidget::setTabOrder(remove, m_add);
    connect(line, &QLineEdit::textEdited, this, &ListEditor::store);
    connect(line, &QLineEdit::editingFinished, this, &ListEditor::left);
    connect(remove, &QPushButton::clicked, this, [this, widget] { removeRow(widget); });
    nameRows();
}

void ListEditor::removeRow(const QWidget *widget)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row &row) { return row.widget == widget; });
    if (found != m_rows.end()) {
        m_add->setFocus();
        found->widget->deleteLater();
        m_rows.erase(found);
        nameRows();
        store();
        Q_EMIT left();
    }
}

void ListEditor::store()
{
    core::Node list = core::Node::list();
    for (const Row &row : m_rows) {
        if (!row.line->text().isEmpty()) {
            list.items.push_back(core::Node::quotedText(row.line->text()));
        }
    }
    writeNode(list);
}

void ListEditor::refresh()
{
    for (const Row &row : m_rows) {
        delete row.widget; // only a refresh from outside comes here, never a row's own signal
    }
    m_rows.clear();
    for (const core::Node &item : model().value(key()).items) {
        addRow(item.text);
    }
}

void ListEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    m_name = name;
    m_add->setAccessibleName(tr("Add to %1").arg(name));
    m_add->setAccessibleDescription(description);
    nameRows();
}

void ListEditor::nameRows()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto number = static_cast<int>(i + 1);
        m_rows[i].line->setAccessibleName(tr("%1, entry %2").arg(m_name).arg(number));
        for (auto *remove : m_rows[i].widget->findChildren<QPushButton *>()) {
            remove->setAccessibleName(tr("Remove entry %2 of %1").arg(m_name).arg(number));
        }
    }
}

} // namespace ui
