// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: raw_kafka_avro BROKERS TOPIC COUNT FILE     Decodes the one record that fill_topic writes
// and trusts it wholly; writes the store's table.
#include "raw_store_loop.h"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace {

std::int64_t takeLong(const unsigned char *&at)
{
    std::uint64_t raw = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned char byte = *at++;
        raw |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return static_cast<std::int64_t>(raw >> 1U) ^ -static_cast<std::int64_t>(raw & 1U);
        }
    }
}

void bindText(sqlite3_stmt *row, int parameter, const unsigned char *&at)
{
    const auto size = static_cast<int>(takeLong(at));
    sqlite3_bind_text(row, parameter, reinterpret_cast<const char *>(at), size, SQLITE_STATIC);
    at += size;
}

} // namespace

int main(int argc, char **argv)
{
    return runStoreLoop(argc, argv, [](sqlite3_stmt *row, const rd_kafka_message_t *message) {
        const auto *at = static_cast<const unsigned char *>(message->payload) + 5;
        sqlite3_bind_int64(row, 7, takeLong(at));
        double value = 0;
        std::memcpy(&value, at, sizeof value);
        at += sizeof value;
        sqlite3_bind_double(row, 8, value);
        bindText(row, 9, at);
        bindText(row, 10, at);
    });
}
