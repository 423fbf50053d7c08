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

constexpr auto kSlice = 1000ms; ///< how long one call may block: closing waits for it

bool isDefinite(rd_kafka_resp_err_t code)
{
    const Error error = errorOf(code, "");
    return !error.isRetryable() && code != RD_KAFKA_RESP_ERR__AUTHENTICATION;
}

rd_kafka_resp_err_t askPartitions(rd_kafka_t *client, rd_kafka_topic_t *topic, int ms,
                                  Partitions &out)
{
    const rd_kafka_metadata_t *raw = nullptr;
    const rd_kafka_resp_err_t code = rd_kafka_metadata(client, 0, topic, &raw, ms);
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

void takeEnds(const rd_kafka_topic_partition_list_t &list, Ends &ends)
{
    for (int i = 0; i < list.cnt; ++i) {
        const rd_kafka_topic_partition_t &found = list.elems[i];
        if (found.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            ends.push_back({{.topic = found.topic, .partition = found.partition}, found.offset});
        }
    }
}

/// One partition that is gone, or led by nobody, spoils the answer about all: then both halves are
/// asked for themselves.
void askEnds(rd_kafka_t *client, std::span<const TopicPartition> lot, std::int64_t which,
             SteadyClock::time_point until, Ends &ends)
{
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
    if (lot.empty() || left <= 0ms) {
        return;
    }
    const PartitionsHandle list = listOf(lot);
    for (int i = 0; i < list->cnt; ++i) { // in place of a time: one request for each broker
        list->elems[i].offset = which;
    }
    const auto code =
        rd_kafka_offsets_for_times(client, list.get(), static_cast<int>(left.count()));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        takeEnds(*list, ends);
    } else if (lot.size() > 1) {
        const std::size_t half = lot.size() / 2;
        askEnds(client, lot.first(half), which, until, ends);
        askEnds(client, lot.subspan(half), which, until, ends);
    }
}

} // namespace

Error cancelled()
{
    return Error{.code = ErrorCode::Cancelled,
                 .id = "kafka.cancelled",
                 .message = text(WEIR_TEXT("Given up because the flow stops"))};
}

rd_kafka_resp_err_t askUntilSettled(const Chores::Stop &stop, SteadyClock::time_point until,
                                    std::chrono::milliseconds slice,
                                    const std::function<rd_kafka_resp_err_t(int ms)> &ask)
{
    while (!stop && SteadyClock::now() < until) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
        const auto ms = std::clamp<std::chrono::milliseconds>(left, 1ms, slice);
        const rd_kafka_resp_err_t code = ask(static_cast<int>(ms.count()));
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR || isDefinite(code)) {
            return code;
        }
        if (!isTransport(code) || code == RD_KAFKA_RESP_ERR__TRANSPORT) {
            std::this_thread::sleep_for(100ms); // these come back at once
        }
    }
    return stop ? RD_KAFKA_RESP_ERR__DESTROY : RD_KAFKA_RESP_ERR__TIMED_OUT;
}

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
        code = askUntilSettled(stop, until, kSlice, [&](int ms) {
            partitions.clear();
            return askPartitions(client, handle.get(), ms, partitions);
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

PartitionsHandle listOf(std::span<const TopicPartition> partitions)
{
    PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const TopicPartition &one : partitions) {
        rd_kafka_topic_partition_list_add(list.get(), one.topic.constData(), one.partition);
    }
    return list;
}

Ends endsOf(rd_kafka_t *client, const TopicPartitions &partitions, std::int64_t which,
            std::chrono::milliseconds limit)
{
    Ends ends;
    askEnds(client, partitions, which, SteadyClock::now() + limit, ends);
    return ends;
}

} // namespace core::kafka
