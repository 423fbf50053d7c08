// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_status.h"
#include "core/workspace/workspace.h"

namespace ui {

/// Whether a flow in this state has anything to stop.
bool isAtWork(core::FlowState state);

/// Ids of the flows that are in both documents and would run differently: another flow, or another
/// source or endpoint of it. Descriptions and "enabled" change nothing that runs.
QStringList changedFlows(const core::Workspace &before, const core::Workspace &after);

/// Whether the flow, or an entry that it uses, has errors, so that it could not start.
bool hasErrors(const core::WorkspaceFlow &flow, const core::Findings &findings);

} // namespace ui
