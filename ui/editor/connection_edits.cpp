// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/connection_edits.h"

#include "core/support/text.h"
#include "core/workspace/connections.h"
#include "ui/editor/entry_edits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kLongestAddress = 200;

const core::Schema *schemaOf(const core::Registry &registry,
                             const core::WorkspaceConnection &connection)
{
    if (connection.role == core::Role::Source) {
        const core::SourceType *type = registry.source(connection.type);
        return type ? &type->schema : nullptr;
    }
    const core::EndpointType *type = registry.endpoint(connection.type);
    return type ? &type->schema : nullptr;
}

} // namespace

std::vector<core::WorkspaceConnection> connectionsFor(const core::Workspace &workspace,
                                                      core::EndKind kind)
{
    std::vector<core::WorkspaceConnection> found;
    std::ranges::copy_if(workspace.connections, std::back_inserter(found),
                         [kind](const core::WorkspaceConnection &one) {
                             return (one.role == core::Role::Source)
                                 == (kind == core::EndKind::Source);
                         });
    return found;
}

QStringList connectionUsers(const core::Workspace &workspace, const QString &connection)
{
    QStringList users;
    for (const auto *entries : {&workspace.sources, &workspace.endpoints}) {
        for (const core::WorkspaceEntry &entry : *entries) {
            if (entry.connection == connection) {
                users.append(entry.name);
            }
        }
    }
    return users;
}

QString connectionAddress(const core::Registry &registry,
                          const core::WorkspaceConnection &connection)
{
    const core::Schema *schema = schemaOf(registry, connection);
    QStringList parts;
    for (std::size_t i = 0; schema && i < connection.settings.items.size(); ++i) {
        const core::FieldSpec *spec = core::findField(*schema, connection.settings.keys[i].name);
        // Texts alone: a secret is of another kind.
        if (spec && spec->heading == core::Heading::Connection
            && spec->member.codec->kind == core::FieldKind::Text) {
            parts.append(connection.settings.items[i].text);
        }
    }
    return core::visibleText(parts.join(u", "_s), kLongestAddress);
}

std::optional<core::Finding> connectionNameProblem(const core::Workspace &workspace,
                                                   const QString &before, const QString &name)
{
    return plainNameProblem(name, name != before && workspace.connection(name));
}

void renameConnection(core::Workspace &workspace, const QString &before, const QString &name)
{
    if (const core::WorkspaceConnection *connection = workspace.connection(before)) {
        core::WorkspaceConnection renamed = *connection;
        renamed.name = name;
        core::putConnection(workspace, before, std::move(renamed));
    }
}

} // namespace ui
