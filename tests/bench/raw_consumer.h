// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <librdkafka/rdkafka.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

/// A consumer with the prefetch settings Weir uses and else with the library's defaults, from the
/// earliest message, in a group of its own.
inline rd_kafka_t *openConsumer(const char *brokers, const char *topic)
{
    char words[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    const std::string group = "raw-" + std::to_string(getpid());
    const bool backsOff =
        rd_kafka_conf_set(conf, "fetch.queue.backoff.ms", "10", words, sizeof words)
        == RD_KAFKA_CONF_OK;
    const std::pair<const char *, const char *> settings[] = {
        {"bootstrap.servers", brokers},
        {"group.id", group.c_str()},
        {"auto.offset.reset", "earliest"},
        {"enable.auto.offset.store", "false"},
        {"check.crcs", "true"},
        {"isolation.level", "read_committed"},
        {"partition.assignment.strategy", "range"},
        {"socket.nagle.disable", "true"},
        {"queued.min.messages", backsOff ? "100000" : "300000"},
        {"queued.max.messages.kbytes", backsOff ? "16384" : "65536"},
        {"max.partition.fetch.bytes", "4194304"},
        {"fetch.max.bytes", "8388608"},
    };
    for (const auto &[key, value] : settings) {
        if (rd_kafka_conf_set(conf, key, value, words, sizeof words) != RD_KAFKA_CONF_OK) {
            std::fprintf(stderr, "%s\n", words);
            return nullptr;
        }
    }
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, words, sizeof words);
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, topic, RD_KAFKA_PARTITION_UA);
    rd_kafka_poll_set_consumer(client);
    rd_kafka_subscribe(client, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    return client;
}
