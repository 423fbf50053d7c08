// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_admin.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/logging.h"

#include <array>
#include <functional>

using namespace std::chrono_literals;

namespace core::kafka {
namespace {

using OptionsHandle = Handle<rd_kafka_AdminOptions_t, &rd_kafka_AdminOptions_destroy>;
using NewTopicHandle = Handle<rd_kafka_NewTopic_t, &rd_kafka_NewTopic_destroy>;
using ListHandle =
    Handle<rd_kafka_ListConsumerGroupOffsets_t, &rd_kafka_ListConsumerGroupOffsets_destroy>;
using AlterHandle =
    Handle<rd_kafka_AlterConsumerGroupOffsets_t, &rd_kafka_AlterConsumerGroupOffsets_destroy>;

using Ask = std::function<void(rd_kafka_AdminOptions_t *, rd_kafka_queue_t *)>;

Result<EventHandle> answerTo(rd_kafka_t *client, rd_kafka_admin_op_t kind,
                             std::chrono::milliseconds limit, const Ask &ask)
{
    std::array<char, 256> why{};
    const QueueHandle queue(rd_kafka_queue_new(client));
    const OptionsHandle options(rd_kafka_AdminOptions_new(client, kind));
    const int ms = static_cast<int>(limit.count());
    rd_kafka_AdminOptions_set_request_timeout(options.get(), ms, why.data(), why.size());
    ask(options.get(), queue.get());
    EventHandle event(rd_kafka_queue_poll(queue.get(), ms + 1000));
    if (!event) {
        return errorOf(RD_KAFKA_RESP_ERR__TIMED_OUT, "");
    }
    if (const auto code = rd_kafka_event_error(event.get())) {
        return errorOf(code, rd_kafka_event_error_string(event.get()));
    }
    return event;
}

std::optional<Error> errorIn(const rd_kafka_error_t *error)
{
    return error && rd_kafka_error_code(error)
        ? std::optional(errorOf(rd_kafka_error_code(error), rd_kafka_error_string(error)))
        : std::nullopt;
}

void addMember(ReaderGroup &group, const rd_kafka_MemberDescription_t &member)
{
    const auto textOf = [](const char *words) { return QString::fromUtf8(words ? words : ""); };
    GroupMember made{.name = textOf(rd_kafka_MemberDescription_client_id(&member)),
                     .id = textOf(rd_kafka_MemberDescription_consumer_id(&member)),
                     .host = textOf(rd_kafka_MemberDescription_host(&member))};
    if (made.host.startsWith(u'/')) {
        made.host.remove(0, 1);
    }
    const auto *assignment = rd_kafka_MemberDescription_assignment(&member);
    const auto *held = assignment ? rd_kafka_MemberAssignment_partitions(assignment) : nullptr;
    for (int i = 0; held && i < held->cnt; ++i) {
        group.lanes.push_back({.lane = laneName(held->elems[i].topic, held->elems[i].partition),
                               .member = made.name});
        ++made.lanes;
    }
    group.members.push_back(std::move(made));
}

/// The one group of an answer, which has an error of its own.
Result<const rd_kafka_topic_partition_list_t *> partitionsIn(const rd_kafka_group_result_t **groups,
                                                             std::size_t count)
{
    if (count != 1) {
        return errorOf(RD_KAFKA_RESP_ERR__BAD_MSG, "");
    }
    if (auto error = errorIn(rd_kafka_group_result_error(groups[0]))) {
        return *std::move(error);
    }
    return rd_kafka_group_result_partitions(groups[0]);
}

} // namespace

Result<ReaderGroup> describeGroup(Probe &probe, const QString &name,
                                  std::chrono::milliseconds limit)
{
    const QByteArray id = name.toUtf8();
    const auto answer =
        answerTo(probe.raw(), RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, limit,
                 [&](rd_kafka_AdminOptions_t *options, rd_kafka_queue_t *queue) {
                     const char *ids[] = {id.constData()};
                     rd_kafka_DescribeConsumerGroups(probe.raw(), ids, 1, options, queue);
                 });
    if (!answer) {
        return answer.error();
    }
    std::size_t count = 0;
    const auto *result = rd_kafka_event_DescribeConsumerGroups_result(answer->get());
    const auto **groups = rd_kafka_DescribeConsumerGroups_result_groups(result, &count);
    if (count != 1) {
        return errorOf(RD_KAFKA_RESP_ERR__BAD_MSG, "");
    }
    if (auto error = errorIn(rd_kafka_ConsumerGroupDescription_error(groups[0]))) {
        return *std::move(error);
    }
    ReaderGroup group{.name = name,
                      .state = QString::fromLatin1(rd_kafka_consumer_group_state_name(
                          rd_kafka_ConsumerGroupDescription_state(groups[0])))};
    const std::size_t members = rd_kafka_ConsumerGroupDescription_member_count(groups[0]);
    for (std::size_t i = 0; i < members; ++i) {
        addMember(group, *rd_kafka_ConsumerGroupDescription_member(groups[0], i));
    }
    return group;
}

Result<std::map<TopicPartition, std::int64_t>> positionsOf(Probe &probe, const QString &name,
                                                           std::chrono::milliseconds limit)
{
    const ListHandle list(
        rd_kafka_ListConsumerGroupOffsets_new(name.toUtf8().constData(), nullptr));
    const auto answer =
        answerTo(probe.raw(), RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, limit,
                 [&](rd_kafka_AdminOptions_t *options, rd_kafka_queue_t *queue) {
                     rd_kafka_ListConsumerGroupOffsets_t *lists[] = {list.get()};
                     rd_kafka_ListConsumerGroupOffsets(probe.raw(), lists, 1, options, queue);
                 });
    if (!answer) {
        return answer.error();
    }
    std::size_t count = 0;
    const auto *result = rd_kafka_event_ListConsumerGroupOffsets_result(answer->get());
    const auto **groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count);
    const auto found = partitionsIn(groups, count);
    if (!found) {
        return found.error();
    }
    std::map<TopicPartition, std::int64_t> positions;
    for (int i = 0; *found && i < (*found)->cnt; ++i) {
        const rd_kafka_topic_partition_t &one = (*found)->elems[i];
        if (one.offset >= 0) {
            positions[{.topic = one.topic, .partition = one.partition}] = one.offset;
        }
    }
    return positions;
}

