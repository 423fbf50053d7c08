// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/flow_work.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// A flow's own settings, without what only people read.
core::WorkspaceFlow settingsOf(core::WorkspaceFlow flow)
{
    flow.description.clear();
    flow.enabled = true;
    return flow;
}

bool isSameEnd(const core::WorkspaceEntry *old, const core::WorkspaceEntry *now)
{
    return old && now && old->type == now->type && old->config == now->config;
}

bool runsTheSame(const core::WorkspaceFlow &old, const core::WorkspaceFlow &now,
                 const core::Workspace &before, const core::Workspace &after)
{
    return settingsOf(old) == settingsOf(now)
        && isSameEnd(before.originOf(now), after.originOf(now))
        && std::ranges::all_of(now.to, [&](const core::FlowReference &end) {
               return isSameEnd(before.endpoint(end.entry), after.endpoint(end.entry));
           });
}

} // namespace

bool isAtWork(core::FlowState state)
{
    switch (state) {
    case core::FlowState::Draft:
    case core::FlowState::Stopped:
    case core::FlowState::Failed:
    case core::FlowState::Completed: return false;
    default: return true;
    }
}

QStringList changedFlows(const core::Workspace &before, const core::Workspace &after)
{
    QStringList changed;
    for (const core::WorkspaceFlow &now : after.flows) {
        const auto old = std::ranges::find(before.flows, now.id, &core::WorkspaceFlow::id);
        if (old != before.flows.end() && !runsTheSame(*old, now, before, after)) {
            changed.append(now.id);
        }
    }
    return changed;
}

bool hasErrors(const core::WorkspaceFlow &flow, const core::Findings &findings)
{
    QStringList paths{u"flows."_s + flow.name,
                      (flow.from.isEndpoint ? u"endpoints."_s : u"sources."_s) + flow.from.entry};
    for (const core::FlowReference &end : flow.to) {
        paths.append(u"endpoints."_s + end.entry);
    }
    return std::ranges::any_of(findings, [&paths](const core::Finding &finding) {
        return finding.severity == core::Severity::Error
            && std::ranges::any_of(paths, [&finding](const QString &path) {
                   return finding.path == path || finding.path.startsWith(QString(path + u'.'));
               });
    });
}

} // namespace ui
