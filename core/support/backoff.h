// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace core {

/// Exponential waits with ±20 % jitter between a smallest and a largest, without end.
/// Randomness comes from the seed, so that tests repeat. One thread.
class Backoff final
{
public:
    Backoff(std::chrono::milliseconds smallest, std::chrono::milliseconds largest,
            std::uint64_t seed);

    /// The wait before the next attempt; grows with each call.
    std::chrono::milliseconds next();
    /// After a good minute: start small again.
    void reset() { m_attempt = 0; }
    /// Attempts since the last reset, for "attempt n".
    int attempt() const { return m_attempt; }

private:
    std::chrono::milliseconds m_smallest;
    std::chrono::milliseconds m_largest;
    std::uint64_t m_random;
    int m_attempt = 0;
};

} // namespace core
