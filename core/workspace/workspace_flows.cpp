// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/text.h"
#include "core/workspace/flow_config.h"
#include "core/workspace/workspace_loading.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace core::loading {
namespace {

/// Takes what a flow says of the endpoint it reads out of `from`: which keys those are depends on
/// the endpoint's type.
Node takeReading(Node &flow)
{
    Node reading = Node::map();
    Node *from = flow.find(u"from"_s);
    if (!from || !from->isMap() || !from->find(u"endpoint"_s)) {
        return reading;
    }
    reading.line = from->line;
    reading.column = from->column;
    for (const Node::Key &key : std::vector<Node::Key>(from->keys)) {
        if (!findField(FlowFromConfig::schema(), key.name)) {
            reading.insert(key.name, *from->find(key.name));
            reading.keys.back() = key;
            from->remove(key.name);
        }
    }
    return reading;
}

ConfigBox readReading(const QString &endpoint, const Node &reading, const QStringList &path,
                      Loading &load)
{
    const WorkspaceEntry *entry = load.result.workspace.endpoint(endpoint);
    const EndpointType *type = entry ? load.registry.endpoint(entry->type) : nullptr;
    if (type && type->reading) {
        return readChecked(type->reading->schema(), reading, Role::Source, path.join(u'.'), load);
    }
    if (type) {
        load.report.error("flow.from.not_readable", QStringList(path) << u"endpoint"_s,
                          text(WEIR_TEXT("Endpoints of the type %1 cannot be read"))
                              .arg(QLatin1String(type->type)),
                          text(WEIR_TEXT("Name a source instead")));
    }
    return {};
}

WorkspaceFlow readFlow(const Node::Key &key, Node node, Loading &load)
{
    const QString &name = key.name;
    const QStringList path{u"flows"_s, name};
    if (!node.isMap()) {
        load.report.error("field.type", path, text(WEIR_TEXT("This needs from and to")));
        return WorkspaceFlow{.name = name};
    }
    node.line = key.line;
    node.column = key.column;
    const Node reading = takeReading(node);
    const ConfigBox box =
        readChecked(FlowConfig::schema(), node, Role::Both, path.join(u'.'), load);
    WorkspaceFlow flow = toWorkspaceFlow(name, box.as<FlowConfig>());
    if (flow.from.isEndpoint) {
        flow.from.reading =
            readReading(flow.from.entry, reading, QStringList(path) << u"from"_s, load);
    }
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
