// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/entry_draft.h"

#include "core/workspace/connections.h"
#include "ui/editor/connection_row.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/editor/name_row.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// An endpoint that flows read has the settings of both.
core::Role roleOf(core::EndKind kind, const EditorHost &host, const QString &name)
{
    if (kind == core::EndKind::Source) {
        return core::Role::Source;
    }
    const bool isRead =
        std::ranges::any_of(host.workspace().flows, [&name](const core::WorkspaceFlow &flow) {
            return flow.from.isEndpoint && flow.from.entry == name;
        });
    return isRead ? core::Role::Both : core::Role::Destination;
}

QString nameHelp(core::EndKind kind)
{
    return kind == core::EndKind::Source
        ? QCoreApplication::translate("ui::EntryDraft", "What flows call this source.")
        : QCoreApplication::translate("ui::EntryDraft", "What flows call this endpoint.");
}

} // namespace

EntryDraft::EntryDraft(EditorHost &host, core::EndKind kind, const core::WorkspaceEntry &entry,
                       const QString &before, const FormContext &context)
    : m_host(host), m_kind(kind), m_entry(entry), m_before(before),
      m_model(entry.config, roleOf(kind, host, before)), m_form(new SchemaForm(m_model, context)),
      m_nameRow(new NameRow(nameHelp(kind), [this](const QString &name) {
          return entryNameProblem(m_host.workspace(), m_kind, m_before, name);
      }))
{
    m_nameRow->setName(entry.name);
    m_nameRow->setLabelWidth(m_form->labelWidth());
    m_form->page(core::Tab::Basic)->addAbove(m_nameRow);
    if (ConnectionRow::isUseful(entry.config.schema())) {
        m_connectionRow = new ConnectionRow(host, m_model, entry.type,
                                            kind == core::EndKind::Source ? core::Role::Source
                                                                          : core::Role::Destination,
                                            entry.connection);
        m_connectionRow->setLabelWidth(m_form->labelWidth());
        // The first of its kind is nothing to begin with.
        m_form->page(m_connectionRow->hasChoice() ? core::Tab::Basic : core::Tab::Advanced)
            ->addAbove(m_connectionRow);
    }
    placeSecrets();
    QObject::connect(m_nameRow, &NameRow::nameChanged, &m_model, [this] { placeSecrets(); });
}

EntryDraft::~EntryDraft()
{
    delete m_form; // its editors use the model
}

void EntryDraft::placeSecrets()
{
    const QString place = m_kind == core::EndKind::Source ? u"sources/"_s : u"endpoints/"_s;
    m_model.secrets().setPlace(place + m_nameRow->name(),
                               secretPathsBesides(m_host.workspace(), m_kind, m_before));
}

bool EntryDraft::isDirty() const
{
    return m_model.isDirty() || m_nameRow->isEdited()
        || (m_connectionRow && m_connectionRow->isEdited());
}

core::WorkspaceEntry EntryDraft::entry() const
{
    core::WorkspaceEntry changed = m_entry;
    changed.name = m_nameRow->name();
    changed.config = m_model.config();
    if (m_connectionRow) {
        changed.connection = m_connectionRow->chosen();
    }
    return changed;
}

void EntryDraft::put(core::Workspace &workspace) const
{
    if (const auto connection = m_connectionRow ? m_connectionRow->change() : std::nullopt) {
        core::putConnection(workspace, connection->name, *connection);
    }
    putEntry(workspace, m_kind, m_before, entry());
}

bool EntryDraft::acceptName()
{
    if (!m_nameRow->accept()) {
        m_form->setTab(core::Tab::Basic);
        m_nameRow->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return true;
}

bool EntryDraft::acceptAll()
{
    return acceptName() && !m_form->focusFirstError();
}

QHash<QString, QByteArray> EntryDraft::secrets() const
{
    return m_model.secrets().usedBy(m_model.config());
}

void EntryDraft::markSaved()
{
    m_entry = entry();
    m_before = m_entry.name;
    m_model.accept();
    if (m_connectionRow) {
        m_connectionRow->markSaved();
    }
}

} // namespace ui
