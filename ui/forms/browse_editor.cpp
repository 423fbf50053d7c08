// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "ui/common/theme.h"
#include "ui/forms/text_editors.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

BrowseEditor::BrowseEditor(FormModel &model, const QString &key, BrowseCatalog &catalog,
                           QWidget *parent)
    : FieldEditor(model, key, parent), m_catalog(catalog), m_combo(new QComboBox(this))
{
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->setMaxVisibleItems(14);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->lineEdit()->setPlaceholderText(hint());
    m_combo->completer()->setFilterMode(Qt::MatchContains);
    m_combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    auto *fetch = makeButton(tr("From server"), ButtonRole::Plain, this);
    fetch->setAccessibleName(tr("Fetch the server's list for %1").arg(core::text(spec().label)));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace2);
    row->addWidget(m_combo, 1);
    row->addWidget(fetch);
    setControl(m_combo);
    connect(m_combo->lineEdit(), &QLineEdit::textEdited, this, &BrowseEditor::write);
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &BrowseEditor::left);
    connect(m_combo, &QComboBox::activated, this, [this](int index) {
        write(m_combo->itemText(index));
        Q_EMIT left();
    });
    connect(fetch, &QPushButton::clicked, &m_catalog, &BrowseCatalog::request);
    connect(&m_catalog, &BrowseCatalog::changed, this, &BrowseEditor::showCatalog);
    showCatalog();
}

void BrowseEditor::refresh()
{
    m_combo->setEditText(shownText());
}

QString BrowseEditor::effect() const
{
    const core::BrowseListing &listing = m_catalog.listing();
    switch (m_catalog.state()) {
    case BrowseCatalog::State::Unknown: return {};
    case BrowseCatalog::State::Loading: return tr("Asking the server for its list…");
    case BrowseCatalog::State::Ready:
        return listing.items.empty()
            ? tr("The server shows none; a name can be typed anyway.")
            : tr("On the server: %1 to pick from; another name can be typed anyway.")
                  .arg(listing.items.size());
    case BrowseCatalog::State::Failed:
        return tr("No list from the server (%1); type the name.").arg(m_catalog.failure());
    }
    return {};
}

void BrowseEditor::showCatalog()
{
    const QString typed = m_combo->lineEdit()->text();
    m_combo->clear();
    for (const core::BrowseItem &item : m_catalog.listing().items) {
        m_combo->addItem(item.name.left(512));
    }
    m_combo->setEditText(typed.isEmpty() ? shownText() : typed);
    Q_EMIT effectChanged();
}

} // namespace ui
