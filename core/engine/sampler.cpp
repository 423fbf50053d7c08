// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sampler.h"

#include <algorithm>

namespace core {
namespace {

QByteArray copied(Bytes bytes, std::int64_t limit)
{
    if (isNull(bytes)) {
        return {};
    }
    const std::string_view text = textOf(bytes);
    const auto size = std::min<qsizetype>(static_cast<qsizetype>(text.size()), limit);
    return size == 0 ? QByteArray("") : QByteArray(text.data(), size);
}

std::int64_t bytesOf(const Sample &sample)
{
    constexpr std::int64_t kRow = 200; // what a row costs besides its bytes
    std::int64_t bytes = kRow + sample.key.size() + sample.payload.size();
    for (const auto &[name, value] : sample.headers) {
        bytes += name.size() + value.size();
    }
    return bytes;
}

} // namespace

Sample copySample(const Batch &batch, const MessageView &message)
{
    constexpr std::int64_t kMostHeader = 4096;
    const LaneInfo &lane = *batch.originLaneOf(message);
    Sample sample{.receivedMs = batch.receivedMs(),
                  .timestampMs = message.timestampMs,
                  .timeKind = message.timeKind,
                  .lane = lane.name,
                  .topic = lane.topic,
                  .position = batch.originPositionOf(message).value,
                  .key = copied(message.key, kMostHeader),
                  .payload = copied(message.payload, Sampler::kMostPayload),
                  .payloadSize = static_cast<std::int64_t>(message.payload.size())};
    for (const HeaderView &header : message.headers.all()) {
        sample.headers.emplace_back(
            QByteArray(header.name.data(), static_cast<qsizetype>(header.name.size())),
            copied(header.value, kMostHeader));
    }
    return sample;
}

std::size_t Sampler::takeBudget(std::size_t wanted)
{
    constexpr auto kSlice = std::chrono::milliseconds(100);
    const TimePoint now = m_clock.now();
    if (now - m_refilled >= kSlice) {
        m_refilled = now;
        m_budget = kPerSecond / 10;
    }
    const std::size_t taken = std::min(wanted, m_budget);
    m_budget -= taken;
    return taken;
}

void Sampler::offer(const Batch &batch)
{
    m_seen.fetch_add(batch.size(), std::memory_order_relaxed);
    if (m_total->cap == 0) {
        return;
    }
    const std::size_t count = takeBudget(batch.size());
    if (count == 0) {
        return;
    }
    const std::scoped_lock lock(m_mutex);
    for (std::size_t i = 0; i < count; ++i) {
        const MessageView &message = batch.messages()[i * batch.size() / count];
        Sample sample = copySample(batch, message);
        sample.number = ++m_shown;
        account(bytesOf(sample));
        m_samples.push_back(std::move(sample));
    }
    trim();
}

void Sampler::account(std::int64_t bytes)
{
    m_bytes += bytes;
    m_total->bytes.fetch_add(bytes, std::memory_order_relaxed);
}

bool Sampler::isTooMuch() const
{
    return m_bytes > kMostBytes || m_total->bytes.load(std::memory_order_relaxed) > m_total->cap;
}

void Sampler::trim()
{
    while (m_samples.size() > kMostRows || (m_samples.size() > 1 && isTooMuch())) {
        account(-bytesOf(m_samples.front()));
        m_samples.pop_front();
    }
}

SampleSlice Sampler::slice(std::uint64_t after, std::size_t most) const
{
    const std::scoped_lock lock(m_mutex);
    SampleSlice slice{.newest = m_shown,
                      .seen = m_seen.load(std::memory_order_relaxed),
                      .shown = m_shown,
                      .bytesKept = m_bytes,
                      .bytesCap = kMostBytes};
    const auto first = std::ranges::upper_bound(m_samples, after, {}, &Sample::number);
    const auto count = std::min<std::size_t>(
        most, static_cast<std::size_t>(std::distance(first, m_samples.end())));
    slice.samples.assign(m_samples.end() - static_cast<std::ptrdiff_t>(count), m_samples.end());
    return slice;
}

} // namespace core
