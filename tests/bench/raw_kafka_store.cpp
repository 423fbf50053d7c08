// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_store BROKERS TOPIC COUNT FILE     Decodes JSON and writes the store's table.
#include "raw_store_loop.h"

#include <simdjson.h>

int main(int argc, char **argv)
{
    simdjson::dom::parser parser;
    return runStoreLoop(
        argc, argv, [&parser](sqlite3_stmt *row, const rd_kafka_message_t *message) {
            const simdjson::dom::element value =
                parser.parse(static_cast<const char *>(message->payload), message->len);
            const std::string_view device = value["device"].get_string();
            const std::string_view note = value["note"].get_string();
            sqlite3_bind_int64(row, 7, value["id"].get_int64());
            sqlite3_bind_double(row, 8, value["value"].get_double());
            sqlite3_bind_text(row, 9, device.data(), static_cast<int>(device.size()),
                              SQLITE_STATIC);
            sqlite3_bind_text(row, 10, note.data(), static_cast<int>(note.size()), SQLITE_STATIC);
        });
}
