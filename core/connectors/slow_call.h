// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace core {

/// Runs a library call that may hang (close, connect) on a thread of its own and waits at most
/// `deadline`; false when it was abandoned. `call` must own everything it touches. Any thread.
bool runSlowCall(const char *name, std::function<void()> call, std::chrono::milliseconds deadline);

/// Slow calls still running; more than eight is a problem worth showing.
int slowCallsAlive();

} // namespace core
