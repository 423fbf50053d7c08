// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/loopback/loopback_source.h"

namespace core::loopback {

LoopbackSource::~LoopbackSource()
{
    close({});
}

Result<void> LoopbackSource::open(const SourceContext &context)
{
    m_clock = &context.clock;
    m_reader = {};
    m_reader.wakeup = &context.wakeup;
    m_reader.purpose = context.purpose;
    m_reader.startAt = context.startAt;
    m_reader.wasMissing = context.wasMissing;
    m_reader.endings = context.endings;
    auto channel = LoopbackChannel::named(m_config.channel);
    const Result<void> attached = channel->attach(m_reader);
    if (attached) {
        m_channel = std::move(channel);
    }
    return attached;
}

Result<Polled> LoopbackSource::poll(std::size_t maxMessages, std::size_t maxBytes)
{
    if (!m_channel) {
        return Polled{};
    }
    const bool takesNothing = m_paused || m_stopped;
    return m_channel->read(m_reader, takesNothing ? 0 : maxMessages, maxBytes, *m_clock);
}

void LoopbackSource::acknowledge(const LaneInfo &lane, Position position)
{
    if (m_channel) {
        m_channel->acknowledge(m_reader, lane, position);
    }
}

void LoopbackSource::lanesReleased(std::span<const LanePtr> lanes)
{
    for (const LanePtr &lane : lanes) {
        if (m_channel) {
            m_channel->release(m_reader, lane);
        }
    }
}

void LoopbackSource::resume()
{
    m_paused = false;
    if (m_channel) {
        m_reader.wakeup->notify();
    }
}

Health LoopbackSource::health() const
{
    if (!m_channel) {
        return {};
    }
    Health health = m_channel->health(*m_clock);
    health.lanes = m_channel->figures(m_reader);
    health.lag = 0;
    for (const LaneFigures &lane : health.lanes) {
        *health.lag += lane.lag.value_or(0);
    }
    return health;
}

void LoopbackSource::close(std::chrono::milliseconds)
{
    if (m_channel) {
        m_channel->detach(m_reader);
        m_channel.reset();
    }
}

} // namespace core::loopback
