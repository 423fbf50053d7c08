// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/backoff.h"

#include <algorithm>

namespace core {

Backoff::Backoff(std::chrono::milliseconds smallest, std::chrono::milliseconds largest,
                 std::uint64_t seed)
    : m_smallest(smallest), m_largest(std::max(smallest, largest)), m_random(seed | 1)
{ }

std::chrono::milliseconds Backoff::next()
{
    constexpr int kDoublings = 20; // further doublings would only overflow
    const std::int64_t grown = m_smallest.count() << std::min(m_attempt, kDoublings);
    const std::int64_t wait = std::min(grown, static_cast<std::int64_t>(m_largest.count()));
    ++m_attempt;
    m_random ^= m_random << 13;
    m_random ^= m_random >> 7;
    m_random ^= m_random << 17;
    const auto percent = static_cast<std::int64_t>(80 + m_random % 41);
    return std::chrono::milliseconds(std::max<std::int64_t>(1, wait * percent / 100));
}

} // namespace core
