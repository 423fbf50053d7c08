// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_decoder.h"

#include "core/formats/json_columns.h"
#include "core/formats/json_document.h"

namespace core {

struct JsonDecoder::Reader
{
    JsonDocument document;
    JsonColumns columns;
};

JsonDecoder::JsonDecoder() : m_reader(std::make_unique<Reader>()) { }

JsonDecoder::~JsonDecoder() = default;

Decoded JsonDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    if (auto error = m_reader->document.parse(textOf(message.payload))) {
        return refused(*std::move(error));
    }
    if (!m_reader->columns.read(m_reader->document.root(), m_row.columns)) {
        return refused(tooManyColumns());
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_row, 1}};
}

} // namespace core
