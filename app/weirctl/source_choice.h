// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/arguments.h"
#include "core/workspace/source_readers.h"

#include <variant>

namespace weirctl {

/// The source that `--source` names, secrets filled, and where its relative paths start.
struct ChosenSource
{
    core::FlowEnd end = {};
    QString baseFolder = {};
    std::vector<core::SourceReader> readers = {};
};

std::variant<ChosenSource, ExitCode> chosenSource(const Arguments &arguments);

} // namespace weirctl
