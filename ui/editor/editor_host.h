// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"
#include "core/workspace/workspace.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace ui {

class LiveProbe;

/// What the pages that list, create and change sources, endpoints and flows ask of the window's
/// session. Outlives them. GUI thread.
class EditorHost
{
public:
    virtual ~EditorHost() = default;

    virtual const core::Registry &registry() const = 0;
    virtual const core::Workspace &workspace() const = 0;
    /// Of the workspace as it is.
    virtual const core::Findings &findings() const = 0;
    virtual LiveProbe &probe() = 0;
    /// Whether typed secrets can be kept for good; else they are kept until quit.
    virtual bool hasKeyRing() const = 0;

    /// The workspace is `changed` from now on: one undo step called `what`. The pages are told by
    /// their workspaceChanged().
    virtual void changeWorkspace(core::Workspace changed, const QString &what) = 0;
    /// Typed secrets of an entry that was saved, by key-ring path.
    virtual void keepSecrets(const QHash<QString, QByteArray> &values) = 0;
    virtual void startFlow(const QString &name) = 0;
};

} // namespace ui
