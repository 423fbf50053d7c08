// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workspace/workspace.h"

#include <optional>

/// Shared connections as a person handles them, as functions on values.
namespace ui {

/// Those that sources, or endpoints, can use, in the order of the file.
std::vector<core::WorkspaceConnection> connectionsFor(const core::Workspace &workspace,
                                                      core::EndKind kind);
/// Sources and endpoints that use it.
QStringList connectionUsers(const core::Workspace &workspace, const QString &connection);
/// Where it leads, as far as its settings say; never a secret.
QString connectionAddress(const core::Registry &registry,
                          const core::WorkspaceConnection &connection);
/// What is wrong with a name for the connection that is called `before` until now.
std::optional<core::Finding> connectionNameProblem(const core::Workspace &workspace,
                                                   const QString &before, const QString &name);
/// Whoever uses it follows.
void renameConnection(core::Workspace &workspace, const QString &before, const QString &name);

} // namespace ui
