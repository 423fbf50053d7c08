// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"

/// How entries and their shared connections come together. An entry's config always holds what is
/// in force; only the file, and a change of the connection, tell apart what is the entry's own.
/// Values; any thread.
namespace core {

/// A connection may hold what stands under the headings Connection and Security. `key` may be
/// dotted.
bool isShareable(const Schema &schema, const QString &key);

/// `own` over `shared`, group by group; a list or a map of names counts as one value.
Node withShared(const Schema &schema, const Node &shared, const Node &own);

/// What the file says of an entry besides its connection: the canonical settings without those that
/// are as the connection has them, and with those that are not.
Node ownSettings(const WorkspaceEntry &entry, const WorkspaceConnection *connection, Role role);

/// `config` with everything that the connection gives.
ConfigBox joined(const ConfigBox &config, const WorkspaceConnection &connection);

/// Dotted keys of what the connection gives and `config` has otherwise.
QStringList ownKeys(const ConfigBox &config, const WorkspaceConnection &connection);

/// What a new connection takes over from an entry: where to connect, and everything of security,
/// as far as it is set.
Node settingsToShare(const ConfigBox &config);

/// Replaces the connection `before`, or appends; entries that use it follow in all they have not
/// set themselves.
void putConnection(Workspace &workspace, const QString &before, WorkspaceConnection connection);

/// Entries that used it keep their settings as their own.
void removeConnection(Workspace &workspace, const QString &name);

} // namespace core
