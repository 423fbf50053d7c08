// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "raw_consumer.h"
#include "raw_store_table.h"

#include <sqlite3.h>

#include <chrono>
#include <cstdlib>

/// What Weir's store has in front of a message's own columns.
inline void bindOrigin(sqlite3_stmt *row, const rd_kafka_message_t *message, const char *topic,
                       const std::string &lane)
{
    sqlite3_bind_text(row, 1, lane.data(), static_cast<int>(lane.size()), SQLITE_STATIC);
    sqlite3_bind_int64(row, 2, message->offset);
    sqlite3_bind_int64(row, 3, rd_kafka_message_timestamp(message, nullptr));
    sqlite3_bind_int64(row, 4, static_cast<sqlite3_int64>(message->len));
    sqlite3_bind_text(row, 5, topic, -1, SQLITE_STATIC);
    sqlite3_bind_int(row, 6, message->partition);
}

/// The program: BROKERS TOPIC COUNT FILE. Writes the store's own table and keys, 10,000 rows or
/// 5 ms a commit, synchronous FULL; `bind` decodes a message into the parameters from 7 on.
template <typename Bind>
int runStoreLoop(int argc, char **argv, Bind bind)
{
    using Clock = std::chrono::steady_clock;
    sqlite3 *file = nullptr;
    sqlite3_stmt *row = nullptr;
    rd_kafka_t *client = argc == 5 ? openConsumer(argv[1], argv[2]) : nullptr;
    if (!client || sqlite3_open(argv[4], &file) != SQLITE_OK
        || sqlite3_exec(file, kTable, nullptr, nullptr, nullptr)
        || sqlite3_prepare_v2(file, kInsert, -1, &row, nullptr)) {
        return 1;
    }
    const long wanted = std::atol(argv[3]);
    long count = 0;
    while (count < wanted) {
        sqlite3_exec(file, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
        const auto end = Clock::now() + std::chrono::milliseconds(5);
        for (int rows = 0; rows < 10000 && count < wanted && Clock::now() < end; ++rows) {
            rd_kafka_message_t *message = rd_kafka_consumer_poll(client, 5);
            if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
                const std::string lane =
                    std::string(argv[2]) + '/' + std::to_string(message->partition) + "#0";
                bindOrigin(row, message, argv[2], lane);
                bind(row, message);
                sqlite3_step(row);
                sqlite3_reset(row);
                ++count;
            }
            if (message) {
                rd_kafka_message_destroy(message);
            }
        }
        sqlite3_exec(file, "COMMIT", nullptr, nullptr, nullptr);
    }
    std::printf("%ld\n", count);
    std::fflush(stdout);
    _exit(0);
}
