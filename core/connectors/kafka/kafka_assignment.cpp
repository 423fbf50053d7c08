// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_assignment.h"

namespace core::kafka {

std::vector<LaneEvent> Assignment::take(const std::vector<LaneStart> &starts)
{
    clear();
    m_firstId = m_lastId + 1;
    for (const LaneStart &start : starts) {
        add(start);
    }
    std::vector<LaneEvent> assigned = events(LaneEvent::Kind::Assigned, {});
    for (std::size_t i = 0; i < assigned.size(); ++i) {
        const bool isDone = starts[i].offset >= starts[i].high; // nothing to wait for
        assigned[i].end = Position{.value = isDone ? -1 : starts[i].high - 1, .stable = true};
    }
    return assigned;
}

void Assignment::add(const LaneStart &start)
{
    ByPartition &places = m_byTopic[start.topic];
    const auto partition = static_cast<std::size_t>(start.partition);
    places.resize(std::max(places.size(), partition + 1), -1);
    places[partition] = static_cast<std::int32_t>(m_lanes.size());
    Lane lane;
    lane.info = std::make_shared<LaneInfo>(LaneInfo{.id = ++m_lastId,
                                                    .name = laneName(start.topic, start.partition),
                                                    .topic = QString::fromLatin1(start.topic),
                                                    .partition = start.partition,
                                                    .epoch = start.epoch});
    lane.next = lane.taken = lane.drained = start.offset;
    lane.high = start.high;
    lane.store.reset(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(lane.store.get(), start.topic.constData(), start.partition);
    m_lanes.push_back(std::move(lane));
}

bool Assignment::drain(Lane &lane, std::int64_t offset)
{
    lane.drained = std::max(offset, lane.taken);
    finish(lane, lane.next - 1);
    return lane.taken < lane.high;
}

void Assignment::finish(Lane &lane, std::int64_t offset)
{
    lane.next = std::max(lane.next, offset + 1);
    if (lane.next == lane.taken) {
        lane.next = std::max(lane.next, lane.drained);
    }
}

std::vector<LaneEvent> Assignment::events(LaneEvent::Kind kind, TimePoint deadline) const
{
    std::vector<LaneEvent> events;
    for (const Lane &lane : m_lanes) {
        events.push_back(LaneEvent{.kind = kind, .lane = lane.info, .deadline = deadline});
    }
    return events;
}

void Assignment::clear()
{
    m_lanes.clear();
    m_byTopic.clear();
    m_lastTopic = nullptr;
    m_lastPlaces = nullptr;
}

const Assignment::ByPartition *Assignment::placesOf(const QByteArray &topic) const
{
    const auto found = m_byTopic.find(topic);
    return found == m_byTopic.end() ? nullptr : &found->second;
}

Assignment::Lane *Assignment::in(const ByPartition &places, std::int32_t partition)
{
    const auto index = static_cast<std::size_t>(partition);
    if (partition < 0 || index >= places.size() || places[index] < 0) {
        return nullptr;
    }
    return &m_lanes[static_cast<std::size_t>(places[index])];
}

Assignment::Lane *Assignment::of(const rd_kafka_message_t &message)
{
    if (!message.rkt) {
        return nullptr;
    }
    if (message.err) { // with a handle of its own, maybe
        return of({.topic = rd_kafka_topic_name(message.rkt), .partition = message.partition});
    }
    if (message.rkt != m_lastTopic || !m_lastPlaces) {
        m_lastPlaces = placesOf(rd_kafka_topic_name(message.rkt));
        m_lastTopic = message.rkt;
    }
    return m_lastPlaces ? in(*m_lastPlaces, message.partition) : nullptr;
}

Assignment::Lane *Assignment::of(const TopicPartition &partition)
{
    const ByPartition *places = placesOf(partition.topic);
    return places ? in(*places, partition.partition) : nullptr;
}

Assignment::Lane *Assignment::ofInfo(const LaneInfo &info)
{
    const std::uint64_t index = info.id - m_firstId;
    return info.id >= m_firstId && index < m_lanes.size() ? &m_lanes[index] : nullptr;
}

PartitionsHandle Assignment::list() const
{
    PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(m_lanes.size())));
    for (const Lane &lane : m_lanes) {
        rd_kafka_topic_partition_list_add(list.get(), qPrintable(lane.info->topic),
                                          lane.info->partition)
            ->offset = lane.next;
    }
    return list;
}

std::vector<LaneFigures> figuresOf(const Assignment &assignment, rd_kafka_t *client)
{
    std::vector<LaneFigures> figures;
    for (const Assignment::Lane &lane : assignment.lanes()) {
        std::int64_t low = RD_KAFKA_OFFSET_INVALID;
        std::int64_t high = RD_KAFKA_OFFSET_INVALID;
        if (client) {
            rd_kafka_get_watermark_offsets(client, qPrintable(lane.info->topic),
                                           lane.info->partition, &low, &high);
        }
        high = std::max({high, lane.high, lane.next});
        LaneFigures lines{.name = lane.info->name, .lag = high - lane.next};
        if (lane.next > 0) {
            lines.position = lane.next - 1;
        }
        if (high > 0) {
            lines.end = high - 1;
        }
        figures.push_back(std::move(lines));
    }
    return figures;
}

} // namespace core::kafka
