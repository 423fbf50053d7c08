// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QStringList>

#include <chrono>
#include <optional>

namespace core {
class Registry;
}

namespace app {

/// One page to paint into a file.
struct Picture
{
    QString page;
    QString file;
};

/// What the command line asks of the window.
struct StartOptions
{
    QString file = {}; ///< empty = none
    bool isDemo = false;
    bool isToStart = false;
    bool isNewInstance = false;
    QString scheme =
        {}; ///< "light" or "dark" for this one start; empty = as chosen, or as the desktop
    std::optional<QSize> size = {};
    QList<Picture> pictures = {};
    QString timings = {}; ///< file; empty = none
    std::optional<std::chrono::milliseconds> exitAfter = {};
};

/// Either the options, or one line that names the option and what it allows.
struct ParsedOptions
{
    StartOptions options = {};
    QString problem = {};
};

/// The words of the command line, the program's name first.
ParsedOptions parseOptions(const QStringList &words, const core::Registry &registry);

/// Answers --help and --version, which need no display; false where neither was asked for.
bool answersWithoutWindow(int argc, char **argv);

} // namespace app
