// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/problem.h"
#include "core/support/clock.h"
#include "core/support/error.h"

#include <mutex>
#include <vector>

namespace core {

/// Problems grouped by flow and kind, counted, and logged at most every 30 s a kind. Any thread.
class ProblemList final
{
public:
    explicit ProblemList(Clock &clock) : m_clock(clock) { }

    /// `field` is the path from the workspace's root.
    void report(const QString &flowId, const QString &flow, const Error &error,
                const QString &field, Severity severity = Severity::Error,
                const std::optional<LanePlace> &stuckAt = {});
    /// So many of something wait for somebody, whatever becomes of the flow; with none it is over.
    void tell(const QString &flowId, const QString &flow, const Error &error, const QString &field,
              std::int64_t count);
    /// All that was reported of the flow, or what was reported or told of one kind, is over.
    void solve(const QString &flowId, const QString &code = {});
    bool isOpen(const QString &flowId, const QString &code) const;
    void remove(const QString &flowId);
    std::vector<Problem> all() const;

    static constexpr std::size_t kMost = 500;

private:
    struct Entry
    {
        Problem problem;
        TimePoint logged = {};
        std::uint64_t unlogged = 0;
        bool isTold = false; ///< by tell()
    };
    Entry &entryOf(const QString &flowId, const QString &flow, const Error &error,
                   const QString &field);
    void log(Entry &entry);

    Clock &m_clock;
    mutable std::mutex m_mutex;
    std::vector<Entry> m_entries;
};

} // namespace core
