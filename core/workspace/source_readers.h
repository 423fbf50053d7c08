// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/workspace/workspace.h"

namespace core {

/// A flow that reads a source, or an endpoint.
struct SourceReader
{
    QString flow = {};
    QString flowId = {};
    QString keeper = {}; ///< the endpoint whose kept positions go before the group's; empty = none
};

std::vector<SourceReader> readersOf(const Workspace &workspace, const Registry &registry,
                                    const FlowOrigin &origin);

} // namespace core
