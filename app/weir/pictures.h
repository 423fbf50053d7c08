// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weir/start_options.h"

namespace ui {
class MainWindow;
}

namespace app {

/// Paints the wanted pages and ends the program, or ends it after the wanted time. With a picture
/// and a time, the pictures are taken as that time ends: of what went on until then.
void scheduleEnd(ui::MainWindow &window, const StartOptions &options);

} // namespace app
