// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_idle BROKERS PREFIX COUNT     COUNT consumers, one a topic PREFIX0, PREFIX1 …,
// woken by their queues; runs until it is killed.
#include "raw_consumer.h"

#include <librdkafka/rdkafka.h>
#include <poll.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

int main(int argc, char **argv)
{
    if (argc != 4) {
        return 2;
    }
    std::vector<rd_kafka_t *> clients;
    std::vector<pollfd> waiting;
    for (int i = 0; i < std::atoi(argv[3]); ++i) {
        rd_kafka_t *client = openConsumer(argv[1], (argv[2] + std::to_string(i)).c_str());
        int ends[2] = {-1, -1};
        if (!client || pipe(ends) != 0) {
            return 1;
        }
        rd_kafka_queue_io_event_enable(rd_kafka_queue_get_consumer(client), ends[1], "1", 1);
        clients.push_back(client);
        waiting.push_back({ends[0], POLLIN, 0});
    }
    while (poll(waiting.data(), waiting.size(), -1) >= 0) {
        for (size_t i = 0; i < waiting.size(); ++i) {
            char bytes[256];
            if ((waiting[i].revents & POLLIN) == 0
                || read(waiting[i].fd, bytes, sizeof bytes) < 0) {
                continue;
            }
            while (rd_kafka_message_t *message = rd_kafka_consumer_poll(clients[i], 0)) {
                rd_kafka_message_destroy(message);
            }
        }
    }
    return 1;
}
