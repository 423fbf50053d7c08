// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/file/file_config.h"
#include "core/connectors/file/file_state.h"

namespace core::file {

/// Deletes the oldest closed files above what the entry keeps: only what the state lists, what the
/// pattern may have named, and what is still as it was left.
void removeOldFiles(FileState &state, const QString &pattern, const FileConfig &config,
                    std::int64_t nowMs);

} // namespace core::file
