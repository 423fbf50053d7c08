// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/exit_code.h"
#include "core/workspace/workspace.h"

#include <variant>

namespace weirctl {

/// All connector types of this build.
const core::Registry &registry();

/// The file as read and checked, findings and all; Usage (already said) when it cannot be read.
std::variant<core::LoadedWorkspace, ExitCode> readWorkspace(const QString &file);

/// The same for a command that works with the file: its warnings go to standard error, and errors
/// end the command. `about` narrows the errors that matter: an entry's path such as
/// "sources.orders", or empty for all.
std::variant<core::Workspace, ExitCode> usableWorkspace(const QString &file,
                                                        const QStringList &about = {});

/// The entry as a flow's end, secrets not yet resolved.
core::FlowEnd flowEnd(const core::WorkspaceEntry &entry);

} // namespace weirctl
