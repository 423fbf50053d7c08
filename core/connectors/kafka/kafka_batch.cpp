// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_batch.h"

#include <array>
#include <functional>
#include <mutex>

namespace core::kafka {
namespace {

/// The library decodes headers into the message on first sight, without a lock of its own.
std::mutex &guardOf(const void *message)
{
    static std::array<std::mutex, 16> guards;
    return guards[(reinterpret_cast<std::uintptr_t>(message) >> 6) % guards.size()];
}

TimeKind kindOf(rd_kafka_timestamp_type_t type)
{
    switch (type) {
    case RD_KAFKA_TIMESTAMP_CREATE_TIME: return TimeKind::Create;
    case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: return TimeKind::Append;
    default: return TimeKind::Unknown;
    }
}

} // namespace

KafkaBatch::KafkaBatch(std::shared_ptr<Consumer> consumer, std::size_t expected)
    : m_consumer(std::move(consumer))
{
    m_native.reserve(expected);
    m_views.reserve(expected);
}

KafkaBatch::~KafkaBatch()
{
    for (rd_kafka_message_t *message : m_native) {
        rd_kafka_message_destroy(message);
    }
}

void KafkaBatch::add(rd_kafka_message_t *message, std::uint32_t lane)
{
    rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
    const std::int64_t timestamp = rd_kafka_message_timestamp(message, &type);
    m_native.push_back(message);
    m_views.push_back(MessageView{
        .payload = bytesOf(message->payload, message->len),
        .key = bytesOf(message->key, message->key_len),
        .headers = HeaderRange(message, &readHeader),
        .timestampMs = type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? -1 : timestamp,
        .position = {.value = message->offset, .stable = true},
        .lane = lane,
        .timeKind = kindOf(type),
    });
}

void KafkaBatch::finish(std::vector<LanePtr> lanes, TimePoint arrival, std::int64_t receivedMs)
{
    seal(std::move(lanes), std::move(m_views), arrival, receivedMs);
}

rd_kafka_headers_t *headersOf(const rd_kafka_message_t *message)
{
    rd_kafka_headers_t *headers = nullptr;
    const std::scoped_lock lock(guardOf(message));
    return rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR ? headers
                                                                                     : nullptr;
}

bool readHeader(const void *message, std::size_t index, HeaderView &out)
{
    const rd_kafka_headers_t *headers = headersOf(static_cast<const rd_kafka_message_t *>(message));
    const char *name = nullptr;
    const void *value = nullptr;
    std::size_t size = 0;
    if (!headers
        || rd_kafka_header_get_all(headers, index, &name, &value, &size)
            != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return false;
    }
    out = HeaderView{.name = name, .value = bytesOf(value, size)};
    return true;
}

} // namespace core::kafka
