// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/flow/outcome.h"

namespace core::mapping {

/// Why a message becomes nothing on the other side: its time is over, or it is refused for good.
struct Unmapped
{
    Verdict verdict = Verdict::Refuse;
    Error error = {};
};

Unmapped expired();
Unmapped tooManyHeaders();
Unmapped tooLarge(std::size_t size, std::size_t most);

/// False when there are more than a thousand, which nobody maps.
[[nodiscard]] bool readAllHeaders(const HeaderRange &range, std::vector<HeaderView> &out);

} // namespace core::mapping
