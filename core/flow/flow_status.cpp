// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_status.h"

namespace core {

const char *stateKey(FlowState state)
{
    switch (state) {
    case FlowState::Draft: return "draft";
    case FlowState::Stopped: return "stopped";
    case FlowState::Starting: return "starting";
    case FlowState::Running: return "running";
    case FlowState::Idle: return "idle";
    case FlowState::Degraded: return "degraded";
    case FlowState::Failed: return "failed";
    case FlowState::Stopping: return "stopping";
    case FlowState::Completed: return "completed";
    }
    return "stopped";
}

} // namespace core
