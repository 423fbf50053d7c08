// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/sample.h"
#include "core/flow/batch.h"
#include "core/support/clock.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>

namespace core {

/// Bytes of the samples of several flows, and how many there may be: none where nobody looks.
struct SampleTotal
{
    std::atomic<std::int64_t> bytes = 0;
    std::int64_t cap = kUsualSampleBytes;
};

/// Copies a few messages for the screen, bounded in number, bytes and rate, and counts what passed.
/// Never in the way of delivery. offer() from the flow's worker, slice() from any thread.
class Sampler final
{
public:
    /// Flows with one `total` also share a bound: above it each keeps its newest sample only.
    explicit Sampler(Clock &clock,
                     std::shared_ptr<SampleTotal> total = std::make_shared<SampleTotal>())
        : m_clock(clock), m_total(std::move(total))
    { }
    ~Sampler() { m_total->bytes.fetch_sub(m_bytes, std::memory_order_relaxed); }
    Sampler(const Sampler &) = delete;
    Sampler &operator=(const Sampler &) = delete;

    void offer(const Batch &batch);
    SampleSlice slice(std::uint64_t after, std::size_t most) const;

    static constexpr std::size_t kMostRows = 10'000;
    static constexpr std::int64_t kMostBytes = 32 * 1024 * 1024;
    static constexpr std::int64_t kMostPayload = 256 * 1024;
    static constexpr int kPerSecond = 200;

private:
    std::size_t takeBudget(std::size_t wanted);
    void trim();
    bool isTooMuch() const;
    void account(std::int64_t bytes);

    Clock &m_clock;
    std::shared_ptr<SampleTotal> m_total;
    std::atomic<std::uint64_t> m_seen = 0;
    TimePoint m_refilled = {}; ///< worker only, as the budget
    std::size_t m_budget = kPerSecond / 10;
    mutable std::mutex m_mutex; ///< guards what follows
    std::deque<Sample> m_samples;
    std::uint64_t m_shown = 0;
    std::int64_t m_bytes = 0;
};

/// A bounded copy of one message of the batch.
Sample copySample(const Batch &batch, const MessageView &message);

} // namespace core
