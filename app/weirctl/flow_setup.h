// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/key_ring/key_ring.h"
#include "app/weirctl/exit_code.h"
#include "core/workspace/secrets.h"
#include "core/workspace/workspace.h"

#include <variant>

namespace weirctl {

/// Fills secrets without asking anybody. What cannot be filled is said on standard error.
class SecretFiller final
{
public:
    explicit SecretFiller(const core::Workspace &workspace) : m_workspace(workspace) { }

    void fill(core::FlowDefinition &flow);
    void fill(core::FlowEnd &end, const QString &path);
    void fillSource(core::FlowEnd &from, const QString &flow);
    /// Says what is missing; false when anything is.
    bool isComplete() const;

private:
    void note(const core::Findings &findings);

    const core::Workspace &m_workspace;
    app::KeyRing m_keyRing = {};
    core::SecretResolver m_resolver{&m_keyRing};
    core::Findings m_findings = {};
};

/// The enabled flows, or the named ones, ready to start.
std::variant<std::vector<core::FlowDefinition>, ExitCode> readyFlows(
    const core::Workspace &workspace, const QStringList &names);

} // namespace weirctl
