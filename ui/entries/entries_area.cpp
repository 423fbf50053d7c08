// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entries_area.h"

#include "ui/editor/edit_page.h"
#include "ui/entries/connections_page.h"
#include "ui/entries/entries_page.h"

namespace ui {

EntriesArea::EntriesArea(EditorHost &host, core::EndKind kind, QWidget *parent)
    : QStackedWidget(parent), m_list(new EntriesPage(host, kind, this)),
      m_editor(new EditPage(host, kind, this)), m_connections(new ConnectionsPage(host, kind, this))
{
    addWidget(m_list);
    addWidget(m_editor);
    addWidget(m_connections);
    connect(m_list, &EntriesPage::newWanted, this, [this] { openNew(); });
    connect(m_list, &EntriesPage::editWanted, this, &EntriesArea::openEntry);
    connect(m_editor, &EditPage::closed, this, [this] {
        m_list->workspaceChanged();
        setCurrentWidget(m_list);
    });
    connect(m_list, &EntriesPage::connectionsWanted, this,
            [this] { setCurrentWidget(m_connections); });
    connect(m_connections, &ConnectionsPage::backWanted, this,
            [this] { setCurrentWidget(m_list); });
    connect(m_connections, &ConnectionsPage::editWanted, this, [this](const QString &entry) {
        if (openEntry(entry)) {
            m_editor->setTab(core::Tab::Basic); // where its connection stands
        }
    });
    connect(m_editor, &EditPage::flowWanted, this, &EntriesArea::flowWanted);
}

bool EntriesArea::isEditing() const
{
    return currentWidget() == m_editor;
}

bool EntriesArea::openNew(const QString &type, core::Tab tab)
{
    if (!m_editor->openNew(type)) {
        return false;
    }
    m_editor->setTab(tab);
    setCurrentWidget(m_editor);
    return true;
}

bool EntriesArea::openEntry(const QString &name)
{
    if (!m_editor->openEntry(name)) {
        return false;
    }
    setCurrentWidget(m_editor);
    return true;
}

void EntriesArea::workspaceChanged()
{
    m_list->workspaceChanged();
    m_connections->workspaceChanged();
}

} // namespace ui
