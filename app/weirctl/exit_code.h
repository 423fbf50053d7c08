// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace weirctl {

/// What the caller's script sees. A second interrupt ends with 128 + signal number instead.
enum class ExitCode
{
    Done = 0,
    Findings = 1, ///< findings, a failed test, or a flow that Failed
    Usage = 2, ///< wrong arguments, or a file that cannot be read
    HandedBack = 3 ///< ended by time or signal; messages were handed back to their source
};

} // namespace weirctl
