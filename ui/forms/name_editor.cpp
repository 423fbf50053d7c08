// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/text_editors.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>

namespace ui {

NameEditor::NameEditor(FormModel &model, const QString &key, const QStringList &names,
                       QWidget *parent)
    : FieldEditor(model, key, parent), m_combo(new QComboBox(this))
{
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->addItems(names);
    m_combo->completer()->setFilterMode(Qt::MatchContains);
    m_combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_combo);
    setControl(m_combo);
    connect(m_combo->lineEdit(), &QLineEdit::textEdited, this, &NameEditor::write);
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &NameEditor::left);
    connect(m_combo, &QComboBox::activated, this, [this](int index) {
        write(m_combo->itemText(index));
        Q_EMIT left();
    });
    refresh();
}

void NameEditor::refresh()
{
    m_combo->setEditText(shownText());
}

} // namespace ui
