// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/document_report.h"
#include "core/workspace/workspace.h"

/// Steps of parseWorkspace(), one file for each part of the document.
namespace core::loading {

/// One load: the tree, what came of it, what was found.
struct Loading
{
    const Registry &registry;
    const Node &root;
    QString baseFolder;
    LoadedWorkspace &result;
    DocumentReport report;
};

/// Reports a name that does not keep to the rule of names.
void checkName(const QString &section, const QString &name, Loading &load);

/// The map under a top-level key, or nullptr; anything else is a finding.
const Node *sectionMap(const QString &key, Loading &load);

/// The struct of `schema` from `settings`; all findings of reading and checking are kept.
ConfigBox readChecked(const Schema &schema, const Node &settings, Role role, const QString &path,
                      Loading &load);

/// Checks it in another role, too; what was found already is not said again.
void checkMore(const ConfigBox &config, Role role, const QString &path, const Node &settings,
               Loading &load);

std::vector<WorkspaceConnection> readConnections(Loading &load);
/// After the connections, whose settings become theirs.
std::vector<WorkspaceEntry> readSources(Loading &load);
std::vector<WorkspaceEntry> readEndpoints(Loading &load);
/// After the workspace's name is known: missing ids follow from it.
std::vector<WorkspaceFlow> readFlows(Loading &load);

} // namespace core::loading
