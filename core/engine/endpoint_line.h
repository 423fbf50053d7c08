// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/engine/ack_tracker.h"
#include "core/support/backoff.h"

#include <deque>
#include <unordered_map>

namespace core {

/// What one answer of an endpoint leaves for the flow to decide.
struct Settled
{
    struct Refusal
    {
        std::uint32_t index = 0;
        Verdict verdict = Verdict::Refuse; ///< never Retry
        Error error = {};
        int tries = 1;
        bool isDecided = false; ///< as of its outcome
    };

    FlightId flight = 0;
    BatchPtr batch = {};
    std::vector<std::uint32_t> only = {}; ///< what was asked; empty = all
    std::vector<std::uint32_t> notDelivered = {}; ///< refused or to be tried again; ascending
    std::vector<Refusal> refusals = {};
};

/// The way to one endpoint: submissions, patience with refusals, and order. While something waits
/// for its next try, newer batches are held back, so that a retry overtakes nothing. One thread.
class EndpointLine final
{
public:
    EndpointLine(const FlowEnd &end, std::unique_ptr<Endpoint> endpoint, const RetryPolicy &policy,
                 Clock &clock, std::uint64_t seed);

    /// All messages but `withheld` (ascending), which the caller settles itself.
    void send(FlightId flight, const BatchPtr &batch,
              std::span<const MessageOutcome> withheld = {});
    /// Answers since the last call; what is to be tried again is kept here.
    std::vector<Settled> collect();
    /// Submits again what is due, then what was held back.
    void retryDue();
    /// When retryDue() has something to do; none when it never has.
    std::optional<TimePoint> nextRetry() const;
    /// Drops every submission; the endpoint is closed by the caller.
    void abandon();

    Endpoint &endpoint() { return *m_endpoint; }
    const FlowEnd &end() const { return m_end; }
    EndpointCounters &counters() { return m_counters; }
    /// Why messages wait for another try; none when none does.
    const std::optional<Error> &retryReason() const { return m_retryReason; }

private:
    struct Attempt
    {
        std::uint32_t index = 0;
        int tries = 0; ///< answers about this message
        TimePoint firstAnswer = {};
    };
    struct Group
    {
        FlightId flight = 0;
        BatchPtr batch = {};
        std::vector<Attempt> attempts = {}; ///< empty = the whole batch
        bool isRetry = false;
    };

    void submit(Group group);
    Settled settle(Group &group, Completion &completion);
    bool mayRetry(Attempt &attempt, const Error &error) const;
    void keepForRetry(Group group, Error reason);

    FlowEnd m_end;
    std::unique_ptr<Endpoint> m_endpoint;
    RetryPolicy m_policy;
    Clock &m_clock;
    Backoff m_backoff;
    SubmissionToken m_nextToken = 1;
    std::unordered_map<SubmissionToken, Group> m_submitted;
    std::deque<Group> m_retries; ///< by flight
    std::deque<Group> m_held;
    std::size_t m_retriesOut = 0; ///< submitted again and unanswered
    TimePoint m_due = {};
    std::optional<Error> m_retryReason;
    EndpointCounters m_counters;
};

} // namespace core
