// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/lane.h"

#include <QString>

#include <optional>

namespace core {

enum class FlowState
{
    Draft,
    Stopped,
    Starting,
    Running,
    Idle, ///< no data for 30 s, peer answers
    Degraded, ///< retrying, lagging, window more than 85 % full
    Failed,
    Stopping,
    Completed
};

/// "running", "degraded" …: the word of the JSON output.
const char *stateKey(FlowState state);

/// The state with its sentence and the setting that helps. A value.
struct FlowStatus
{
    FlowState state = FlowState::Stopped;
    QString code = {}; ///< id of the Error behind it, if any
    QString message = {}; ///< one sentence; empty while all is well
    QString field = {}; ///< "sources.orders.password"
    QString fix = {};
    /// Failed: cannot read on here, and may go past if somebody says so.
    std::optional<LanePlace> stuckAt = {};
    bool willRetry = false; ///< Failed, but tried again slowly because it had worked before
};

} // namespace core
