// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/schema/field_spec.h"

#include <QStackedWidget>

namespace ui {

class ConnectionsPage;
class EditPage;
class EditorHost;
class EntriesPage;

/// All of the window's page "Sources", or "Endpoints": the list, and in its place the edit page
/// while something is being created or changed.
class EntriesArea final : public QStackedWidget
{
    Q_OBJECT

public:
    EntriesArea(EditorHost &host, core::EndKind kind, QWidget *parent = nullptr);

    EntriesPage *list() const { return m_list; }
    EditPage *editor() const { return m_editor; }
    ConnectionsPage *connections() const { return m_connections; }
    bool isEditing() const;

    /// The edit page for a new one of this type (empty: the first), on this tab; false when no such
    /// type exists.
    bool openNew(const QString &type = {}, core::Tab tab = core::Tab::Basic);
    bool openEntry(const QString &name);

public Q_SLOTS:
    void workspaceChanged();

Q_SIGNALS:
    /// A source was saved and which endpoint it goes to is for the person to say: a flow page.
    void flowWanted(const QString &source);

private:
    EntriesPage *m_list;
    EditPage *m_editor;
    ConnectionsPage *m_connections;
};

} // namespace ui
