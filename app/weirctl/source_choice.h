// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/weirctl/arguments.h"
#include "core/workspace/source_readers.h"

#include <variant>

namespace weirctl {

/// The source that `--source` names, or where `--flow` begins; secrets filled.
struct ChosenSource
{
    core::FlowEnd end = {};
    QString baseFolder = {}; ///< relative paths start here
    std::vector<core::SourceReader> readers = {};
};

std::variant<ChosenSource, ExitCode> chosenSource(const Arguments &arguments);

} // namespace weirctl
