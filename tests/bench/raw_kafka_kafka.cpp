// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_kafka BROKERS TOPIC COUNT TARGET     Copies COUNT messages; ends when all are
// confirmed. The consumed message is the producer's opaque: its bytes are not copied and live until
// the report.
#include "raw_consumer.h"

#include <librdkafka/rdkafka.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#pragma GCC diagnostic ignored "-Wold-style-cast" // in librdkafka's macros

namespace {

long confirmed = 0;

void handleReport(rd_kafka_t *, const rd_kafka_message_t *report, void *)
{
    confirmed += report->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1 : 0;
    rd_kafka_message_destroy(static_cast<rd_kafka_message_t *>(report->_private));
}

rd_kafka_t *openProducer(const char *brokers)
{
    char words[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", brokers, words, sizeof words);
    rd_kafka_conf_set(conf, "enable.idempotence", "true", words, sizeof words);
    rd_kafka_conf_set(conf, "linger.ms", "5", words, sizeof words);
    rd_kafka_conf_set(conf, "queue.buffering.max.messages", "100000", words, sizeof words);
    rd_kafka_conf_set(conf, "message.timeout.ms", "0", words, sizeof words);
    rd_kafka_conf_set_dr_msg_cb(conf, handleReport);
    return rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5) {
        return 2;
    }
    rd_kafka_t *consumer = openConsumer(argv[1], argv[2]);
    rd_kafka_t *producer = openProducer(argv[1]);
    const long wanted = std::atol(argv[3]);
    long count = 0;
    while (consumer && producer && confirmed < wanted) {
        rd_kafka_message_t *message =
            count < wanted ? rd_kafka_consumer_poll(consumer, 100) : nullptr;
        if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            while (rd_kafka_producev(producer, RD_KAFKA_V_TOPIC(argv[4]),
                                     RD_KAFKA_V_VALUE(message->payload, message->len),
                                     RD_KAFKA_V_KEY(message->key, message->key_len),
                                     RD_KAFKA_V_OPAQUE(message), RD_KAFKA_V_END)
                   != RD_KAFKA_RESP_ERR_NO_ERROR) {
                rd_kafka_poll(producer, 10);
            }
            ++count;
        } else if (message) {
            rd_kafka_message_destroy(message);
        }
        rd_kafka_poll(producer, message ? 0 : 10);
    }
    std::printf("%ld\n", confirmed);
    std::fflush(stdout);
    _exit(confirmed == wanted ? 0 : 1);
}
