// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_endpoint.h"

#include "core/support/text.h"

namespace core::loopback {

LoopbackEndpoint::~LoopbackEndpoint()
{
    close({});
}

Result<void> LoopbackEndpoint::open(const EndpointContext &context)
{
    m_wakeup = &context.wakeup;
    m_clock = &context.clock;
    m_timers = std::make_unique<QObject>();
    m_channel = LoopbackChannel::named(m_config.channel);
    m_channel->addWriter(m_wakeup);
    return {};
}

Result<std::vector<StoredPosition>> LoopbackEndpoint::storedPositions()
{
    return m_channel ? m_channel->stored() : std::vector<StoredPosition>{};
}

void LoopbackEndpoint::submit(Submission submission)
{
    const auto delay = m_config.delay.milliseconds();
    m_pending.push_back(Pending{.submission = std::move(submission),
                                .due = m_clock->now() + delay,
                                .next = 0,
                                .outcomes = {}});
    if (delay.count() == 0) {
        m_wakeup->notify();
    } else {
        m_clock->callAfter(delay, m_timers.get(), [wakeup = m_wakeup] { wakeup->notify(); });
    }
}

std::optional<MessageOutcome> LoopbackEndpoint::outcomeOf(const LoopbackMessage &message)
{
    const auto rejected = [](const char *id, const char *words) {
        return Error{.code = ErrorCode::Rejected, .id = id, .message = text(words)};
    };
    if (m_failed < m_config.failFirst) {
        ++m_failed;
        return MessageOutcome{
            .index = 0,
            .verdict = Verdict::Retry,
            .error = rejected("loopback.failing", WEIR_TEXT("The channel fails the first tries"))};
    }
    ++m_seen;
    if (m_config.refuseEvery > 0 && m_seen % m_config.refuseEvery == 0) {
        return MessageOutcome{
            .index = 0,
            .verdict = Verdict::Refuse,
            .error = rejected("loopback.refused",
                              WEIR_TEXT("The channel refuses every message of this number"))};
    }
    return m_channel->judge(message);
}

bool LoopbackEndpoint::handOver(Pending &pending, std::uint32_t index)
{
    // asked first, so that a message that waits for room is judged once
    if (m_channel->size() >= static_cast<std::size_t>(m_config.capacity)) {
        return false;
    }
    LoopbackMessage message = LoopbackMessage::copyOf(pending.submission.batch->messages()[index]);
    if (std::optional<MessageOutcome> outcome = outcomeOf(message)) {
        outcome->index = index;
        pending.outcomes.push_back(*std::move(outcome));
        return true;
    }
    m_channel->push(std::move(message));
    return true;
}

bool LoopbackEndpoint::handOver(Pending &pending)
{
    const auto &only = pending.submission.only;
    const std::size_t count = only.empty() ? pending.submission.batch->size() : only.size();
    while (pending.next < count) {
        const auto index =
            only.empty() ? static_cast<std::uint32_t>(pending.next) : only[pending.next];
        if (!handOver(pending, index)) {
            return false;
        }
        ++pending.next;
    }
    return true;
}

std::vector<Completion> LoopbackEndpoint::collect()
{
    std::vector<Completion> done;
    if (!m_channel || m_channel->isSilent()) {
        return done;
    }
    const TimePoint now = m_clock->now();
    while (!m_pending.empty() && m_pending.front().due <= now && handOver(m_pending.front())) {
        done.push_back(Completion{.token = m_pending.front().submission.token,
                                  .outcomes = std::move(m_pending.front().outcomes)});
        m_pending.pop_front();
    }
    return done;
}

Health LoopbackEndpoint::health() const
{
    return m_channel ? m_channel->health(*m_clock) : Health{};
}

std::optional<Error> LoopbackEndpoint::failure() const
{
    return m_channel ? m_channel->endpointFailure() : std::nullopt;
}

void LoopbackEndpoint::flush(std::chrono::milliseconds) { } // every collect() does all there is

void LoopbackEndpoint::close(std::chrono::milliseconds)
{
    m_pending.clear();
    m_timers.reset();
    if (m_channel) {
        m_channel->removeWriter(m_wakeup);
        m_channel.reset();
    }
}

} // namespace core::loopback
