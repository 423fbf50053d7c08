// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/flow_setup.h"

#include "app/weirctl/output.h"
#include "core/support/text.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weirctl {

using core::text;

void SecretFiller::note(const core::Findings &findings)
{
    for (const core::Finding &finding : findings) {
        const auto isSame = [&](const core::Finding &other) { return other.path == finding.path; };
        if (std::none_of(m_findings.begin(), m_findings.end(), isSame)) {
            m_findings.push_back(finding); // several flows may use one entry
        }
    }
}

void SecretFiller::fill(core::FlowDefinition &flow)
{
    note(m_resolver.resolve(flow, m_workspace.name));
}

void SecretFiller::fill(core::FlowEnd &end, const QString &path)
{
    note(m_resolver.resolve(end.config, path, m_workspace.name,
                            QFileInfo(m_workspace.file).absolutePath()));
}

void SecretFiller::fillSource(core::FlowEnd &from, const QString &flow)
{
    note(m_resolver.resolveSource(from, flow, m_workspace.name,
                                  QFileInfo(m_workspace.file).absolutePath()));
}

bool SecretFiller::isComplete() const
{
    if (!m_findings.empty()) {
        writeNotice(formatFindings(m_findings, m_workspace.file).trimmed());
    }
    return m_findings.empty();
}

namespace {

QStringList enabledFlows(const core::Workspace &workspace)
{
    QStringList names;
    for (const core::WorkspaceFlow &flow : workspace.flows) {
        if (flow.enabled) {
            names.append(flow.name);
        }
    }
    return names;
}

} // namespace

std::variant<std::vector<core::FlowDefinition>, ExitCode> readyFlows(
    const core::Workspace &workspace, const QStringList &names)
{
    QStringList wanted = names.isEmpty() ? enabledFlows(workspace) : names;
    wanted.removeDuplicates();
    if (wanted.isEmpty()) {
        writeNotice(text(WEIR_TEXT("weirctl: no flow of this workspace is enabled")));
        return ExitCode::Usage;
    }
    std::vector<core::FlowDefinition> flows;
    SecretFiller secrets(workspace);
    for (const QString &name : wanted) {
        if (!workspace.flow(name)) {
            writeNotice(
                text(WEIR_TEXT("weirctl: there is no flow %1")).arg(core::visibleText(name, 200)));
            return ExitCode::Usage;
        }
        auto flow = core::flowDefinition(workspace, name);
        if (!flow) {
            writeError(flow.error());
            return ExitCode::Findings;
        }
        secrets.fill(*flow);
        flows.push_back(*std::move(flow));
    }
    if (!secrets.isComplete()) {
        return ExitCode::Findings;
    }
    return flows;
}

} // namespace weirctl
