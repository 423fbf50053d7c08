// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_file.h"

#include <map>

namespace core::store {

/// How far the rows of each table were looked at for versions that are too many.
struct RetentionMarks
{
    std::map<QString, std::int64_t> versions = {};
};

/// Deletes a piece of what is older or more than its table keeps; true while there is more to do.
/// Positions are never touched.
bool applyRetention(StoreFile &file, RetentionMarks &marks);
/// The oldest piece of the largest table, because the file is full.
void pruneOldest(StoreFile &file);

} // namespace core::store
