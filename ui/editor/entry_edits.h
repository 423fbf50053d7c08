// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/workspace/workspace.h"

#include <QSet>

#include <optional>

/// Changes of a workspace by hand, as functions on values.
namespace ui {

const std::vector<core::WorkspaceEntry> &entriesOf(const core::Workspace &workspace,
                                                   core::EndKind kind);
const core::WorkspaceEntry *entryOf(const core::Workspace &workspace, core::EndKind kind,
                                    const QString &name);

/// Replaces the entry `before`, whose flows follow a new name, or appends where that is empty.
void putEntry(core::Workspace &workspace, core::EndKind kind, const QString &before,
              core::WorkspaceEntry entry);
void removeEntry(core::Workspace &workspace, core::EndKind kind, const QString &name);
/// The name of the copy.
QString duplicateEntry(core::Workspace &workspace, core::EndKind kind, const QString &name);
/// Flows that name it.
QStringList flowsUsing(const core::Workspace &workspace, core::EndKind kind, const QString &name);

/// `wanted` without what names cannot hold, and numbered where that is taken.
QString freeEntryName(const core::Workspace &workspace, core::EndKind kind, const QString &wanted);
QString freeFlowName(const core::Workspace &workspace, const QString &wanted);

/// What is wrong with a name of whatever has one in the file.
std::optional<core::Finding> plainNameProblem(const QString &name, bool isTaken);
/// What is wrong with a name for something that is called `before` until now.
std::optional<core::Finding> entryNameProblem(const core::Workspace &workspace, core::EndKind kind,
                                              const QString &before, const QString &name);
std::optional<core::Finding> flowNameProblem(const core::Workspace &workspace,
                                             const QString &before, const QString &name);

/// Replaces the flow `before` or appends; gives it an id where it has none.
void putFlow(core::Workspace &workspace, const QString &before, core::WorkspaceFlow flow);
void removeFlow(core::Workspace &workspace, const QString &name);

/// The first endpoint's name; a store file called "local" is made where there is none. Empty when
/// no store is built in.
QString someEndpoint(core::Workspace &workspace, const core::Registry &registry);
/// The name of a flow that starts at `source`: an existing one, or a new one to someEndpoint().
/// Empty when there is nowhere to send to.
QString flowFrom(core::Workspace &workspace, const core::Registry &registry, const QString &source);

/// Key-ring paths that other flows refer to in what they read of endpoints.
QSet<QString> secretPathsOfReadings(const core::Workspace &workspace, const QString &flow);
/// Key-ring paths that other entries of the workspace refer to.
QSet<QString> secretPathsBesides(const core::Workspace &workspace, core::EndKind kind,
                                 const QString &name);

} // namespace ui
