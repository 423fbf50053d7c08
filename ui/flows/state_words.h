// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/flow/flow_status.h"
#include "core/workspace/workspace.h"
#include "ui/common/state_mark.h"
#include "ui/session/flow_work.h"

namespace ui {

/// How a state is written and marked everywhere.
QString stateWord(core::FlowState state);
Mark stateMark(core::FlowState state);
/// How long ago, as short as a cell: "12 s", "3 min", "5 h".
QString ageText(qint64 ms);

/// What a flow promises: as little as the weakest of its ends.
core::Guarantee guaranteeOf(const core::WorkspaceFlow &flow, const core::Workspace &workspace,
                            const core::Registry &registry);
/// The ends of the flow that promise just this, by name.
QStringList endsWith(core::Guarantee guarantee, const core::WorkspaceFlow &flow,
                     const core::Workspace &workspace, const core::Registry &registry);
QString guaranteeWord(core::Guarantee guarantee);

} // namespace ui
