// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/value_json.h"
#include "tests/core/formats/protobuf/sample_messages.h"

/// Bytes that no serializer writes, and values as text.
namespace core::protobuf::samples {

inline std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value > 127; value >>= 7U) {
        bytes.push_back(static_cast<char>((value & 127U) | 128U));
    }
    bytes.push_back(static_cast<char>(value));
    return bytes;
}

inline std::string counted(char tag, const std::string &body)
{
    return tag + varint(body.size()) + body;
}

inline QByteArray jsonOf(const Value &value)
{
    std::string json;
    appendJson(value, json);
    return QByteArray::fromStdString(json);
}

} // namespace core::protobuf::samples
