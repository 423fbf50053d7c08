// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/dead_letter_plan.h"

#include "core/support/text.h"

#include <algorithm>

namespace core {
namespace {

std::optional<FlowDefinition> flowOf(const Workspace &workspace, const DeadLetterGroup &group)
{
    const auto flow = std::ranges::find(workspace.flows, group.flowId, &WorkspaceFlow::id);
    if (flow == workspace.flows.end()) {
        return std::nullopt;
    }
    auto definition = flowDefinition(workspace, flow->name);
    const bool isThere =
        definition && std::ranges::count(definition->to, group.endpoint, &FlowEnd::entry) > 0;
    return isThere ? std::optional(*std::move(definition)) : std::nullopt;
}

} // namespace

Result<DeadLetterRun> planDeadLetterRun(const Workspace &workspace, DeadLetterGroup group)
{
    std::optional<FlowDefinition> flow = flowOf(workspace, group);
    if (!flow) {
        return Error{.code = ErrorCode::Config,
                     .id = "dead_letter.flow_gone",
                     .message =
                         text(WEIR_TEXT("flow %1 with endpoint %2, which these dead letters "
                                        "are meant for, is not in the workspace any more"))
                             .arg(visibleText(group.flow, 64), visibleText(group.endpoint, 64)),
                     .fix = text(WEIR_TEXT("Save the letters, or make such a flow again"))};
    }
    flow->onError = OnError::DeadLetter; // what is refused again is never dropped
    return DeadLetterRun{.flow = *std::move(flow),
                         .endpoint = std::move(group.endpoint),
                         .ids = std::move(group.ids)};
}

} // namespace core
