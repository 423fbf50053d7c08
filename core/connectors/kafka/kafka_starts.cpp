// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_starts.h"

#include "core/connectors/kafka/kafka_errors.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace core::kafka {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Positions = std::map<TopicPartition, std::int64_t>;

constexpr auto kSlice =
    std::chrono::seconds(2); ///< how long one call may block: closing waits for it

/// Those to begin with may know of partitions that were added a moment ago.
TopicPartitions allOf(const StartRequest &request)
{
    std::set<TopicPartition> all(request.partitions.begin(), request.partitions.end());
    for (const TopicParts &topic : request.topics) {
        for (const std::int32_t partition : topic.partitions) {
            all.insert({.topic = topic.topic, .partition = partition});
        }
    }
    return {all.begin(), all.end()};
}

/// The group's positions in everything that is read: whether a new topic was added while others
/// were read shows in those.
Result<Positions> committedOf(rd_kafka_t *client, const StartRequest &request,
                              const Chores::Stop &stop)
{
    const PartitionsHandle list = listOf(allOf(request));
    const auto code =
        askUntilSettled(stop, SteadyClock::now() + request.limit, kSlice,
                        [&](int ms) { return rd_kafka_committed(client, list.get(), ms); });
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return stop ? cancelled() : errorOf(code, "");
    }
    Positions committed;
    for (int i = 0; i < list->cnt; ++i) {
        const rd_kafka_topic_partition_t &found = list->elems[i];
        if (found.offset >= 0) {
            committed[{.topic = found.topic, .partition = found.partition}] = found.offset;
        }
    }
    return committed;
}

/// In the order of the request, a few questions for all. The first offsets before the last ones, so
/// that what is deleted meanwhile turns no partition round.
Result<std::vector<LaneStart>> watermarksOf(rd_kafka_t *client, const StartRequest &request,
                                            const Chores::Stop &stop)
{
    std::vector<LaneStart> starts;
    for (const TopicPartition &one : request.partitions) {
        starts.push_back({.topic = one.topic, .partition = one.partition});
    }
    for (const auto &[which, mark] : {std::pair(RD_KAFKA_OFFSET_BEGINNING, &LaneStart::low),
                                      std::pair(RD_KAFKA_OFFSET_END, &LaneStart::high)}) {
        const auto found = offsetsAt(client, request.partitions, which, stop, request.limit);
        if (!found) {
            return found.error();
        }
        for (std::size_t i = 0; i < starts.size(); ++i) {
            starts[i].*mark = (*found)[i].second.value_or(0);
        }
    }
    return starts;
}

/// One request for each broker. A time, or in place of one the beginning or the end.
rd_kafka_resp_err_t askOffsets(rd_kafka_t *client, rd_kafka_topic_partition_list_t &list,
                               std::int64_t time, int ms)
{
    for (int i = 0; i < list.cnt; ++i) {
        list.elems[i].offset = time;
    }
    rd_kafka_resp_err_t answer = rd_kafka_offsets_for_times(client, &list, ms);
    for (int i = 0; i < list.cnt && !answer; ++i) {
        answer = list.elems[i].err;
    }
    return answer;
}

/// The newest position an endpoint kept for this partition.
const StoredPosition *keptFor(const StartRequest &request, const TopicPartition &one)
{
    const QString name = laneName(one.topic, one.partition);
    const StoredPosition *newest = nullptr;
    for (const StoredPosition &kept : request.kept) {
        if (kept.lane == name && (!newest || kept.epoch > newest->epoch)) {
            newest = &kept;
        }
    }
    return newest;
}

/// Its positions count from the beginning again.
LaneStart begunAnew(LaneStart start, std::int32_t storedEpoch)
{
    start.epoch = storedEpoch + 1;
    start.offset = start.low;
    return start;
}

/// What is known of the group's positions and of the asked time.
struct Known
{
    Positions committed = {};
    Positions atTime = {}; ///< partitions without a message so young are missing
};

bool hasPositions(const Known &known, const QByteArray &topic)
{
    return std::ranges::any_of(known.committed,
                               [&](const auto &item) { return item.first.topic == topic; });
}

/// The group has begun with this topic, so what has no position was added since. A named topic
/// counts for itself; one that a pattern matches belongs to all that is read.
bool hasBegun(const StartRequest &request, const Known &known, const QByteArray &topic)
{
    const auto of = [&](const TopicParts &parts) { return parts.topic == topic && parts.isNamed; };
    const bool isNamed = std::ranges::any_of(request.topics, of);
    return request.appeared.contains(topic) || hasPositions(known, topic)
        || (!isNamed && !known.committed.empty());
}

/// Where a group without a position begins.
std::int64_t firstOf(const StartRequest &request, const Known &known, const LaneStart &marks)
{
    switch (request.offset) {
    case StartAt::Earliest: return marks.low;
    case StartAt::Latest: break;
    case StartAt::ByTime: {
        const auto at = known.atTime.find({.topic = marks.topic, .partition = marks.partition});
        return at == known.atTime.end() ? marks.high
                                        : std::clamp(at->second, marks.low, marks.high);
    }
    case StartAt::ByOffset:
        for (const StartOffset &offset : request.offsets) {
            const bool isTopic = offset.topic.isEmpty() || offset.topic.toUtf8() == marks.topic;
            if (isTopic && offset.partition == marks.partition) {
                return std::clamp(offset.offset, marks.low, marks.high);
            }
        }
        return marks.low;
    }
    return marks.high;
}

