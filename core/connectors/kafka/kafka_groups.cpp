// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_groups.h"

#include "core/connectors/kafka/kafka_admin.h"
#include "core/connectors/kafka/kafka_probe.h"
#include "core/connectors/kafka/kafka_reach.h"
#include "core/connectors/kafka/kafka_starts.h"
#include "core/support/text.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

Error unnamed()
{
    return {.code = ErrorCode::Config,
            .id = "group.unnamed",
            .message = text(WEIR_TEXT("The consumer group follows from the flow, and no flow reads "
                                      "this source yet")),
            .field = u"group"_s,
            .fix = text(WEIR_TEXT("Name a group, or save a flow with this source"))};
}

Error busy(const ReaderGroup &group)
{
    return {.code = ErrorCode::Rejected,
            .id = "kafka.group.busy",
            .message = text(WEIR_TEXT("The group has %1 members: positions can only be moved while "
                                      "nobody reads"))
                           .arg(group.members.size()),
            .fix =
                text(WEIR_TEXT("Stop all that reads in this group, then try again; a stopped flow "
                               "stays a member of its own group for the group time-out"))};
}

/// Everything that one look at a group needs; blocks.
class GroupLook final
{
public:
    GroupLook(Probe &probe, const Reach &reach, const GroupQuestion &question)
        : m_probe(probe), m_reach(reach), m_question(question)
    { }

    Result<ReaderGroup> look(const QString &name);
    /// Fills in the targets of a look.
    Result<void> aim(ReaderGroup &group, const GroupReset &reset);
    TopicPartitions reached() const { return m_reach.partitionsOf(m_topics); }

private:
    Result<void> findLanes(ReaderGroup &group);
    std::optional<std::int64_t> targetOf(const GroupReset &reset, const TopicPartition &one) const;

    Probe &m_probe;
    const Reach &m_reach;
    const GroupQuestion &m_question;
    Topics m_topics;
    std::map<TopicPartition, std::int64_t> m_lows;
    std::map<TopicPartition, std::int64_t> m_ends;
    std::map<TopicPartition, std::int64_t> m_atTime;
};

std::map<TopicPartition, std::int64_t> mapOf(const Ends &ends)
{
    return {ends.begin(), ends.end()};
}

std::optional<std::int64_t> valueIn(const std::map<TopicPartition, std::int64_t> &all,
                                    const TopicPartition &one)
{
    const auto found = all.find(one);
    return found == all.end() ? std::nullopt : std::optional(found->second);
}

Result<ReaderGroup> GroupLook::look(const QString &name)
{
    MetadataHandle all;
    if (const auto refused = m_probe.askAllTopics(m_question.limit, all)) {
        return joined(*refused);
    }
    Result<ReaderGroup> group = describeGroup(m_probe, name, m_question.limit);
    if (!group) {
        return group;
    }
    const Chores::Stop stop = false;
    Result<Topics> topics = topicsOf(m_probe.raw(), m_reach, {}, stop, m_question.limit);
    if (!topics) {
        return topics.error();
    }
    m_topics = *std::move(topics);
    if (const Result<void> found = findLanes(*group); !found) {
        return found.error();
    }
    return group;
}

Result<void> GroupLook::findLanes(ReaderGroup &group)
{
    const auto stored = positionsOf(m_probe, group.name, m_question.limit);
    if (!stored) {
        return stored.error();
    }
    std::map<TopicPartition, GroupLane> lanes;
    TopicPartitions all = reached();
    for (const auto &[one, offset] : *stored) {
        all.push_back(one);
        lanes[one].position = offset;
    }
    m_ends = mapOf(endsOf(m_probe.raw(), all));
    for (const TopicPartition &one : all) {
        GroupLane &lane = lanes[one];
        lane.lane = laneName(one.topic, one.partition);
        lane.end = valueIn(m_ends, one);
    }
    for (const GroupLane &read : group.lanes) { // by members, as describeGroup() leaves them
        for (auto &[one, lane] : lanes) {
            if (lane.lane == read.lane) {
                lane.member = read.member;
            }
        }
    }
    group.lanes.clear();
    for (auto &[one, lane] : lanes) {
        group.lanes.push_back(std::move(lane));
    }
    return {};
}

std::optional<std::int64_t> GroupLook::targetOf(const GroupReset &reset,
                                                const TopicPartition &one) const
{
    const auto low = valueIn(m_lows, one);
    const auto end = valueIn(m_ends, one);
    if (!low || !end) {
        return std::nullopt;
    }
    switch (reset.to) {
    case GroupReset::To::Earliest: return low;
    case GroupReset::To::Latest: return end;
    case GroupReset::To::Time:
        return std::clamp(valueIn(m_atTime, one).value_or(*end), *low, std::max(*low, *end));
    case GroupReset::To::Position:
        for (const GroupReset::Place &place : reset.places) {
            if (place.lane.isEmpty() || place.lane == laneName(one.topic, one.partition)
                || place.lane == QString::number(one.partition)) {
                return std::clamp(place.position, *low, std::max(*low, *end));
            }
        }
        break;
    }
    return std::nullopt;
}

Result<void> GroupLook::aim(ReaderGroup &group, const GroupReset &reset)
{
    const TopicPartitions all = reached();
    m_lows = mapOf(endsOf(m_probe.raw(), all, RD_KAFKA_OFFSET_BEGINNING));
    if (reset.to == GroupReset::To::Time) {
        const Chores::Stop stop = false;
        const auto found = offsetsAt(m_probe.raw(), all, reset.timeMs, stop, m_question.limit);
        if (!found) {
            return found.error();
        }
        for (const auto &[one, offset] : *found) {
            if (offset) {
                m_atTime[one] = *offset;
            }
        }
    }
    for (const TopicPartition &one : all) {
        const auto lane =
            std::ranges::find(group.lanes, laneName(one.topic, one.partition), &GroupLane::lane);
        if (lane != group.lanes.end()) {
            lane->target = targetOf(reset, one);
        }
    }
    return {};
}

/// What the reset changes.
std::map<TopicPartition, std::int64_t> changesIn(const ReaderGroup &group,
                                                 const TopicPartitions &reached)
{
    std::map<TopicPartition, std::int64_t> changes;
    for (const TopicPartition &one : reached) {
        const auto lane =
            std::ranges::find(group.lanes, laneName(one.topic, one.partition), &GroupLane::lane);
        if (lane != group.lanes.end() && lane->target) {
            changes[one] = *lane->target;
        }
    }
    return changes;
}

} // namespace

Result<ReaderGroup> groupOf(const KafkaSourceConfig &config, const GroupQuestion &question)
{
    if (config.group.isEmpty() && question.flowId.isEmpty()) {
        return unnamed();
    }
    const QString name = config.groupFor(question.flowId);
    Result<Probe> probe =
        Probe::make(config.connection(u"group"_s, question.baseFolder), name, question.isCancelled);
    if (!probe) {
        return probe.error();
    }
    const Reach reach(config);
    GroupLook look(*probe, reach, question);
    Result<ReaderGroup> group = look.look(name);
    if (!group || !question.reset) {
        return group;
    }
    if (!group->members.empty()) {
        return busy(*group);
    }
    if (const Result<void> aimed = look.aim(*group, *question.reset); !aimed) {
        return aimed.error();
    }
    if (question.reset->isOnlyTold) {
        return group;
    }
    const auto moved =
        movePositions(*probe, name, changesIn(*group, look.reached()), question.limit);
    if (!moved) {
        return moved.error();
    }
    return look.look(name);
}

} // namespace core::kafka
