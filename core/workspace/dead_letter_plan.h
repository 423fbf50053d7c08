// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"
#include "core/workspace/workspace.h"

namespace core {

/// Dead letters to send again: the flow as it is today, and the endpoint they are meant for.
struct DeadLetterRun
{
    FlowDefinition flow = {}; ///< secrets not yet resolved
    QString endpoint = {};
    std::vector<std::int64_t> ids = {};
};

/// What Engine::retryDeadLetters() takes for these letters; whatever the flow does with refused
/// messages, these are kept. Id "dead_letter.flow_gone".
Result<DeadLetterRun> planDeadLetterRun(const Workspace &workspace, DeadLetterGroup group);

} // namespace core
