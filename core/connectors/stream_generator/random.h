// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>

namespace core::stream_generator {

/// Random numbers that are the same on every computer for the same seed: the engine is fixed by the
/// language, the distributions of its libraries are not and therefore written here. One thread.
class Random final
{
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) { }

    std::uint64_t next() { return m_engine(); }

    /// Evenly from 0 to count - 1; count 0 stands for 2^64.
    std::uint64_t below(std::uint64_t count)
    {
        if (count == 0) {
            return next();
        }
        // values past the last whole multiple would make small results more likely
        const std::uint64_t unfair = (0 - count) % count;
        std::uint64_t value = next();
        while (value < unfair) {
            value = next();
        }
        return value % count;
    }

    /// Both ends included.
    std::int64_t between(std::int64_t min, std::int64_t max)
    {
        const auto low = static_cast<std::uint64_t>(min);
        return static_cast<std::int64_t>(low + below(static_cast<std::uint64_t>(max) - low + 1));
    }

    /// From min up to but without max.
    double between(double min, double max)
    {
        const double part = static_cast<double>(next() >> 11) * 0x1.0p-53;
        return min * (1 - part) + max * part; // max - min may be too large for a double
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace core::stream_generator
