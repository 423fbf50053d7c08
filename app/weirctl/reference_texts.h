// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/command_table.h"

#include <QString>

/// Everything that describes the command line, made from the table of commands alone.
namespace weirctl {

QString overviewHelp();
QString commandHelp(const Command &command);
/// "weirctl run [FILE] [options]"
QString usageLine(const Command &command);
/// A script that bash sources.
QString bashCompletion();
/// The manual page weirctl(1), in man's own markup.
QString manualPage();

} // namespace weirctl
