// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_definition.h"
#include "core/support/result.h"

namespace core {

/// The right to run a flow of a workspace file, which one program of the person has at a time: two
/// would take turns at the source. A lock in the state folder, which ends with its process however
/// that ends. One thread.
class FlowClaim final
{
public:
    FlowClaim() = default;
    ~FlowClaim();
    FlowClaim(const FlowClaim &) = delete;
    FlowClaim &operator=(const FlowClaim &) = delete;

    /// "flow.runs_elsewhere", naming program and process. Nothing is claimed without a file, nor
    /// where the state folder cannot be written: a flow that runs is worth more than its claim.
    Result<void> take(const FlowDefinition &flow);
    void release();

private:
    QByteArray m_path;
    int m_fd = -1;
};

} // namespace core
