// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"
#include "tests/support/all_types.h"
#include "ui/session/session.h"

#include <QTemporaryDir>

/// What every page lives on: a document over an engine with all types, in a folder of its own.
struct SessionWorld
{
    explicit SessionWorld(core::KeyStore *ring = nullptr) : secrets(ring)
    {
        session.setKeepFolder(folder.path());
    }

    void openDemo()
    {
        session.adopt(core::demoWorkspace(support::allTypes(),
                                          folder.filePath(QStringLiteral("demo.weir.yaml"))));
    }
    /// By id or name; empty where it was never started.
    std::optional<core::FlowSnapshot> flow(const QString &idOrName) const
    {
        for (core::FlowSnapshot &one : engine.snapshot()) {
            if (one.id == idOrName || one.name == idOrName) {
                return std::move(one);
            }
        }
        return std::nullopt;
    }
    /// Draft where it was never started.
    core::FlowState state(const QString &idOrName) const
    {
        const auto found = flow(idOrName);
        return found ? found->status.state : core::FlowState::Draft;
    }

    QTemporaryDir folder;
    core::SystemClock clock;
    core::Engine engine{support::allTypes(), clock};
    core::SecretResolver secrets;
    ui::Session session{support::allTypes(), engine, secrets};
};
