// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_lookup.h"

#include "core/connectors/kafka/kafka_errors.h"
#include "core/support/text.h"

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core::kafka {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kSliceMs = 1000; ///< how long one call may block: closing waits for it

bool isDefinite(rd_kafka_resp_err_t code)
{
    const Error error = errorOf(code, "");
    return !error.isRetryable() && code != RD_KAFKA_RESP_ERR__AUTHENTICATION;
}

Error cancelled()
{
    return Error{.code = ErrorCode::Cancelled,
                 .id = "kafka.cancelled",
                 .message = text(WEIR_TEXT("Given up because the flow stops"))};
}

/// Repeats `ask` until it says something definite: success, or an error that stays.
template <typename Ask>
rd_kafka_resp_err_t askUntilSettled(const Chores::Stop &stop, SteadyClock::time_point until,
                                    const Ask &ask)
{
    while (!stop && SteadyClock::now() < until) {
        const rd_kafka_resp_err_t code = ask();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR || isDefinite(code)) {
            return code;
        }
        if (!isTransport(code) || code == RD_KAFKA_RESP_ERR__TRANSPORT) {
            std::this_thread::sleep_for(100ms); // these come back at once
        }
    }
    return stop ? RD_KAFKA_RESP_ERR__DESTROY : RD_KAFKA_RESP_ERR__TIMED_OUT;
}

rd_kafka_resp_err_t askPartitions(rd_kafka_t *client, rd_kafka_topic_t *topic, Partitions &out)
{
    const rd_kafka_metadata_t *raw = nullptr;
    const rd_kafka_resp_err_t code = rd_kafka_metadata(client, 0, topic, &raw, kSliceMs);
    const MetadataHandle metadata(raw);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return code;
    }
    if (metadata->topic_cnt != 1) {
        return RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
    }
    const rd_kafka_metadata_topic_t &found = metadata->topics[0];
    for (int i = 0; i < found.partition_cnt; ++i) {
        out.push_back(found.partitions[i].id);
    }
    const bool isUnfinished = found.err == RD_KAFKA_RESP_ERR_NO_ERROR && out.empty();
    return isUnfinished ? RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE : found.err;
}

Result<std::vector<std::optional<std::int64_t>>> committedOf(rd_kafka_t *client,
                                                             const StartRequest &request,
                                                             const Chores::Stop &stop)
{
    const PartitionsHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(request.partitions.size())));
    for (const std::int32_t partition : request.partitions) {
        rd_kafka_topic_partition_list_add(list.get(), request.topic.constData(), partition);
    }
    const auto code = askUntilSettled(stop, SteadyClock::now() + request.limit, [&] {
        return rd_kafka_committed(client, list.get(), 2 * kSliceMs);
    });
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return stop ? cancelled() : errorOf(code, "");
    }
    std::vector<std::optional<std::int64_t>> committed;
    for (int i = 0; i < list->cnt; ++i) {
        const std::int64_t offset = list->elems[i].offset;
        committed.push_back(offset >= 0 ? std::optional(offset) : std::nullopt);
    }
    return committed;
}

Result<LaneStart> watermarksOf(rd_kafka_t *client, const StartRequest &request,
                               std::int32_t partition, const Chores::Stop &stop)
{
    LaneStart start{.partition = partition};
    const auto code = askUntilSettled(stop, SteadyClock::now() + request.limit, [&] {
        return rd_kafka_query_watermark_offsets(client, request.topic.constData(), partition,
                                                &start.low, &start.high, 2 * kSliceMs);
    });
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return stop ? cancelled() : errorOf(code, "");
    }
    return start;
}

/// The newest position an endpoint kept for this partition.
const StoredPosition *keptFor(const StartRequest &request, std::int32_t partition)
{
    const QString name = laneName(request.topic, partition);
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

} // namespace

QString laneName(const QByteArray &topic, std::int32_t partition)
{
    return QString::fromLatin1(topic) + u'/' + QString::number(partition);
}

