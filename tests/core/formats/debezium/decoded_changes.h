// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/value_json.h"
#include "tests/support/recorded_changes.h"

#include <map>
#include <string>

/// What tests of changes ask of a decoder and of its rows.
namespace core::debezium {

inline Decoded decode(RowDecoder &decoder, const support::Keyed &message)
{
    const auto bytes = [](const QByteArray &text) {
        return text.isNull() ? Bytes{}
                             : bytesOf(text.constData(), static_cast<std::size_t>(text.size()));
    };
    return decoder.decode(
        MessageView{.payload = bytes(message.payload), .key = bytes(message.key)});
}

inline std::string json(const Row &row)
{
    std::string text;
    appendRowJson(row, text);
    return text;
}

inline QByteArray valueOf(const Row &row, std::string_view name)
{
    for (const Column &column : row.columns) {
        if (column.name == name) {
            std::string text;
            appendJson(column.value, text);
            return QByteArray::fromStdString(text);
        }
    }
    return "(none)";
}

/// The table that the rows tell of: by "id", the last row that still stands.
using Table = std::map<QByteArray, std::string>;

inline void apply(const Decoded &decoded, Table &table)
{
    for (const Row &row : decoded.rows) {
        if (valueOf(row, "_tp_delta") == "1") {
            table[valueOf(row, "id")] = json(row);
        } else {
            table.erase(valueOf(row, "id"));
        }
    }
}

inline QByteArrayList keysOf(const Table &table)
{
    QByteArrayList keys;
    for (const auto &[key, row] : table) {
        keys.append(key);
    }
    return keys;
}

} // namespace core::debezium
