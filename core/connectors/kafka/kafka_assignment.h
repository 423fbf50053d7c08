// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/connector.h"
#include "core/connectors/kafka/kafka_consumer.h"
#include "core/connectors/kafka/kafka_skip.h"
#include "core/connectors/kafka/kafka_starts.h"

#include <map>

namespace core::kafka {

/// The partitions this source reads now, from assignment to release, and how far each is finished.
class Assignment final
{
public:
    struct Lane
    {
        LanePtr info = {};
        std::int64_t next = 0; ///< first offset that is not finished
        std::int64_t last = -1; ///< message handed over; -1 = none yet
        std::int64_t taken = 0; ///< one past it, or where the lane began
        std::int64_t drained = 0; ///< nothing but markers of transactions between `taken` and this
        std::int64_t high = 0; ///< one past the last one, as known at the assignment
        PartitionsHandle store = {}; ///< reused to store positions without allocating
        std::uint64_t batch = 0; ///< the batch being filled that knows this lane…
        std::uint32_t index = 0; ///< …under this number
        std::int64_t watched = -1; ///< `taken` when it was last looked at
        int timesBehind = 0; ///< since then it stood still though there was more
        int unreadable = 0; ///< times in a row that the same stored batch could not be unpacked
        std::optional<SkipSearch> skip = {}; ///< what comes now only tells where to go on
    };

    /// New lanes with numbers never used before.
    std::vector<LaneEvent> take(const std::vector<LaneStart> &starts);
    /// Hands every lane back as an event of that kind; they stay until clear().
    std::vector<LaneEvent> events(LaneEvent::Kind kind, TimePoint deadline) const;
    void clear();

    /// Everything up to `offset` was read; true where the lane's end is reached earlier by that.
    static bool drain(Lane &lane, std::int64_t offset);
    /// The message is finished; what is no message behind it is too.
    static void finish(Lane &lane, std::int64_t offset);

    Lane *of(const rd_kafka_message_t &message);
    Lane *of(const TopicPartition &partition);
    Lane *ofInfo(const LaneInfo &info);
    std::vector<Lane> &lanes() { return m_lanes; }
    const std::vector<Lane> &lanes() const { return m_lanes; }
    bool isEmpty() const { return m_lanes.empty(); }

    /// All partitions with the offsets to read next.
    PartitionsHandle list() const;

private:
    /// Index into m_lanes by partition, -1 = none.
    using ByPartition = std::vector<std::int32_t>;

    void add(const LaneStart &start);
    Lane *in(const ByPartition &places, std::int32_t partition);
    const ByPartition *placesOf(const QByteArray &topic) const;

    std::vector<Lane> m_lanes;
    std::map<QByteArray, ByPartition> m_byTopic;
    /// Of the message before. The library keeps a topic's handle while we hold a partition of it,
    /// so that none gets the address of another.
    const rd_kafka_topic_t *m_lastTopic = nullptr;
    const ByPartition *m_lastPlaces = nullptr;
    std::uint64_t m_firstId = 0;
    std::uint64_t m_lastId = 0;
};

/// What the figures and lights of a lane and its source say; reads cached numbers only.
std::vector<LaneFigures> figuresOf(const Assignment &assignment, rd_kafka_t *client);

} // namespace core::kafka
