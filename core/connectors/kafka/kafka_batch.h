// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/kafka/kafka_consumer.h"
#include "core/flow/batch.h"

namespace core::kafka {

/// Messages as the library received them, owned until the batch goes; no byte is copied. Keeps the
/// consumer alive, which must outlive its messages.
class KafkaBatch final : public Batch
{
public:
    KafkaBatch(std::shared_ptr<Consumer> consumer, std::size_t expected);
    ~KafkaBatch() override;

    /// Takes the message over; `lane` is the index of its lane in what finish() is given.
    void add(rd_kafka_message_t *message, std::uint32_t lane);
    void finish(std::vector<LanePtr> lanes, TimePoint arrival, std::int64_t receivedMs);
    std::size_t count() const { return m_native.size(); }

private:
    std::shared_ptr<Consumer> m_consumer;
    std::vector<rd_kafka_message_t *> m_native;
    std::vector<MessageView> m_views;
};

/// Reader of a rd_kafka_message_t; an endpoint that meets it may copy the headers undecoded.
bool readHeader(const void *message, std::size_t index, HeaderView &out);
/// The message's own headers, null when it has none; safe from several threads.
rd_kafka_headers_t *headersOf(const rd_kafka_message_t *message);

} // namespace core::kafka
