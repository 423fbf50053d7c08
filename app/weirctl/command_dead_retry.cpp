// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/dead_letter_input.h"
#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/run_session.h"
#include "app/weirctl/workspace_input.h"

namespace weirctl {
namespace {

std::variant<std::vector<core::DeadLetterRun>, ExitCode> plannedRuns(
    const core::Workspace &workspace, std::vector<core::DeadLetterGroup> groups)
{
    std::vector<core::DeadLetterRun> runs;
    SecretFiller secrets(workspace);
    for (core::DeadLetterGroup &group : groups) {
        auto run = core::planDeadLetterRun(workspace, std::move(group));
        if (!run) {
            writeError(run.error());
            return ExitCode::Findings;
        }
        secrets.fill(run->flow);
        runs.push_back(*std::move(run));
    }
    if (!secrets.isComplete()) {
        return ExitCode::Findings;
    }
    return runs;
}

} // namespace

ExitCode runDeadRetry(const Arguments &arguments)
{
    const auto read = usableWorkspace(arguments.operand(0));
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    const auto opened = openDeadLetters(arguments.operand(0));
    if (const auto *code = std::get_if<ExitCode>(&opened)) {
        return *code;
    }
    auto groups = wantedGroups(std::get<DeadLetters>(opened), arguments);
    if (!groups) {
        writeError(groups.error());
        return ExitCode::Usage;
    }
    if (groups->empty()) {
        return ExitCode::Done;
    }
    auto runs = plannedRuns(std::get<core::Workspace>(read), *std::move(groups));
    if (const auto *code = std::get_if<ExitCode>(&runs)) {
        return *code;
    }
    RunPlan plan{.deadLetters = std::get<std::vector<core::DeadLetterRun>>(std::move(runs)),
                 .forSpan = arguments.duration(kFor),
                 .interval = *arguments.duration(kInterval),
                 .wantsJson = arguments.has(kStats)};
    const ExitCode code = RunSession(std::move(plan), registry()).run();
    const auto left = wantedGroups(std::get<DeadLetters>(opened), arguments);
    return code == ExitCode::Done && (!left || !left->empty()) ? ExitCode::Findings : code;
}

} // namespace weirctl
