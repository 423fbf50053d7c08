// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/support/session_world.h"
#include "ui/main_window/main_window.h"

/// The whole window over an empty document, with an empty profile.
struct WindowWorld : SessionWorld
{
    ui::SessionHost host{session, nullptr};
    ui::Memory memory;
    core::LogBook log;
    ui::MainWindow window{
        session, host, {.memory = memory, .log = log, .keepFolder = folder.path()}};
};
