// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/clock.h"

namespace core {

/// Gives the system back what the allocator keeps of memory that is no longer used: a client
/// library's queue that was full once would else be held for ever. To be called about once a
/// second from any thread; looks at most every five seconds, for the whole process, acts only when
/// it is worth it, and not within five seconds of a call by somebody who is busy: whoever allocates
/// fast takes it all again, at a tenth of its processor time.
void returnUnusedMemory(TimePoint now, bool isBusy);

} // namespace core