Result<Partitions> partitionsOf(rd_kafka_t *client, const QByteArray &topic,
                                const Chores::Stop &stop, std::chrono::milliseconds limit)
{
    constexpr int kSeenMissing = 3; // a topic made a moment ago is unknown for a while
    const TopicHandle handle(rd_kafka_topic_new(client, topic.constData(), nullptr));
    const auto until = SteadyClock::now() + limit;
    Partitions partitions;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    for (int i = 0; i < kSeenMissing; ++i) {
        code = askUntilSettled(stop, until, [&] {
            partitions.clear();
            return askPartitions(client, handle.get(), partitions);
        });
        if (code != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART || stop) {
            break;
        }
        std::this_thread::sleep_for(150ms);
    }
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        return partitions;
    }
    return stop ? cancelled() : errorOf(code, topic.constData());
}

Ends endsOf(rd_kafka_t *client, const QByteArray &topic, const Partitions &partitions)
{
    Ends ends;
    if (partitions.empty()) {
        return ends;
    }
    const PartitionsHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const std::int32_t partition : partitions) {
        rd_kafka_topic_partition_list_add(list.get(), topic.constData(), partition)->offset =
            RD_KAFKA_OFFSET_END; // in place of a time: one request for each broker
    }
    if (rd_kafka_offsets_for_times(client, list.get(), 2 * kSliceMs)) {
        return ends;
    }
    for (int i = 0; i < list->cnt; ++i) {
        if (list->elems[i].err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            ends.emplace_back(list->elems[i].partition, list->elems[i].offset);
        }
    }
    return ends;
}

Result<LaneStart> startOf(const StartRequest &request, LaneStart start,
                          std::optional<std::int64_t> stored, std::int32_t storedEpoch)
{
    start.epoch = storedEpoch;
    if (request.preview > 0) {
        start.offset = std::max(start.low, start.high - request.preview);
    } else if (!stored) {
        start.offset = request.offset == StartAt::Earliest ? start.low : start.high;
    } else if (*stored > start.high) { // made anew
        return begunAnew(start, storedEpoch);
    } else if (*stored < start.low) {
        if (request.onLost == OnLostPosition::Stop) {
            return errorOf(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET,
                           qPrintable(laneName(request.topic, start.partition)));
        }
        start.offset = request.onLost == OnLostPosition::Earliest ? start.low : start.high;
        start.lost = start.offset - *stored;
    } else {
        start.offset = *stored;
    }
    return start;
}

Result<std::vector<LaneStart>> startPositions(rd_kafka_t *client, const StartRequest &request,
                                              const Chores::Stop &stop)
{
    std::vector<std::optional<std::int64_t>> stored(request.partitions.size());
    if (request.preview == 0) {
        Result<std::vector<std::optional<std::int64_t>>> committed =
            committedOf(client, request, stop);
        if (!committed) {
            return committed.error();
        }
        stored = *std::move(committed);
    }
    // the starts of an assignment are committed together
    const bool hasBegun = std::ranges::any_of(stored, [](const auto &s) { return s.has_value(); });
    std::vector<LaneStart> starts;
    for (std::size_t i = 0; i < request.partitions.size(); ++i) {
        const auto watermarks = watermarksOf(client, request, request.partitions[i], stop);
        if (!watermarks) {
            return watermarks.error();
        }
        if (hasBegun && !stored[i]) {
            stored[i] = watermarks->low; // added since: nothing of it was read
        }
        std::int32_t epoch = 0;
        // a broker forgets a group's positions together with the topic
        const bool isAnew = request.wasMissing && !stored[i];
        if (const StoredPosition *kept = keptFor(request, request.partitions[i])) {
            stored[i] = kept->position.value + 1;
            epoch = kept->epoch;
        }
        if (isAnew) {
            starts.push_back(begunAnew(*watermarks, epoch));
            continue;
        }
        const auto start = startOf(request, *watermarks, stored[i], epoch);
        if (!start) {
            return start.error();
        }
        starts.push_back(*start);
    }
    return starts;
}

} // namespace core::kafka
