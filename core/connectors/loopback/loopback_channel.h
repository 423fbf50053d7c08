// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/flow/owned_batch.h"

#include <QByteArray>

#include <deque>
#include <map>
#include <mutex>

namespace core::loopback {

/// A message while it lies in a channel; null payload and null key stay null.
struct LoopbackMessage
{
    QByteArray payload = {};
    QByteArray key = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    std::int64_t timestampMs = -1;
    int lane = 0;
    std::int64_t position = -1; ///< given by the channel

    static LoopbackMessage copyOf(const MessageView &view);
};

/// Where one source stands; everything in it is guarded by its channel.
struct LoopbackReader
{
    struct Lane
    {
        LanePtr info = {};
        std::int64_t next = 0; ///< position to hand out
        bool assigned = false;
    };
    Wakeup *wakeup = nullptr;
    Purpose purpose = Purpose::Flow;
    std::vector<StoredPosition> startAt = {};
    bool wasMissing = false;
    std::vector<SourceEnding> endings = {};
    std::map<int, Lane> lanes = {};
    std::vector<LaneEvent> events = {};
    std::uint64_t lastLaneId = 0;
};

/// A named queue of this program, from the first use to the end of the process. Messages stay until
/// they are acknowledged, so that a restarted source gets them again. Engine tests push and take
/// here without an endpoint or a source, and let either side misbehave. Any thread.
class LoopbackChannel final
{
public:
    static std::shared_ptr<LoopbackChannel> named(const QString &name);

    // The test's side.
    std::int64_t push(LoopbackMessage message);
    std::int64_t push(QByteArray payload, QByteArray key = {}, int lane = 0);
    /// Moves out what lies here, lane by lane, oldest first.
    std::vector<LoopbackMessage> take(std::size_t most = std::numeric_limits<std::size_t>::max());
    std::size_t size() const; ///< pushed and neither acknowledged nor taken
    std::int64_t acknowledged(int lane = 0) const; ///< -1 = nothing yet
    /// Lanes are assigned by themselves at open and at their first message; these do it by hand.
    void assign(int lane);
    void revoke(int lane, TimePoint deadline);
    void lose(int lane);
    bool isReleased(int lane) const; ///< answered since the last revoke()
    int opened() const; ///< how many sources were opened here
    bool wasMissing() const; ///< what the last of them was told
    std::vector<SourceEnding> endings() const; ///< likewise
    void failOpen(Error error); ///< the next open() of a source
    void failPoll(Error error); ///< the next poll()
    void failEndpoint(std::optional<Error> error); ///< what Endpoint::failure() says from now on
    void setSilent(bool silent); ///< neither side hears anything; nothing is lost
    void setEnded(); ///< the source says so once everything was handed out
    /// Asked by endpoints for each message; none = deliver.
    using Judge = std::function<std::optional<MessageOutcome>(const LoopbackMessage &message)>;
    void setJudge(Judge judge);
    void setStored(std::vector<StoredPosition> positions); ///< what storedPositions() says

    // The source's side.
    Result<void> attach(LoopbackReader &reader);
    void detach(LoopbackReader &reader);
    Result<Polled> read(LoopbackReader &reader, std::size_t maxMessages, std::size_t maxBytes,
                        Clock &clock);
    void acknowledge(LoopbackReader &reader, const LaneInfo &lane, Position position);
    void release(LoopbackReader &reader, const LanePtr &lane);
    std::vector<LaneFigures> figures(const LoopbackReader &reader) const;

    // The endpoint's side.
    void addWriter(Wakeup *wakeup); ///< notified when there is room, or the channel speaks again
    void removeWriter(Wakeup *wakeup);
    std::optional<MessageOutcome> judge(const LoopbackMessage &message) const;
    bool isSilent() const;
    Health health(const Clock &clock) const; ///< of either side's connection
    std::optional<Error> endpointFailure() const;
    std::vector<StoredPosition> stored() const;

private:
    struct Lane
    {
        std::deque<LoopbackMessage> kept;
        std::int64_t next = 0;
        std::int64_t acknowledged = -1;
        bool released = true;
    };
    explicit LoopbackChannel(QString name);
    std::int64_t add(LoopbackMessage message);
    void assignTo(LoopbackReader &reader, int lane);
    void withdraw(int lane, LaneEvent::Kind kind, TimePoint deadline);
    void fill(LoopbackReader &reader, OwnedBatch &batch, std::size_t maxMessages,
              std::size_t maxBytes);
    bool hasMore(const LoopbackReader &reader) const;
    void drop(Lane &lane, std::int64_t upTo);
    void wakeReaders();
    void wakeWriters();

    mutable std::mutex m_mutex;
    const QString m_name;
    const std::int32_t m_epoch; ///< positions begin anew with each process
    std::map<int, Lane> m_lanes;
    std::size_t m_size = 0;
    std::vector<LoopbackReader *> m_readers;
    std::vector<Wakeup *> m_writers;
    std::optional<Error> m_openError;
    std::optional<Error> m_pollError;
    std::optional<Error> m_endpointError;
    std::vector<StoredPosition> m_stored;
    Judge m_judge;
    int m_opened = 0;
    bool m_wasMissing = false;
    std::vector<SourceEnding> m_endings;
    bool m_silent = false;
    bool m_ended = false;
};

} // namespace core::loopback
