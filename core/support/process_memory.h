// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace core {

/// What this program holds of the computer's memory now, in bytes; 0 where the system does not say.
std::int64_t residentBytes();

/// Half of what the computer, or the control group that this program runs in, has: the usual limit
/// above which flows take nothing in. Never below 512 MiB.
std::int64_t usualMemoryLimit();

} // namespace core
