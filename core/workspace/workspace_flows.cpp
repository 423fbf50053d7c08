// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/workspace_loading.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

/// Reading from an endpoint would need the connectors' other half; it is refused by name.
bool refuseEndpointAsSource(Node &flow, const QStringList &path, Loading &load)
{
    const Node *from = flow.find(u"from"_s);
    const bool refused = from && from->find(u"endpoint"_s);
    if (refused) {
        load.report.error("flow.from.endpoint", QStringList(path) << u"from"_s << u"endpoint"_s,
                          text(WEIR_TEXT("A flow of this version cannot read from an endpoint")),
                          text(WEIR_TEXT("Add a source with the same server and name that")));
        flow.remove(u"from"_s);
    }
    return refused;
}

WorkspaceFlow readFlow(const Node::Key &key, Node node, Loading &load)
{
    const QString &name = key.name;
    const QStringList path{u"flows"_s, name};
    const bool refused = refuseEndpointAsSource(node, path, load);
    if (!node.isMap()) {
        load.report.error("field.type", path, text(WEIR_TEXT("This needs from and to")));
        return WorkspaceFlow{.name = name};
    }
    node.line = key.line;
    node.column = key.column;
    const ConfigBox box =
        readChecked(FlowConfig::schema(), node, Role::Both, path.join(u'.'), load);
    std::erase_if(load.result.findings, [&](const Finding &finding) {
        return refused && finding.path == QString(path.join(u'.') + u".from.source"_s);
    });
    WorkspaceFlow flow = toWorkspaceFlow(name, box.as<FlowConfig>());
    const QUuid id = QUuid::fromString(flow.id);
    flow.id = id.isNull() ? QString() : id.toString(QUuid::WithoutBraces);
    return flow;
}

} // namespace

std::vector<WorkspaceFlow> readFlows(Loading &load)
{
    const Node *map = sectionMap(u"flows"_s, load);
    std::vector<WorkspaceFlow> flows;
    for (std::size_t i = 0; map && i < map->items.size(); ++i) {
        checkName(u"flows"_s, map->keys[i].name, load);
        WorkspaceFlow flow = readFlow(map->keys[i], map->items[i], load);
        if (flow.id.isEmpty()) {
            flow.id = stableFlowId(load.result.workspace.name, flow.name);
        }
        flows.push_back(std::move(flow));
    }
    return flows;
}

} // namespace core::loading
