// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/endpoint_line.h"
#include "core/engine/flow_claim.h"
#include "core/engine/flow_setup.h"
#include "core/engine/lane_book.h"
#include "core/engine/latency_histogram.h"
#include "core/engine/letter_keeper.h"
#include "core/engine/second_rates.h"

#include <QObject>

class QSocketNotifier;

namespace core {

/// Runs one flow: opens both ends, takes in, hands on, acknowledges what is finished, and begins
/// anew after trouble. Lives in its flow's worker thread and is driven by the wake-up and by
/// timers; nothing in a turn waits. Source and endpoints are told apart only by their interfaces.
class FlowRunner final : public QObject
{
    Q_OBJECT

public:
    explicit FlowRunner(FlowSetup setup);
    ~FlowRunner() override;

    void begin();
    /// Drains, at most so long, then hands the rest back to the source.
    void stop(std::chrono::milliseconds deadline);

Q_SIGNALS:
    void ended();

private:
    enum class Phase
    {
        Opening,
        Running,
        Breaking, ///< an end failed: what is on its way finishes first
        Waiting, ///< for the next attempt
        Stopping,
        Ended
    };
    struct Fault
    {
        Error error;
        QString path; ///< of the end: "sources.orders", "flows.orders.from"
        std::optional<LanePlace> stuckAt = {};
    };

    /// Refused messages on their way into the dead-letter store, and where they are open.
    struct NewLetters
    {
        std::vector<DeadLetter> letters;
        std::vector<std::pair<FlightId, std::uint32_t>> open;
    };

    // flow_runner.cpp: the life of a run
    void open();
    Result<void> claim();
    Result<void> openEndpoints();
    Result<void> openSource();
    void breakDown(Error error, const QString &path);
    void noteSourceEnding(const Error &error);
    void finishBreaking();
    void waitAndReopen(std::chrono::milliseconds delay);
    void reopenNow();
    void tearDown();
    void finish(FlowStatus status);
    bool hasDrained() const;

    // flow_turn.cpp: the path of the messages
    void handleWakeup();
    void queueTurn();
    void turn();
    void collectAnswers();
    void settle(EndpointLine &line, Settled &settled, NewLetters &letters);
    bool storeDeadLetters(NewLetters &letters);
    void refuse(FlightId flight, const BatchPtr &batch, std::vector<MessageOutcome> refused);
    void acknowledge();
    void releaseLanes();
    void takeIn();
    void accept(Polled polled);
    void noteLaneEvents(const std::vector<LaneEvent> &events);
    bool isWindowFull();
    std::size_t roomInMessages() const;
    void checkEndpoints();
    void checkEnd();
    void wakeAt(std::optional<TimePoint> when);
    void publishCounters();
    void countFates();

    // flow_watch.cpp: once a second
    void tick();
    double windowFill() const; ///< 0..1, of messages or bytes, whichever is fuller
    void watchSleep();
    void watchMemory();
    void watchWindow();
    void publishSecond();
    void describeSource(FlowSnapshot &figures);
    void describeReach(FlowSnapshot &figures) const;
    FlowStatus judge();
    FlowStatus judgeEase(const std::optional<Error> &notice) const;
    FlowStatus faultStatus(FlowState state, const Fault &fault) const;
    void publishStatus(FlowStatus status);
    QString sourcePath() const;
    QString fieldPath(const Fault &fault) const;
    static QString endpointPath(const EndpointLine &line);

    FlowSetup m_setup;
    FlowClaim m_claim;
    Wakeup m_wakeup;
    QSocketNotifier *m_notifier = nullptr;
    Phase m_phase = Phase::Opening;
    std::optional<SourceContext> m_sourceContext; ///< lent to the source; outlives it
    std::deque<EndpointContext> m_endpointContexts; ///< lent to the endpoints, likewise
    std::vector<std::unique_ptr<EndpointLine>> m_lines;
    std::unique_ptr<Source> m_source;
    LetterKeeper m_letters;
    AckTracker m_tracker;
    LaneBook m_lanes;
    Backoff m_reopen;
    std::int64_t m_nextTryMs = 0; ///< counts while waiting
    std::uint64_t m_wait = 0; ///< which one: timers of others are over
    std::optional<Fault> m_fault;
    TimePoint m_breakUntil = {};
    bool m_hasWorked = false; ///< both ends were ready once
    bool m_sourceWasMissing = false; ///< since it worked, until it has lanes again
    std::deque<SourceEnding> m_sourceEndings;
    bool m_turnQueued = false;
    bool m_intakeEnded = false;
    bool m_windowFull = false;
    bool m_memoryFull = false;
    bool m_paused = false;
    TimePoint m_fullSince = {};
    std::optional<TimePoint> m_wakeAt;

    FlowCounters m_counters; ///< of earlier runs and this one
    std::vector<EndpointCounters> m_endpointCounters;
    std::uint64_t m_earlierFates[kFates] = {};
    std::uint64_t m_earlierRetries = 0;
    std::uint64_t m_earlierReconnects = 0;
    std::uint64_t m_earlierLost = 0;
    std::uint64_t m_takenIn = 0; ///< in this run, for the limit
    LatencyHistogram m_latency;
    SecondRates m_rates;
    TimePoint m_began = {};
    TimePoint m_lastTick = {};
    std::int64_t m_lastTickMs = 0; ///< wall clock
    TimePoint m_lastMessage = {};
    std::int64_t m_lastMessageMs = 0;
    double m_pausedSeconds = 0;
    QString m_reported; ///< kind and attempt of the problem told last; at first of an earlier run
};

} // namespace core
