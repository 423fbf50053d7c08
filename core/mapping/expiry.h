// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/batch.h"

#include <optional>

namespace core::mapping {

/// How long a batch has waited: the longer of what the steady clock and the wall clock say, because
/// the steady one stands still while the computer sleeps.
std::chrono::nanoseconds waitedSince(const Batch &batch, const Clock &clock);

struct ExpiryLeft
{
    bool isOver = false;
    std::optional<std::uint32_t> seconds = {}; ///< none = the message never expires
};

/// What is left of an expiry interval, by whole seconds waited.
ExpiryLeft expiryLeft(std::optional<std::uint32_t> interval, std::chrono::nanoseconds waited);

} // namespace core::mapping
