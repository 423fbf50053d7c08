// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <atomic>

namespace core {

/// Writes what the store holds at this moment to a file of its own, in the place of one of that
/// name, as small as it can be. A writer may be at work: copying the file itself would tear it from
/// its journal. Blocks as long as the disk takes, or until `cancelled`; any thread. Errors:
/// "copy.file.missing", "copy.cancelled", "copy.failed".
Result<void> copyStore(const QString &file, const QString &to,
                       const std::atomic<bool> *cancelled = nullptr);

} // namespace core
