// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/websocket/received_queue.h"
#include "core/connectors/websocket/sequence_watch.h"
#include "core/connectors/websocket/websocket_link.h"
#include "core/support/backoff.h"

namespace core::websocket {

/// Keeps a connection and hands over what arrives. Nothing is acknowledged and nothing comes again:
/// each disconnect is a gap, counted and logged. A flow that cannot follow stops the reading; after
/// 30 s of that the connection is given up until there is room.
class WebSocketSource final : public Source
{
public:
    explicit WebSocketSource(WebSocketConfig config);
    ~WebSocketSource() override;

    Result<void> open(const SourceContext &context) override;
    Result<Polled> poll(std::size_t maxMessages, std::size_t maxBytes) override;
    void acknowledge(const LaneInfo &, Position) override { } ///< the server knows nothing of it
    void pause() override { m_paused = true; }
    void resume() override;
    Health health() const override;
    void sawSleep() override;
    void stopIntake() override;
    void close(std::chrono::milliseconds deadline) override;

private:
    void connectNow();
    void handleReady();
    void handleReceived(Bytes message);
    void handleEnded(const Error &error, int closeCode);
    void noteGap(const Error &error);
    bool refusesForGood(int closeCode);
    void holdBack();
    void readOn(std::size_t wanted);
    void dropLink();

    const WebSocketConfig m_config;
    ConnectPlan m_plan;
    Clock *m_clock = nullptr; ///< null = not open
    Wakeup *m_wakeup = nullptr;
    std::unique_ptr<QObject> m_context; ///< receives signals and the retry
    std::unique_ptr<Alarm> m_retry;
    std::unique_ptr<Alarm> m_heldAlarm;
    std::unique_ptr<WebSocketLink> m_link;
    Backoff m_backoff;
    LanePtr m_lane;
    bool m_announced = false;
    bool m_paused = false;
    bool m_stopped = false;
    bool m_held = false;

    ReceivedQueue m_queue;
    std::optional<SequenceWatch> m_sequence;
    std::optional<TimePoint> m_openedAt;
    std::optional<TimePoint> m_lastHeard;
    std::optional<Error> m_trouble;
    std::optional<Error> m_permanent;
    int m_refusals = 0;
    std::uint64_t m_gaps = 0;
    std::uint64_t m_unlogged = 0;
    std::optional<TimePoint> m_lastLog;
};

} // namespace core::websocket
