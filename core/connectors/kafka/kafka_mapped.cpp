// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_endpoint.h"
#include "core/connectors/kafka/kafka_payload_type.h"

/// Records that are not the message as it is: keys, headers and partitions by the settings, and
/// whatever came by MQTT.
namespace core::kafka {
namespace {

HeadersHandle nativeHeaders(const std::vector<HeaderView> &headers)
{
    if (headers.empty()) {
        return nullptr;
    }
    HeadersHandle native(rd_kafka_headers_new(headers.size()));
    for (const HeaderView &header : headers) {
        rd_kafka_header_add(native.get(), header.name.data(),
                            static_cast<ssize_t>(header.name.size()), header.value.data(),
                            static_cast<ssize_t>(header.value.size()));
    }
    return native;
}

} // namespace

mapping::KafkaSettings KafkaEndpoint::mappingSettings() const
{
    const FlowEnd &end = m_context->end;
    const bool isDashed = m_config.cloudEventPrefix == CloudEventPrefix::Dash;
    return {.strategy = m_config.partitionStrategy,
            .keyProperty = m_config.partitionKeyProperty.toStdString(),
            .keepsSourceKey = m_config.keyFrom == KeyFrom::Source,
            .instance = m_config.instanceIndex,
            .copiesMqttProperties = m_config.copyMqttProperties == Switch::Enabled,
            .cloudEvents = m_config.cloudEventAttributes,
            .prefix = isDashed ? "ce-" : "ce_",
            .endpoint = end.entry.toStdString(),
            .topic = end.target.toStdString(),
            .contentType = payloadTypeOf(m_context->flow.from.config),
            .flowId = m_context->flow.id.toUtf8(),
            .mostBytes = static_cast<std::size_t>(m_config.largestMessage())};
}

/// Mapped anew at each try, so that a time to live is what is left of it now. The library copies
/// key and headers; the value stays in the batch.
rd_kafka_resp_err_t KafkaEndpoint::produceMapped(Pending &pending, std::uint32_t place,
                                                 void *opaque)
{
    const Batch &batch = *pending.submission.batch;
    mapping::ToKafka mapped = mapping::toKafka(batch, batch.messages()[pending.indexAt(place)],
                                               m_mapping, m_context->clock);
    if (auto *unmapped = std::get_if<mapping::Unmapped>(&mapped)) {
        settle(pending, place, unmapped->verdict, std::move(unmapped->error));
        m_context->wakeup.notify();
        return RD_KAFKA_RESP_ERR_NO_ERROR;
    }
    const auto &record = std::get<mapping::KafkaRecord>(mapped);
    pending.mark(place, mapping::markOf(record));
    const bool isFixed = record.instance && m_partitions > 0;
    return send({.key = record.key,
                 .value = record.value,
                 .timestampMs = record.timestampMs,
                 .headers = nativeHeaders(record.headers),
                 .partition = isFixed ? static_cast<std::int32_t>(*record.instance % m_partitions)
                                      : RD_KAFKA_PARTITION_UA},
                opaque);
}

} // namespace core::kafka
