// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/problem_list.h"

#include "core/support/logging.h"
#include "core/support/text.h"

#include <algorithm>
#include <utility>

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

/// The open one of this kind, made where there is none.
ProblemList::Entry &ProblemList::entryOf(const QString &flowId, const QString &flow,
                                         const Error &error, const QString &field)
{
    const QString code = QString::fromLatin1(error.id);
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        return entry.problem.flowId == flowId && entry.problem.code == code
            && entry.problem.field == field && !entry.problem.solved;
    });
    if (found != m_entries.end()) {
        return *found;
    }
    if (m_entries.size() >= kMost) {
        m_entries.erase(m_entries.begin());
    }
    m_entries.push_back({.problem = {.flowId = flowId,
                                     .flow = flow,
                                     .code = code,
                                     .field = field,
                                     .count = 0,
                                     .firstMs = m_clock.wallMs()}});
    return m_entries.back();
}

void ProblemList::report(const QString &flowId, const QString &flow, const Error &error,
                         const QString &field, Severity severity,
                         const std::optional<LanePlace> &stuckAt)
{
    const std::scoped_lock lock(m_mutex);
    Entry &entry = entryOf(flowId, flow, error, field);
    Problem &problem = entry.problem;
    ++problem.count;
    problem.severity = problem.count == 1 ? severity : problem.severity;
    problem.lastMs = m_clock.wallMs();
    problem.message = error.message;
    problem.fix = error.fix;
    problem.stuckAt = stuckAt;
    log(entry);
}

void ProblemList::tell(const QString &flowId, const QString &flow, const Error &error,
                       const QString &field, std::int64_t count)
{
    if (count <= 0) {
        solve(flowId, QString::fromLatin1(error.id));
        return;
    }
    const std::scoped_lock lock(m_mutex);
    Entry &entry = entryOf(flowId, flow, error, field);
    Problem &problem = entry.problem;
    const auto now = static_cast<std::uint64_t>(count);
    const bool hasGrown = now > std::exchange(problem.count, now);
    entry.isTold = true;
    problem.severity = Severity::Warning;
    problem.message = error.message;
    problem.fix = error.fix;
    if (hasGrown) {
        problem.lastMs = m_clock.wallMs();
        log(entry);
    }
}

void ProblemList::solve(const QString &flowId, const QString &code)
{
    const std::scoped_lock lock(m_mutex);
    for (Entry &entry : m_entries) {
        const bool isMeant = code.isEmpty() ? !entry.isTold : entry.problem.code == code;
        if (entry.problem.flowId == flowId && isMeant) {
            entry.problem.solved = true;
        }
    }
}

bool ProblemList::isOpen(const QString &flowId, const QString &code) const
{
    const std::scoped_lock lock(m_mutex);
    return std::ranges::any_of(m_entries, [&](const Entry &entry) {
        return entry.problem.flowId == flowId && entry.problem.code == code
            && !entry.problem.solved;
    });
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
