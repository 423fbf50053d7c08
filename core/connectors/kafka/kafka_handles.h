// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/handle.h"

#include <librdkafka/rdkafka.h>

namespace core::kafka {

/// What feeds the client with tokens ends before the client does.
struct ClientDeleter
{
    std::shared_ptr<void> feed = {};
    void operator()(rd_kafka_t *client) noexcept
    {
        feed.reset();
        rd_kafka_destroy(client);
    }
};

using ClientHandle = std::unique_ptr<rd_kafka_t, ClientDeleter>;
using ConfHandle = Handle<rd_kafka_conf_t, &rd_kafka_conf_destroy>;
using TopicHandle = Handle<rd_kafka_topic_t, &rd_kafka_topic_destroy>;
using QueueHandle = Handle<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
using EventHandle = Handle<rd_kafka_event_t, &rd_kafka_event_destroy>;
using MessageHandle = Handle<rd_kafka_message_t, &rd_kafka_message_destroy>;
using HeadersHandle = Handle<rd_kafka_headers_t, &rd_kafka_headers_destroy>;
using PartitionsHandle =
    Handle<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;
using MetadataHandle = Handle<const rd_kafka_metadata_t, &rd_kafka_metadata_destroy>;

} // namespace core::kafka
