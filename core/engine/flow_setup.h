// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/engine/engine.h"
#include "core/engine/flow_record.h"
#include "core/engine/problem_list.h"

namespace core {

/// Everything a run needs; what is referred to outlives it.
struct FlowSetup
{
    FlowDefinition flow;
    RunLimits limits;
    std::function<std::unique_ptr<Source>()> makeSource;
    std::function<std::unique_ptr<RowDecoder>()> makeDecoder;
    std::vector<std::function<std::unique_ptr<Endpoint>()>> makeEndpoints; ///< one for each `to`
    std::shared_ptr<FlowRecord> record;
    Clock &clock;
    SharedResources &shared;
    ProblemList &problems;
    bool sendsDeadLetters = false; ///< what is refused again keeps where it came from
};

} // namespace core
