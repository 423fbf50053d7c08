// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/source_choice.h"

#include "app/weirctl/flow_setup.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/workspace_input.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace weirctl {

namespace {

ExitCode misused(const QString &sentence)
{
    writeNotice(u"weirctl: "_s + sentence);
    return ExitCode::Usage;
}

/// Where a flow begins, be it a source or an endpoint that is read.
std::variant<ChosenSource, ExitCode> beginningOf(const core::Workspace &workspace,
                                                 const QString &flowName)
{
    const core::WorkspaceFlow *flow = workspace.flow(flowName);
    if (!flow) {
        return misused(
            core::text(WEIR_TEXT("there is no flow %1")).arg(core::visibleText(flowName, 200)));
    }
    const auto definition = core::flowDefinition(workspace, flowName);
    if (!definition) {
        writeError(definition.error());
        return ExitCode::Findings;
    }
    return ChosenSource{.end = definition->from,
                        .readers = core::readersOf(workspace, registry(), flow->from)};
}

std::variant<ChosenSource, ExitCode> sourceNamed(const core::Workspace &workspace,
                                                 const QString &name)
{
    const core::WorkspaceEntry *entry = workspace.source(name);
    if (!entry) {
        return misused(
            core::text(WEIR_TEXT("there is no source %1")).arg(core::visibleText(name, 200)));
    }
    return ChosenSource{.end = flowEnd(*entry),
                        .readers = core::readersOf(workspace, registry(), {.entry = name})};
}

} // namespace

std::variant<ChosenSource, ExitCode> chosenSource(const Arguments &arguments)
{
    const QString source = arguments.text(kSource);
    const QString flow = arguments.text(kOneFlow);
    if (source.isEmpty() && flow.isEmpty()) {
        return misused(core::text(WEIR_TEXT("name a --source, or a --flow")));
    }
    const auto read = usableWorkspace(
        arguments.operand(0), {source.isEmpty() ? u"flows."_s + flow : u"sources."_s + source});
    if (const auto *code = std::get_if<ExitCode>(&read)) {
        return *code;
    }
    const auto &workspace = std::get<core::Workspace>(read);
    auto chosen = source.isEmpty() ? beginningOf(workspace, flow) : sourceNamed(workspace, source);
    if (auto *found = std::get_if<ChosenSource>(&chosen)) {
        found->baseFolder = QFileInfo(workspace.file).absolutePath();
        SecretFiller secrets(workspace);
        secrets.fillSource(found->end, flow);
        if (!secrets.isComplete()) {
            return ExitCode::Findings;
        }
    }
    return chosen;
}

} // namespace weirctl
