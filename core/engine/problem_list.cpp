// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/problem_list.h"

#include "core/support/logging.h"
#include "core/support/text.h"

#include <algorithm>

namespace core {

void ProblemList::log(Entry &entry)
{
    constexpr auto kPause = std::chrono::seconds(30);
    const TimePoint now = m_clock.now();
    ++entry.unlogged;
    if (entry.logged != TimePoint{} && now - entry.logged < kPause) {
        return;
    }
    entry.logged = now;
    const Problem &problem = entry.problem;
    const QString line = visibleText(problem.flow) + u": " + problem.code + u": "
        + visibleText(redacted(problem.message)) + u" (" + QString::number(entry.unlogged)
        + u" times)";
    if (problem.severity == Severity::Error) {
        qCCritical(logEngine, "%s", qUtf8Printable(line));
    } else {
        qCWarning(logEngine, "%s", qUtf8Printable(line));
    }
    entry.unlogged = 0;
}

void ProblemList::report(const QString &flowId, const QString &flow, const Error &error,
                         const QString &field, Severity severity)
{
    const QString code = QString::fromLatin1(error.id);
    const std::scoped_lock lock(m_mutex);
    const auto same = [&](const Entry &entry) {
        return entry.problem.flowId == flowId && entry.problem.code == code
            && entry.problem.field == field && !entry.problem.solved;
    };
    auto found = std::ranges::find_if(m_entries, same);
    const std::int64_t now = m_clock.wallMs();
    if (found == m_entries.end()) {
        if (m_entries.size() >= kMost) {
            m_entries.erase(m_entries.begin());
        }
        m_entries.push_back({.problem = {.flowId = flowId,
                                         .flow = flow,
                                         .code = code,
                                         .severity = severity,
                                         .field = field,
                                         .count = 0,
                                         .firstMs = now}});
        found = m_entries.end() - 1;
    }
    ++found->problem.count;
    found->problem.lastMs = now;
    found->problem.message = error.message;
    found->problem.fix = error.fix;
    log(*found);
}

void ProblemList::solve(const QString &flowId, const QString &code)
{
    const std::scoped_lock lock(m_mutex);
    for (Entry &entry : m_entries) {
        if (entry.problem.flowId == flowId && (code.isEmpty() || entry.problem.code == code)) {
            entry.problem.solved = true;
        }
    }
}

void ProblemList::remove(const QString &flowId)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_entries, [&](const Entry &e) { return e.problem.flowId == flowId; });
}

std::vector<Problem> ProblemList::all() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<Problem> problems;
    for (const Entry &entry : m_entries) {
        problems.push_back(entry.problem);
    }
    return problems;
}

} // namespace core
