// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/endpoint_line.h"

#include <algorithm>

namespace core {

EndpointLine::EndpointLine(const FlowEnd &end, std::unique_ptr<Endpoint> endpoint,
                           const RetryPolicy &policy, Clock &clock, std::uint64_t seed)
    : m_end(end), m_endpoint(std::move(endpoint)), m_policy(policy), m_clock(clock),
      m_backoff(policy.min.milliseconds(), policy.max.milliseconds(), seed)
{
    m_counters.name = end.entry;
}

void EndpointLine::submit(Group group)
{
    Submission submission{.token = m_nextToken++, .batch = group.batch};
    for (const Attempt &attempt : group.attempts) {
        submission.only.push_back(attempt.index);
    }
    m_submitted.emplace(submission.token, std::move(group));
    m_endpoint->submit(std::move(submission));
}

void EndpointLine::send(FlightId flight, const BatchPtr &batch,
                        std::span<const MessageOutcome> withheld)
{
    if (withheld.size() == batch->size()) {
        return;
    }
    Group group{.flight = flight, .batch = batch};
    if (!withheld.empty()) {
        auto skip = withheld.begin();
        for (std::uint32_t i = 0; i < batch->size(); ++i) {
            if (skip != withheld.end() && skip->index == i) {
                ++skip;
            } else {
                group.attempts.push_back({.index = i});
            }
        }
    }
    m_counters.inFlight += batch->size() - withheld.size();
    if (m_retries.empty() && m_retriesOut == 0) {
        submit(std::move(group));
    } else {
        m_held.push_back(std::move(group));
    }
}

bool EndpointLine::mayRetry(Attempt &attempt, const Error &error) const
{
    if (error.isRetryable()) {
        return true; // nobody answered: an outage counts nothing
    }
    const TimePoint now = m_clock.now();
    if (attempt.tries++ == 0) {
        attempt.firstAnswer = now;
    }
    return attempt.tries < m_policy.tries && now - attempt.firstAnswer < m_policy.forSpan.value;
}

Settled EndpointLine::settle(Group &group, Completion &completion)
{
    Settled settled{.flight = group.flight, .batch = group.batch};
    for (const Attempt &attempt : group.attempts) {
        settled.only.push_back(attempt.index);
    }
    std::ranges::sort(completion.outcomes, {}, &MessageOutcome::index);
    Group again{.flight = group.flight, .batch = group.batch, .isRetry = true};
    Error reason;
    for (MessageOutcome &outcome : completion.outcomes) {
        settled.notDelivered.push_back(outcome.index);
        const auto known = std::ranges::find(group.attempts, outcome.index, &Attempt::index);
        Attempt attempt = known == group.attempts.end() ? Attempt{.index = outcome.index} : *known;
        if (outcome.verdict == Verdict::Retry && mayRetry(attempt, outcome.error)) {
            reason = std::move(outcome.error);
            again.attempts.push_back(attempt);
            continue;
        }
        const Verdict verdict =
            outcome.verdict == Verdict::Retry ? Verdict::Refuse : outcome.verdict;
        settled.refusals.push_back(
            {outcome.index, verdict, std::move(outcome.error), std::max(attempt.tries, 1)});
    }
    if (!again.attempts.empty()) {
        m_counters.retries += again.attempts.size();
        keepForRetry(std::move(again), std::move(reason));
    }
    return settled;
}

void EndpointLine::keepForRetry(Group group, Error reason)
{
    if (m_retries.empty()) {
        m_due = m_clock.now() + m_backoff.next();
    }
    m_retryReason = std::move(reason);
    const auto behind = std::ranges::upper_bound(m_retries, group.flight, {}, &Group::flight);
    m_retries.insert(behind, std::move(group));
}

std::vector<Settled> EndpointLine::collect()
{
    std::vector<Settled> all;
    for (Completion &completion : m_endpoint->collect()) {
        const auto found = m_submitted.find(completion.token);
        if (found == m_submitted.end()) {
            continue;
        }
        Group group = std::move(found->second);
        m_submitted.erase(found);
        m_retriesOut -= group.isRetry ? 1 : 0;
        const std::size_t asked =
            group.attempts.empty() ? group.batch->size() : group.attempts.size();
        Settled settled = settle(group, completion);
        std::size_t bytes = settled.only.empty() ? group.batch->bytes() : 0;
        for (const std::uint32_t index : settled.only) {
            bytes += group.batch->messages()[index].size();
        }
        for (const std::uint32_t index : settled.notDelivered) {
            bytes -= group.batch->messages()[index].size();
        }
        addNotes(m_counters.notes, completion.notes);
        m_counters.outMessages += asked - settled.notDelivered.size();
        m_counters.outBytes += bytes;
        m_counters.inFlight -= asked - settled.notDelivered.size() + settled.refusals.size();
        all.push_back(std::move(settled));
    }
    if (m_retries.empty() && m_retriesOut == 0) {
        if (m_retryReason) {
            m_retryReason.reset();
            m_backoff.reset();
        }
        for (; !m_held.empty(); m_held.pop_front()) {
            submit(std::move(m_held.front()));
        }
    }
    return all;
}

void EndpointLine::retryDue()
{
    if (m_retries.empty() || m_clock.now() < m_due) {
        return;
    }
    for (; !m_retries.empty(); m_retries.pop_front()) {
        ++m_retriesOut;
        submit(std::move(m_retries.front()));
    }
}

std::optional<TimePoint> EndpointLine::nextRetry() const
{
    return m_retries.empty() ? std::nullopt : std::optional(m_due);
}

void EndpointLine::abandon()
{
    m_submitted.clear();
    m_retries.clear();
    m_held.clear();
    m_retriesOut = 0;
    m_counters.inFlight = 0;
}

} // namespace core
