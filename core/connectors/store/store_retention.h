// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/store/store_file.h"

namespace core::store {

/// Deletes a piece of what is older or more than its table keeps; true while there is more to do.
/// Positions are never touched.
bool applyRetention(StoreFile &file);
/// The oldest piece of the largest table, because the file is full.
void pruneOldest(StoreFile &file);

} // namespace core::store
