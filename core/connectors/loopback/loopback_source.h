// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/loopback/loopback_channel.h"
#include "core/connectors/loopback/loopback_schema.h"

namespace core::loopback {

/// Reads a channel; what was not acknowledged comes again after a restart of the flow.
class LoopbackSource final : public Source
{
public:
    explicit LoopbackSource(LoopbackSourceConfig config) : m_config(std::move(config)) { }
    ~LoopbackSource() override;

    Result<void> open(const SourceContext &context) override;
    Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) override;
    void acknowledge(const LaneInfo &lane, Position position) override;
    void lanesReleased(std::span<const LanePtr> lanes) override;
    void pause() override { m_paused = true; }
    void resume() override;
    Health health() const override;
    void stopIntake() override { m_stopped = true; }
    void close(std::chrono::milliseconds deadline) override;

private:
    LoopbackSourceConfig m_config;
    std::shared_ptr<LoopbackChannel> m_channel; ///< null = not open
    LoopbackReader m_reader;
    Clock *m_clock = nullptr;
    bool m_paused = false;
    bool m_stopped = false;
};

} // namespace core::loopback
