// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_store BROKERS TOPIC COUNT FILE     Decodes JSON and writes the store's own table
// and keys, 10,000 rows or 5 ms a commit, synchronous FULL.
#include "raw_consumer.h"
#include "raw_store_table.h"

#include <librdkafka/rdkafka.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

void insert(sqlite3_stmt *row, simdjson::dom::parser &parser, const rd_kafka_message_t *message,
            const char *topic)
{
    const simdjson::dom::element value =
        parser.parse(static_cast<const char *>(message->payload), message->len);
    const std::string lane = std::string(topic) + '/' + std::to_string(message->partition) + "#0";
    const std::string_view device = value["device"].get_string();
    const std::string_view note = value["note"].get_string();
    sqlite3_bind_text(row, 1, lane.data(), static_cast<int>(lane.size()), SQLITE_STATIC);
    sqlite3_bind_int64(row, 2, message->offset);
    sqlite3_bind_int64(row, 3, rd_kafka_message_timestamp(message, nullptr));
    sqlite3_bind_int64(row, 4, static_cast<sqlite3_int64>(message->len));
    sqlite3_bind_text(row, 5, topic, -1, SQLITE_STATIC);
    sqlite3_bind_int(row, 6, message->partition);
    sqlite3_bind_int64(row, 7, value["id"].get_int64());
    sqlite3_bind_double(row, 8, value["value"].get_double());
    sqlite3_bind_text(row, 9, device.data(), static_cast<int>(device.size()), SQLITE_STATIC);
    sqlite3_bind_text(row, 10, note.data(), static_cast<int>(note.size()), SQLITE_STATIC);
    sqlite3_step(row);
    sqlite3_reset(row);
}

} // namespace

int main(int argc, char **argv)
{
    sqlite3 *file = nullptr;
    sqlite3_stmt *row = nullptr;
    rd_kafka_t *client = argc == 5 ? openConsumer(argv[1], argv[2]) : nullptr;
    if (!client || sqlite3_open(argv[4], &file) != SQLITE_OK
        || sqlite3_exec(file, kTable, nullptr, nullptr, nullptr)
        || sqlite3_prepare_v2(file, kInsert, -1, &row, nullptr)) {
        return 1;
    }
    simdjson::dom::parser parser;
    const long wanted = std::atol(argv[3]);
    long count = 0;
    while (count < wanted) {
        sqlite3_exec(file, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
        const auto end = Clock::now() + std::chrono::milliseconds(5);
        for (int rows = 0; rows < 10000 && count < wanted && Clock::now() < end; ++rows) {
            rd_kafka_message_t *message = rd_kafka_consumer_poll(client, 5);
            if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
                insert(row, parser, message, argv[2]);
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