/// `stored` is the next offset to read.
Result<LaneStart> goneOnFrom(const StartRequest &request, LaneStart start, std::int64_t stored)
{
    if (stored > start.high) { // made anew
        return begunAnew(start, start.epoch);
    }
    start.offset = stored;
    if (stored < start.low) {
        if (request.onLost == OnLostPosition::Stop) {
            return errorOf(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET,
                           qPrintable(laneName(start.topic, start.partition)));
        }
        start.offset = request.onLost == OnLostPosition::Earliest ? start.low : start.high;
        start.lost = start.offset - stored;
    }
    return start;
}

/// The decision for one partition.
Result<LaneStart> startOf(const StartRequest &request, LaneStart start, const Known &known)
{
    const TopicPartition one{.topic = start.topic, .partition = start.partition};
    if (request.preview > 0) {
        start.offset = std::max(start.low, start.high - request.preview);
        return start;
    }
    const auto committed = known.committed.find(one);
    const bool isStored = committed != known.committed.end();
    const StoredPosition *kept = keptFor(request, one);
    start.epoch = kept ? kept->epoch : 0;
    // a broker forgets a group's positions together with the topic
    const bool wasReleased = request.released.contains(laneName(start.topic, start.partition));
    const bool mayBeAnother =
        !wasReleased && (request.wasMissing || (kept && request.appeared.contains(start.topic)));
    if (mayBeAnother && !hasPositions(known, start.topic)) {
        return begunAnew(start, start.epoch);
    }
    if (kept) {
        const std::int64_t behind = kept->position.value + 1;
        return goneOnFrom(request, start,
                          wasReleased && isStored ? std::max(behind, committed->second) : behind);
    }
    if (isStored) {
        return goneOnFrom(request, start, committed->second);
    }
    start.offset =
        hasBegun(request, known, start.topic) ? start.low : firstOf(request, known, start);
    return start;
}

Result<Known> learn(rd_kafka_t *client, const StartRequest &request, const Chores::Stop &stop)
{
    Known known;
    if (request.preview > 0) {
        return known;
    }
    Result<Positions> committed = committedOf(client, request, stop);
    if (!committed) {
        return committed.error();
    }
    known.committed = *std::move(committed);
    if (request.offset == StartAt::ByTime) {
        const auto found =
            offsetsAt(client, request.partitions, request.timeMs, stop, request.limit);
        if (!found) {
            return found.error();
        }
        for (const auto &[one, offset] : *found) {
            if (offset) {
                known.atTime[one] = *offset;
            }
        }
    }
    return known;
}

} // namespace

/// A broker that is too slow for so many is asked for fewer at once.
Result<TimeOffsets> offsetsAt(rd_kafka_t *client, const TopicPartitions &partitions,
                              std::int64_t timeMs, const Chores::Stop &stop,
                              std::chrono::milliseconds limit)
{
    constexpr std::size_t kMost = 1000;
    std::size_t atOnce = kMost;
    const auto until = SteadyClock::now() + limit;
    TimeOffsets offsets;
    while (offsets.size() < partitions.size()) {
        PartitionsHandle list;
        const auto code = askUntilSettled(stop, until, kSlice, [&](int ms) {
            list = listOf(std::span(partitions)
                              .subspan(offsets.size())
                              .first(std::min(atOnce, partitions.size() - offsets.size())));
            const auto answer = askOffsets(client, *list, timeMs, ms);
            atOnce = answer == RD_KAFKA_RESP_ERR__TIMED_OUT ? (atOnce + 1) / 2 : atOnce;
            return answer;
        });
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
            return stop ? cancelled() : errorOf(code, "");
        }
        atOnce = std::min(kMost, 2 * atOnce);
        for (int i = 0; i < list->cnt; ++i) {
            const rd_kafka_topic_partition_t &found = list->elems[i];
            const auto offset = found.offset >= 0 ? std::optional(found.offset) : std::nullopt;
            offsets.push_back({{.topic = found.topic, .partition = found.partition}, offset});
        }
    }
    return offsets;
}

Result<std::vector<LaneStart>> startPositions(rd_kafka_t *client, const StartRequest &request,
                                              const Chores::Stop &stop)
{
    const Result<Known> known = learn(client, request, stop);
    if (!known) {
        return known.error();
    }
    const Result<std::vector<LaneStart>> all = watermarksOf(client, request, stop);
    if (!all) {
        return all.error();
    }
    std::vector<LaneStart> starts;
    for (const LaneStart &watermarks : *all) {
        const auto start = startOf(request, watermarks, *known);
        if (!start) {
            return start.error();
        }
        starts.push_back(*start);
    }
    return starts;
}

} // namespace core::kafka
