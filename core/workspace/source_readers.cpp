// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/source_readers.h"

namespace core {

std::vector<SourceReader> readersOf(const Workspace &workspace, const Registry &registry,
                                    const FlowOrigin &origin)
{
    std::vector<SourceReader> readers;
    for (const WorkspaceFlow &flow : workspace.flows) {
        if (flow.from.entry != origin.entry || flow.from.isEndpoint != origin.isEndpoint) {
            continue;
        }
        SourceReader reader{.flow = flow.name, .flowId = flow.id};
        const WorkspaceEntry *only =
            flow.to.size() == 1 ? workspace.endpoint(flow.to.front().entry) : nullptr;
        const EndpointType *type = only ? registry.endpoint(only->type) : nullptr;
        if (type && type->keepsPositions) {
            reader.keeper = only->name;
        }
        readers.push_back(std::move(reader));
    }
    return readers;
}

} // namespace core
