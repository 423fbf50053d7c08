// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/loopback/loopback_channel.h"
#include "core/connectors/loopback/loopback_schema.h"

#include <QObject>

namespace core::loopback {

/// Copies messages into a channel; while that is full, answers wait.
class LoopbackEndpoint final : public Endpoint
{
public:
    explicit LoopbackEndpoint(LoopbackEndpointConfig config) : m_config(std::move(config)) { }
    ~LoopbackEndpoint() override;

    Result<void> open(const EndpointContext &context) override;
    Result<std::vector<StoredPosition>> storedPositions() override;
    void submit(Submission submission) override;
    std::vector<Completion> collect() override;
    Health health() const override;
    std::optional<Error> failure() const override;
    void flush(std::chrono::milliseconds deadline) override;
    void close(std::chrono::milliseconds deadline) override;

private:
    struct Pending
    {
        Submission submission;
        TimePoint due;
        std::size_t next = 0; ///< message to hand over
        std::vector<MessageOutcome> outcomes;
    };
    bool handOver(Pending &pending);
    bool handOver(Pending &pending, std::uint32_t index);
    std::optional<MessageOutcome> outcomeOf(const LoopbackMessage &message);

    LoopbackEndpointConfig m_config;
    std::shared_ptr<LoopbackChannel> m_channel; ///< null = not open
    Wakeup *m_wakeup = nullptr;
    Clock *m_clock = nullptr;
    std::unique_ptr<QObject> m_timers; ///< receives the clock's calls
    std::deque<Pending> m_pending;
    std::int64_t m_failed = 0;
    std::int64_t m_seen = 0;
};

} // namespace core::loopback
