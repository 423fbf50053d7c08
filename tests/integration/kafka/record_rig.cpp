// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/kafka/record_rig.h"

#include "tests/integration/kafka/kafka_rig.h"

using namespace core;
using namespace core::kafka;

namespace rig {
namespace {

std::size_t sizeOf(const QByteArray &bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

void produceOne(rd_kafka_t *producer, const QByteArray &topic, const Record &record)
{
    rd_kafka_headers_t *headers = rd_kafka_headers_new(record.headers.size());
    for (const auto &[name, value] : record.headers) {
        rd_kafka_header_add(headers, name.constData(), name.size(),
                            value.isNull() ? nullptr : value.constData(), value.size());
    }
    void *payload = record.isTombstone ? nullptr : const_cast<char *>(record.value.constData());
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast" // the library's argument macros
    const auto code = rd_kafka_producev(
        producer, RD_KAFKA_V_TOPIC(topic.constData()), RD_KAFKA_V_PARTITION(0),
        RD_KAFKA_V_VALUE(payload, sizeOf(record.value)), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
#pragma GCC diagnostic pop
    if (code) {
        qFatal("the rig could not produce: %s", rd_kafka_err2str(code));
    }
}

} // namespace

void produceRecords(const QString &topic, const std::vector<Record> &records)
{
    ConfBuilder conf;
    conf.connectTo({.brokers = address(QStringLiteral("PLAIN")),
                    .tls = {.disable = true},
                    .clientId = QStringLiteral("rig")});
    const auto producer = makeClient(RD_KAFKA_PRODUCER, std::move(conf));
    for (const Record &record : records) {
        produceOne(producer->get(), topic.toUtf8(), record);
    }
    if (rd_kafka_flush(producer->get(), 30'000)) {
        qFatal("the rig could not produce");
    }
}

QString topicOf(const std::vector<Record> &records)
{
    const QString topic = makeTopic();
    produceRecords(topic, records);
    return topic;
}

} // namespace rig
