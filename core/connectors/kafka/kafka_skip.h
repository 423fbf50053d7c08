// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace core::kafka {

/// Finds where a partition can be read again behind a batch that cannot be, so that nothing behind
/// it is jumped over: further and further at first, then back by halves. Whoever uses it tries each
/// place by reading there.
class SkipSearch final
{
public:
    /// The first offset that cannot be read, and one past the last that exists.
    SkipSearch(std::int64_t bad, std::int64_t end) : m_from(bad), m_bad(bad), m_end(end) { }

    std::int64_t from() const { return m_from; }
    std::int64_t place() const ///< to try next
    {
        return m_good < 0 ? std::max(m_bad + 1, std::min(m_bad + m_step, m_end))
                          : m_bad + (m_good - m_bad) / 2;
    }
    void sawBad()
    {
        m_bad = place();
        m_step *= 2;
    }
    void sawGood() { m_good = place(); }
    /// The batch ends here at the latest.
    void sawEndAt(std::int64_t place) { m_good = std::max(place, m_bad + 1); }
    bool isDone() const { return m_good == m_bad + 1; }
    std::int64_t good() const { return m_good; } ///< once it is done: where to go on

private:
    std::int64_t m_from;
    std::int64_t m_bad;
    std::int64_t m_end;
    std::int64_t m_good = -1;
    std::int64_t m_step = 1;
};

} // namespace core::kafka
