// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_assignment.h"

namespace core::kafka {

std::vector<LaneEvent> Assignment::take(const QByteArray &topic,
                                        const std::vector<LaneStart> &starts)
{
    clear();
    for (const LaneStart &start : starts) {
        const auto partition = static_cast<std::size_t>(start.partition);
        m_byPartition.resize(std::max(m_byPartition.size(), partition + 1), -1);
        m_byPartition[partition] = static_cast<std::int32_t>(m_lanes.size());
        Lane lane;
        lane.info = std::make_shared<LaneInfo>(LaneInfo{.id = ++m_lastId,
                                                        .name = laneName(topic, start.partition),
                                                        .topic = QString::fromLatin1(topic),
                                                        .partition = start.partition,
                                                        .epoch = start.epoch});
        lane.next = lane.taken = lane.drained = start.offset;
        lane.high = start.high;
        lane.store.reset(rd_kafka_topic_partition_list_new(1));
        rd_kafka_topic_partition_list_add(lane.store.get(), topic.constData(), start.partition);
        m_lanes.push_back(std::move(lane));
    }
    std::vector<LaneEvent> assigned = events(LaneEvent::Kind::Assigned, {});
    for (std::size_t i = 0; i < assigned.size(); ++i) {
        const bool isDone = starts[i].offset >= starts[i].high; // nothing to wait for
        assigned[i].end = Position{.value = isDone ? -1 : starts[i].high - 1, .stable = true};
    }
    return assigned;
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
    m_byPartition.clear();
}

Assignment::Lane *Assignment::ofPartition(std::int32_t partition)
{
    const auto index = static_cast<std::size_t>(partition);
    if (partition < 0 || index >= m_byPartition.size() || m_byPartition[index] < 0) {
        return nullptr;
    }
    return &m_lanes[static_cast<std::size_t>(m_byPartition[index])];
}

Assignment::Lane *Assignment::ofInfo(const LaneInfo &info)
{
    Lane *lane = ofPartition(info.partition);
    return lane && lane->info->id == info.id ? lane : nullptr;
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
