// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"

#include "core/support/text.h"

#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace core {
namespace {

template <typename Item>
const Item *named(const std::vector<Item> &items, const QString &name)
{
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&name](const Item &item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

Error missing(const char *id, const char *message, const QString &name)
{
    return Error{
        .code = ErrorCode::Config, .id = id, .message = text(message).arg(visibleText(name, 64))};
}

Result<FlowEnd> flowEnd(const WorkspaceEntry *entry, const FlowReference &reference)
{
    if (!entry) {
        return missing("flow.reference.unknown", WEIR_TEXT("There is no source or endpoint \"%1\""),
                       reference.entry);
    }
    if (entry->config.isEmpty()) {
        return missing("entry.type.unknown", WEIR_TEXT("The type \"%1\" is not known"),
                       entry->type);
    }
    return FlowEnd{.entry = entry->name,
                   .type = entry->type,
                   .config = entry->config,
                   .target = reference.target};
}

constexpr const char *kDemo = R"(weir: 1
name: demo
sources:
  sensors:
    type: stream_generator
    description: Three devices that report a number every 50 ms.
    template: iot
    interval: 50ms
endpoints:
  local:
    type: store
    description: An SQLite file beside the workspace.
    path: demo.db
flows:
  sample-sensors:
    from: {source: sensors}
    to:
      - {endpoint: local, table: sensors}
)";

} // namespace

const WorkspaceConnection *Workspace::connection(const QString &wanted) const
{
    return named(connections, wanted);
}

const WorkspaceEntry *Workspace::source(const QString &wanted) const
{
    return named(sources, wanted);
}

const WorkspaceEntry *Workspace::endpoint(const QString &wanted) const
{
    return named(endpoints, wanted);
}

const WorkspaceFlow *Workspace::flow(const QString &wanted) const
{
    return named(flows, wanted);
}

const WorkspaceEntry *Workspace::originOf(const WorkspaceFlow &flow) const
{
    return flow.from.isEndpoint ? endpoint(flow.from.entry) : source(flow.from.entry);
}

QStringList Workspace::targetsAt(const QString &wanted) const
{
    QStringList targets;
    for (const WorkspaceFlow &flow : flows) {
        for (const FlowReference &to : flow.to) {
            const QString &target = to.target.isEmpty() ? flow.name : to.target;
            if (to.entry == wanted && !targets.contains(target)) {
                targets.append(target);
            }
        }
    }
    return targets;
}

Result<FlowDefinition> flowDefinition(const Workspace &workspace, const QString &flowName)
{
    const WorkspaceFlow *flow = workspace.flow(flowName);
    if (!flow) {
        return missing("flow.unknown", WEIR_TEXT("There is no flow \"%1\""), flowName);
    }
    FlowDefinition definition{.id = flow->id,
                              .name = flow->name,
                              .onError = flow->onError,
                              .delivery = flow->delivery,
                              .workspaceFile = workspace.file};
    Result<FlowEnd> from = flowEnd(workspace.originOf(*flow), {.entry = flow->from.entry});
    if (!from) {
        return std::move(from).error();
    }
    if (flow->from.isEndpoint) {
        from->endpoint = std::exchange(from->config, flow->from.reading);
    }
    definition.from = *std::move(from);
    for (const FlowReference &reference : flow->to) {
        Result<FlowEnd> to = flowEnd(workspace.endpoint(reference.entry), reference);
        if (!to) {
            return std::move(to).error();
        }
        if (to->target.isEmpty()) {
            to->target = flow->name;
        }
        definition.to.push_back(*std::move(to));
    }
    return definition;
}

Workspace demoWorkspace(const Registry &registry, const QString &file)
{
    return parseWorkspace(kDemo, file, registry).workspace;
}

QString stableFlowId(const QString &workspaceName, const QString &flowName)
{
    // Any fixed namespace would do; it only keeps our names apart from those of others.
    static const QUuid kNamespace(u"{8f2d3b0e-5c0a-4b8e-9a57-5d0c4f3e7a11}"_s);
    return QUuid::createUuidV5(kNamespace, QString(workspaceName + u'/' + flowName))
        .toString(QUuid::WithoutBraces);
}

} // namespace core
