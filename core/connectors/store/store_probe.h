// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/registry.h"

namespace core::store {

/// Path, disk, file, check, a written row that is taken back, and the table. Slow-call thread.
void testStore(const ConfigBox &config, TestRun &run);

} // namespace core::store
