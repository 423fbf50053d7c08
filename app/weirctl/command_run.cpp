// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/run_session.h"
#include "app/weirctl/workspace_input.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

std::variant<core::Workspace, ExitCode> chosenWorkspace(const Arguments &arguments,
                                                        const QTemporaryDir &folder)
{
    const QString file = arguments.operand(0);
    if (arguments.has(kDemo) == !file.isEmpty()) {
        writeNotice(text(WEIR_TEXT("weirctl: give either a FILE or --demo")));
        return ExitCode::Usage;
    }
    if (!arguments.has(kDemo)) {
        return usableWorkspace(file);
    }
    if (!folder.isValid()) {
        writeNotice(text(WEIR_TEXT("weirctl: a temporary folder cannot be made")));
        return ExitCode::Usage;
    }
    core::Workspace demo = core::demoWorkspace(registry(), folder.filePath(u"demo.weir.yaml"_s));
    if (demo.flows.empty()) {
        writeNotice(text(WEIR_TEXT("weirctl: this build has not what the sample needs")));
        return ExitCode::Findings;
    }
    return demo;
}

/// "Until caught up" needs an end to catch up with.
bool haveEnds(const std::vector<core::FlowDefinition> &flows)
{
    for (const core::FlowDefinition &flow : flows) {
        const core::SourceType *type = registry().source(flow.from.type);
        if (type && !type->hasEnd(flow.from.config)) {
            writeNotice(text(WEIR_TEXT("weirctl: the source of flow %1 has no end to catch up "
                                       "with"))
                            .arg(core::visibleText(flow.name, 64)));
            return false;
        }
    }
    return true;
}

} // namespace

ExitCode runRun(const Arguments &arguments)
{
    const QTemporaryDir folder;
    const auto chosen = chosenWorkspace(arguments, folder);
    if (const auto *code = std::get_if<ExitCode>(&chosen)) {
        return *code;
    }
    auto ready = readyFlows(std::get<core::Workspace>(chosen), arguments.texts(kFlow));
    if (const auto *code = std::get_if<ExitCode>(&ready)) {
        return *code;
    }
    RunPlan plan{.flows = std::get<std::vector<core::FlowDefinition>>(std::move(ready)),
                 .limits = {.untilCaughtUp = arguments.has(kUntilCaughtUp)},
                 .forSpan = arguments.duration(kFor),
                 .interval = *arguments.duration(kInterval),
                 .wantsJson = arguments.has(kStats),
                 .temporaryFolder = folder.path()};
    if (const auto most = arguments.number(kMaxMessages)) {
        plan.limits.maxMessages = static_cast<std::uint64_t>(*most);
    }
    if (plan.limits.untilCaughtUp && !haveEnds(plan.flows)) {
        return ExitCode::Usage;
    }
    return RunSession(std::move(plan), registry()).run();
}

} // namespace weirctl
