// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/session_world.h"
#include "ui/main_window/main_window.h"

/// The whole window over an empty document, with an empty profile.
struct WindowWorld : SessionWorld
{
    /// `weirctl`: the program that flows are handed over to; empty for none.
    explicit WindowWorld(const QString &weirctl = {})
        : window(session, host,
                 {.memory = memory,
                  .log = log,
                  .weirctl = weirctl,
                  .weirctlLog = folder.filePath(QStringLiteral("weirctl.log"))})
    { }

    ui::SessionHost host{session, nullptr};
    ui::Memory memory;
    core::LogBook log;
    ui::MainWindow window;
};