Result<void> movePositions(Probe &probe, const QString &name,
                           const std::map<TopicPartition, std::int64_t> &positions,
                           std::chrono::milliseconds limit)
{
    if (positions.empty()) {
        return {};
    }
    const PartitionsHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
    for (const auto &[one, offset] : positions) {
        rd_kafka_topic_partition_list_add(list.get(), one.topic.constData(), one.partition)
            ->offset = offset;
    }
    const AlterHandle alter(
        rd_kafka_AlterConsumerGroupOffsets_new(name.toUtf8().constData(), list.get()));
    const auto answer =
        answerTo(probe.raw(), RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS, limit,
                 [&](rd_kafka_AdminOptions_t *options, rd_kafka_queue_t *queue) {
                     rd_kafka_AlterConsumerGroupOffsets_t *alters[] = {alter.get()};
                     rd_kafka_AlterConsumerGroupOffsets(probe.raw(), alters, 1, options, queue);
                 });
    if (!answer) {
        return answer.error();
    }
    std::size_t count = 0;
    const auto *result = rd_kafka_event_AlterConsumerGroupOffsets_result(answer->get());
    const auto **groups = rd_kafka_AlterConsumerGroupOffsets_result_groups(result, &count);
    const auto moved = partitionsIn(groups, count);
    if (!moved) {
        return moved.error();
    }
    for (int i = 0; *moved && i < (*moved)->cnt; ++i) {
        if (const auto code = (*moved)->elems[i].err) {
            return errorOf(code, (*moved)->elems[i].topic);
        }
    }
    return {};
}

Result<void> createTopic(rd_kafka_t *client, const QByteArray &name,
                         std::chrono::milliseconds limit)
{
    constexpr int kAsTheBrokerSays = -1;
    std::array<char, 256> why{};
    const NewTopicHandle topic(rd_kafka_NewTopic_new(name.constData(), kAsTheBrokerSays,
                                                     kAsTheBrokerSays, why.data(), why.size()));
    if (!topic) {
        return errorOf(RD_KAFKA_RESP_ERR__INVALID_ARG, why.data());
    }
    rd_kafka_NewTopic_t *one = topic.get();
    Result<EventHandle> answer =
        answerTo(client, RD_KAFKA_ADMIN_OP_CREATETOPICS, limit,
                 [&](rd_kafka_AdminOptions_t *options, rd_kafka_queue_t *queue) {
                     rd_kafka_CreateTopics(client, &one, 1, options, queue);
                 });
    if (!answer) {
        return answer.error();
    }
    std::size_t count = 0;
    const rd_kafka_topic_result_t **results = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result(answer->get()), &count);
    const auto code =
        count == 1 ? rd_kafka_topic_result_error(results[0]) : RD_KAFKA_RESP_ERR__BAD_MSG;
    if (code && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
        return errorOf(code, count == 1 ? rd_kafka_topic_result_error_string(results[0]) : "");
    }
    return {};
}

Result<Partitions> partitionsOrCreated(rd_kafka_t *client, const QByteArray &topic,
                                       const Chores::Stop &stop)
{
    constexpr auto kLimit = 10s; // until every broker knows it
    Result<Partitions> found = partitionsOf(client, topic, stop);
    const auto isMissing = [&found] { return !found && found.error().code == ErrorCode::NotFound; };
    if (!isMissing()) {
        return found;
    }
    if (const Result<void> made = createTopic(client, topic, kLimit); !made) {
        return made.error();
    }
    qCInfo(logConnector, "the topic %s was created", topic.constData());
    const auto until = std::chrono::steady_clock::now() + kLimit;
    do {
        found = partitionsOf(client, topic, stop);
    } while (isMissing() && !stop && std::chrono::steady_clock::now() < until);
    return found;
}

} // namespace core::kafka
