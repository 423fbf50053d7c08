// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workspace/workspace.h"
#include "ui/forms/field_editor.h"

#include <memory>

namespace ui {

class ConnectionRow;
class EditorHost;
class NameRow;
class SchemaForm;

/// A source or endpoint being created or changed: a copy of its settings with the form over it.
/// Nothing of the workspace changes until it is asked for the entry and that is put there.
class EntryDraft final
{
public:
    /// `entry` is what the form starts with; `before` its name in the workspace, empty for a new
    /// one.
    EntryDraft(EditorHost &host, core::EndKind kind, const core::WorkspaceEntry &entry,
               const QString &before, const FormContext &context);
    ~EntryDraft();
    EntryDraft(const EntryDraft &) = delete;
    EntryDraft &operator=(const EntryDraft &) = delete;

    FormModel &model() { return m_model; }
    SchemaForm *form() const { return m_form; }
    NameRow *nameRow() const { return m_nameRow; }
    ConnectionRow *connectionRow() const { return m_connectionRow; } ///< mostly there
    const QString &type() const { return m_entry.type; }
    const QString &before() const { return m_before; }
    bool isDirty() const;
    core::WorkspaceEntry entry() const;
    /// Puts the entry, and what became of its connection, into the workspace.
    void put(core::Workspace &workspace) const;

    /// A draft needs a name only.
    bool acceptName();
    /// All that a run needs; else the first wrong field has the focus.
    bool acceptAll();
    /// Values typed here that the entry still refers to.
    QHash<QString, QByteArray> secrets() const;
    void markSaved();

private:
    void placeSecrets();

    EditorHost &m_host;
    core::EndKind m_kind;
    core::WorkspaceEntry m_entry;
    QString m_before;
    FormModel m_model;
    SchemaForm *m_form; ///< owned by the page it is shown on
    NameRow *m_nameRow;
    ConnectionRow *m_connectionRow = nullptr;
};

} // namespace ui
