// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/flow/flow_definition.h"
#include "core/schema/finding.h"
#include "core/schema/node.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace core {

/// Host, TLS and sign-in settings that several sources, or several endpoints, of one type share.
struct WorkspaceConnection
{
    QString name = {};
    QString type = {};
    Role role = Role::Source; ///< or Destination: whose keys stand in it
    QString description = {};
    Node settings = {}; ///< a map; only what the connection gives

    bool operator==(const WorkspaceConnection &) const = default;
};

/// A named source or endpoint of the file. `config` is empty when the type is unknown.
struct WorkspaceEntry
{
    QString name = {};
    QString type = {};
    QString description = {};
    QString connection = {}; ///< whose settings hold where it has none of its own; mostly empty
    ConfigBox config = {};
    Node unread = {}; ///< of an unknown type: the settings as they stood, so that a save keeps them

    bool operator==(const WorkspaceEntry &) const = default;
};

/// Where a flow writes: `{endpoint: hub, topic: t}` or `{…, table: t}`.
struct FlowReference
{
    QString entry = {};
    QString target = {}; ///< topic or table; empty = the flow's name
    bool isTable = false; ///< how the file calls the target; set it where the endpoint needs rows

    bool operator==(const FlowReference &) const = default;
};

/// Where a flow begins: `{source: orders}`, or `{endpoint: hub, topics: [a], data_type: json}`.
struct FlowOrigin
{
    QString entry = {};
    bool isEndpoint = false;
    ConfigBox reading = {}; ///< of an endpoint: what the flow says of it; empty = type not known

    bool operator==(const FlowOrigin &) const = default;
};

struct WorkspaceFlow
{
    QString name = {};
    QString id = {}; ///< never empty once loaded
    QString description = {};
    FlowOrigin from = {};
    std::vector<FlowReference> to = {};
    OnError onError = OnError::DeadLetter;
    Delivery delivery = {};
    bool enabled = true;

    bool operator==(const WorkspaceFlow &) const = default;
};

/// The document behind one *.weir.yaml: order of names kept. A value; one thread.
struct Workspace
{
    QString name = {};
    QString file = {}; ///< absolute; empty until first saved
    std::vector<WorkspaceConnection> connections = {};
    std::vector<WorkspaceEntry> sources = {};
    std::vector<WorkspaceEntry> endpoints = {};
    std::vector<WorkspaceFlow> flows = {};

    const WorkspaceConnection *connection(const QString &name) const;
    const WorkspaceEntry *source(const QString &name) const;
    const WorkspaceEntry *endpoint(const QString &name) const;
    const WorkspaceFlow *flow(const QString &name) const;
    /// The source, or the endpoint, that a flow reads; nullptr when there is none of that name.
    const WorkspaceEntry *originOf(const WorkspaceFlow &flow) const;
    /// Where flows write at the endpoint, each once: what a test looks at.
    QStringList targetsAt(const QString &endpoint) const;
    bool operator==(const Workspace &) const = default;
};

struct LoadedWorkspace
{
    Workspace workspace;
    Findings findings; ///< with line and column; entries with errors are kept as far as they go
    bool hadComments = false; ///< a save in canonical form would drop them
};

/// Reads and checks a document; never throws, never stops at the first finding.
LoadedWorkspace parseWorkspace(const QByteArray &yaml, const QString &file,
                               const Registry &registry);
/// The same from disk; an Error only when the file cannot be read or is larger than 1 MiB.
Result<LoadedWorkspace> loadWorkspace(const QString &file, const Registry &registry);

/// Everything the file as a whole must fulfil: references, equal groups and client ids, shared
/// files.
Findings validateWorkspace(const Workspace &workspace, const Registry &registry);

/// Canonical text: what save writes.
QByteArray writeWorkspace(const Workspace &workspace);
/// Atomic, mode 0600, folder synced; the five last versions stay as <file>.bak.1 … .5, the last one
/// that held comments also as <file>.bak.comments. Writes nothing when nothing changed. Ids:
/// "workspace.save".
Result<void> saveWorkspace(const Workspace &workspace);

/// One flow with all it refers to, secrets not yet resolved; an Error names what is missing.
Result<FlowDefinition> flowDefinition(const Workspace &workspace, const QString &flowName);

/// The built-in sample: generator `iot` every 50 ms into a store, flow `sample-sensors`.
Workspace demoWorkspace(const Registry &registry, const QString &file);

/// JSON Schema (2020-12) of the whole file.
QJsonObject workspaceJsonSchema(const Registry &registry);

/// UUIDv5 of workspace and flow name, for flows whose file gives no id.
QString stableFlowId(const QString &workspaceName, const QString &flowName);

} // namespace core
