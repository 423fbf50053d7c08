// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/dead_letter_input.h"
#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/run_session.h"
#include "app/weirctl/workspace_input.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

/// The letters of one flow that are meant for one endpoint.
struct Group
{
    QString flow = {};
    QString flowId = {};
    QString endpoint = {};
    std::vector<std::int64_t> ids = {};
};

std::optional<std::vector<Group>> groupsOf(const DeadLetters &store, const Arguments &arguments)
{
    std::vector<Group> groups;
    const bool isRead = forEachLetter(store, arguments, [&](const core::DeadLetter &letter) {
        const auto isSame = [&](const Group &group) {
            return group.flowId == letter.flowId && group.endpoint == letter.endpoint;
        };
        auto group = std::find_if(groups.begin(), groups.end(), isSame);
        if (group == groups.end()) {
            groups.push_back({letter.flow, letter.flowId, letter.endpoint});
            group = std::prev(groups.end());
        }
        group->ids.push_back(letter.id);
        return true;
    });
    return isRead ? std::optional(groups) : std::nullopt;
}

std::optional<core::FlowDefinition> flowOf(const core::Workspace &workspace, const Group &group)
{
    const auto flow = std::find_if(workspace.flows.begin(), workspace.flows.end(),
                                   [&](const auto &each) { return each.id == group.flowId; });
    if (flow == workspace.flows.end()) {
        return std::nullopt;
    }
    auto definition = core::flowDefinition(workspace, flow->name);
    if (!definition) {
        return std::nullopt;
    }
    definition->onError = core::OnError::DeadLetter; // what is refused again is never dropped
    const bool isThere =
        std::any_of(definition->to.begin(), definition->to.end(),
                    [&](const core::FlowEnd &end) { return end.entry == group.endpoint; });
    return isThere ? std::optional(*std::move(definition)) : std::nullopt;
}

std::variant<std::vector<DeadLetterRun>, ExitCode> plannedRuns(const core::Workspace &workspace,
                                                               std::vector<Group> groups)
{
    std::vector<DeadLetterRun> runs;
    SecretFiller secrets(workspace);
    for (Group &group : groups) {
        auto flow = flowOf(workspace, group);
        if (!flow) {
            writeNotice(
                text(WEIR_TEXT("weirctl: flow %1 with endpoint %2, which these dead "
                               "letters are meant for, is not in the workspace any more"))
                    .arg(core::visibleText(group.flow, 64), core::visibleText(group.endpoint, 64)));
            return ExitCode::Findings;
        }
        secrets.fill(*flow);
        runs.push_back({*std::move(flow), group.endpoint, std::move(group.ids)});
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
    auto groups = groupsOf(std::get<DeadLetters>(opened), arguments);
    if (!groups || groups->empty()) {
        return groups ? ExitCode::Done : ExitCode::Usage;
    }
    auto runs = plannedRuns(std::get<core::Workspace>(read), *std::move(groups));
    if (const auto *code = std::get_if<ExitCode>(&runs)) {
        return *code;
    }
    RunPlan plan{.deadLetters = std::get<std::vector<DeadLetterRun>>(std::move(runs)),
                 .forSpan = arguments.duration(kFor),
                 .interval = *arguments.duration(kInterval),
                 .wantsJson = arguments.has(kStats)};
    const ExitCode code = RunSession(std::move(plan), registry()).run();
    const auto left = groupsOf(std::get<DeadLetters>(opened), arguments);
    return code == ExitCode::Done && (!left || !left->empty()) ? ExitCode::Findings : code;
}

} // namespace weirctl
