// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/run_session.h"
#include "app/weirctl/workspace_input.h"
#include "core/connectors/reader_group.h"

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
        const core::FlowEnd from = registry().asSource(flow.from);
        const core::SourceType *type = registry().source(from.type);
        if (type && !type->hasEnd(from.config)) {
            writeNotice(text(WEIR_TEXT("weirctl: the source of flow %1 has no end to catch up "
                                       "with"))
                            .arg(core::visibleText(flow.name, 64)));
            return false;
        }
    }
    return true;
}

/// A decision about one place of one flow; false where the words do not say which.
bool takeSkip(const Arguments &arguments, core::RunLimits &limits)
{
    if (!arguments.has(kSkipPast)) {
        return true;
    }
    const auto place = core::placeOf(arguments.text(kSkipPast));
    if (!place || place->lane.isEmpty()) {
        writeNotice(text(WEIR_TEXT("weirctl: --skip-past wants LANE=N, such as orders/3=1500")));
        return false;
    }
    if (arguments.texts(kFlow).size() != 1) {
        writeNotice(text(WEIR_TEXT("weirctl: --skip-past wants one --flow that it is meant for")));
        return false;
    }
    limits.skipPast = core::LanePlace{.lane = place->lane, .position = place->position};
    return true;
}

bool takeMemoryLimit(const Arguments &arguments, core::RunLimits &limits)
{
    if (!arguments.has(kMemoryLimit)) {
        return true;
    }
    const auto size = core::parseByteSize(arguments.text(kMemoryLimit));
    if (!size || size->value <= 0) {
        writeNotice(text(WEIR_TEXT("weirctl: --memory-limit wants a size, such as 2GiB")));
        return false;
    }
    limits.memoryBytes = size->value;
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
    if (!takeSkip(arguments, plan.limits) || !takeMemoryLimit(arguments, plan.limits)) {
        return ExitCode::Usage;
    }
    if (plan.limits.untilCaughtUp && !haveEnds(plan.flows)) {
        return ExitCode::Usage;
    }
    return RunSession(std::move(plan), registry()).run();
}

} // namespace weirctl
