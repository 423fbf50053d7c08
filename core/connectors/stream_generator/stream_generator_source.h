// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/stream_generator/event_maker.h"

#include <QObject>

namespace core::stream_generator {

/// Makes events by an absolute schedule: tick n is due at start + n × interval, however late the
/// earlier ones were. What falls behind is skipped, never kept.
class StreamGeneratorSource final : public Source
{
public:
    explicit StreamGeneratorSource(StreamGeneratorConfig config) : m_config(std::move(config)) { }

    Result<void> open(const SourceContext &context) override;
    Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) override;
    void acknowledge(const LaneInfo &, Position) override { } ///< nothing to keep
    void pause() override { m_paused = true; }
    void resume() override;
    Health health() const override;
    void stopIntake() override { m_stopped = true; }
    void close(std::chrono::milliseconds deadline) override;

    std::uint64_t skippedTicks() const { return m_skipped; }

private:
    bool isDone() const;
    bool isDue(TimePoint now) const { return m_dueAt <= now; }
    void nextTick();
    void skipLate(TimePoint now);
    BatchPtr make(std::size_t maxMessages, std::size_t maxBytes, TimePoint now);
    Moment moment() const;
    void wakeLater(TimePoint now);

    StreamGeneratorConfig m_config;
    std::optional<EventMaker> m_maker; ///< none = not open
    std::optional<Random> m_jitter; ///< apart, so that it changes no event
    Clock *m_clock = nullptr;
    Wakeup *m_wakeup = nullptr;
    std::unique_ptr<QObject> m_timer; ///< receives the clock's calls
    bool m_timerRuns = false;
    LanePtr m_lane;
    bool m_announced = false;
    bool m_paused = false;
    bool m_stopped = false;
    bool m_preview = false;

    TimePoint m_start;
    TimePoint m_dueAt; ///< of the current tick
    std::int64_t m_tick = 0;
    std::int64_t m_inTick = 0; ///< events of the current tick made
    std::int64_t m_made = 0;
    std::optional<std::int64_t> m_firstMs; ///< start_time
    std::size_t m_usualBytes = 0; ///< of the batch before
    std::uint64_t m_skipped = 0;
    std::optional<TimePoint> m_lastSkip;
};

} // namespace core::stream_generator
