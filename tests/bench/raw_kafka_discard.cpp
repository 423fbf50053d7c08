// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_discard BROKERS TOPIC COUNT blocking|event [EVERY]     Reads COUNT messages and
// drops them; behind each EVERY of them it tells "count KiB" of memory.
#include "raw_consumer.h"

#include <librdkafka/rdkafka.h>
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

static long residentKiB()
{
    long pages[2] = {};
    if (FILE *file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &pages[0], &pages[1]) != 2) {
            pages[1] = 0;
        }
        std::fclose(file);
    }
    return pages[1] * sysconf(_SC_PAGESIZE) / 1024;
}

int main(int argc, char **argv)
{
    if (argc != 5 && argc != 6) {
        return 2;
    }
    rd_kafka_t *client = openConsumer(argv[1], argv[2]);
    if (!client) {
        return 1;
    }
    const long wanted = std::atol(argv[3]);
    const long every = argc == 6 ? std::atol(argv[5]) : wanted;
    const bool event = std::strcmp(argv[4], "event") == 0;
    int ends[2] = {-1, -1};
    rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(client);
    if (event && pipe(ends) == 0) {
        rd_kafka_queue_io_event_enable(queue, ends[1], "1", 1);
    }
    long count = 0;
    while (count < wanted) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(client, event ? 0 : 1000);
        if (message) {
            const bool counts = message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
            rd_kafka_message_destroy(message);
            count += counts ? 1 : 0;
            if (counts && count % every == 0 && count < wanted) {
                std::printf("%ld %ld\n", count, residentKiB());
            }
        } else if (event) {
            pollfd waiting{ends[0], POLLIN, 0};
            char bytes[256];
            if (poll(&waiting, 1, 1000) > 0 && read(ends[0], bytes, sizeof bytes) < 0) {
                return 1;
            }
        }
    }
    std::printf("%ld\n", count);
    std::fflush(stdout);
    _exit(0);
}
