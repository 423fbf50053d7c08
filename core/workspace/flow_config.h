// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/flow_definition.h"
#include "core/workspace/workspace.h"

namespace core {

/// Key `from` of a flow as the file spells it.
struct FlowFromConfig
{
    QString source = {};
    QString endpoint = {}; ///< in place of a source; what is read of it stands beside

    static const Schema &schema();
};

/// One item of `to`; at most one of topic and table.
struct FlowToConfig
{
    QString endpoint = {};
    QString topic = {};
    QString table = {};

    static const Schema &schema();
};

/// A flow as the file spells it: one table for reader, writer, checks and JSON Schema, as for
/// connectors.
struct FlowConfig
{
    QString id = {};
    QString description = {};
    FlowFromConfig from = {};
    std::vector<FlowToConfig> to = {};
    OnError onError = OnError::DeadLetter;
    Delivery delivery = {};
    bool enabled = true;

    static const Schema &schema();
};

FlowConfig toFlowConfig(const WorkspaceFlow &flow);
WorkspaceFlow toWorkspaceFlow(const QString &name, const FlowConfig &config);

} // namespace core
