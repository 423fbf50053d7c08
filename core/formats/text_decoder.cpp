// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/text_decoder.h"

#include <simdjson.h>

namespace core {

TextDecoder::TextDecoder()
{
    m_row.columns.push_back(Column{.name = "raw", .value = {}});
}

Decoded TextDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    const std::string_view text = textOf(message.payload);
    Value &value = m_row.columns.front().value;
    value.kind =
        simdjson::validate_utf8(text.data(), text.size()) ? Value::Kind::Text : Value::Kind::Binary;
    value.text = text;
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_row, 1}};
}

} // namespace core
