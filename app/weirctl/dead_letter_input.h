// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/arguments.h"
#include "core/engine/dead_letters.h"

#include <functional>
#include <variant>

namespace weirctl {

using DeadLetters = std::shared_ptr<core::DeadLetterStore>;

/// <workspace>.dead.db of the workspace file.
QString deadLetterFile(const QString &workspaceFile);

/// The dead letters beside the workspace; null when there were never any. A workspace that does not
/// exist, or a store that cannot be read, ends the command (already said).
std::variant<DeadLetters, ExitCode> openDeadLetters(const QString &workspaceFile);

/// Calls for every letter, oldest first, of the flows that `--flow` names or of all; `visit` ends
/// it by answering false. False when reading failed (already said).
bool forEachLetter(const DeadLetters &store, const Arguments &arguments,
                   const std::function<bool(const core::DeadLetter &)> &visit);

/// The letters of these flows, or of all, by flow and endpoint. Null stores have none.
core::Result<std::vector<core::DeadLetterGroup>> wantedGroups(const DeadLetters &store,
                                                              const Arguments &arguments);

} // namespace weirctl
