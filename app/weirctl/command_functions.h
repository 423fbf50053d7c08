// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/exit_code.h"

/// What the commands do; each stands in the file of its name.
namespace weirctl {

class Arguments;

ExitCode runRun(const Arguments &arguments);
ExitCode runValidate(const Arguments &arguments);
ExitCode runTypes(const Arguments &arguments);
ExitCode runSchema(const Arguments &arguments);
ExitCode runTest(const Arguments &arguments);
ExitCode runPreview(const Arguments &arguments);
ExitCode runBrowse(const Arguments &arguments);
ExitCode runGroupShow(const Arguments &arguments);
ExitCode runGroupReset(const Arguments &arguments);
ExitCode runQuery(const Arguments &arguments);
ExitCode runDeadList(const Arguments &arguments);
ExitCode runDeadShow(const Arguments &arguments);
ExitCode runDeadRetry(const Arguments &arguments);
ExitCode runDeadSave(const Arguments &arguments);
ExitCode runDocs(const Arguments &arguments);
ExitCode runCompletion(const Arguments &arguments);
ExitCode runManual(const Arguments &arguments);

} // namespace weirctl
