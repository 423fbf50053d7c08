// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/row_decoder.h"

#include "core/formats/json_decoder.h"
#include "core/formats/text_decoder.h"

namespace core {

std::unique_ptr<RowDecoder> makeRowDecoder(DataType type, ArrayMode lists)
{
    switch (type) {
    case DataType::Json: return std::make_unique<JsonDecoder>(lists);
    case DataType::Text: return std::make_unique<TextDecoder>();
    case DataType::Avro:
    case DataType::Protobuf:
    case DataType::DebeziumJson:
    case DataType::DebeziumJsonUpsert: break;
    }
    return nullptr;
}

} // namespace core
