// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

/// Passwords lie in the memory of this process: a crash leaves no picture of it on the disk, and
/// other programs of the same person cannot look inside. First thing in main(); not where a
/// sanitizer or a debug build needs just that.
void guardProcessMemory();

} // namespace core
