// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/output.h"
#include "app/weirctl/reference_texts.h"
#include "app/weirctl/workspace_input.h"

namespace weirctl {

ExitCode runSchema(const Arguments &)
{
    writeJsonDocument(core::workspaceJsonSchema(registry()));
    return ExitCode::Done;
}

ExitCode runCompletion(const Arguments &)
{
    writeResult(bashCompletion());
    return ExitCode::Done;
}

ExitCode runManual(const Arguments &)
{
    writeResult(manualPage());
    return ExitCode::Done;
}

} // namespace weirctl
