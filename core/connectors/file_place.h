// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/common_fields.h"
#include "core/support/error.h"

#include <optional>

/// Where an endpoint may keep a file of its own. Looks at the disk; any thread.
namespace core {

/// What stands in the way of a file at this absolute path: a folder or a device of that name, or a
/// file where a folder would have to be. Ids: path.folder, path.device, path.in_file.
std::optional<Error> wrongPlace(const QString &path);

/// The same as findings of the field `path`, and path.outside for what leads out of the workspace's
/// folder by "..". Nothing while nobody knows what a relative path starts from.
void checkPlace(const FilePath &path, RuleReport &report);

} // namespace core
