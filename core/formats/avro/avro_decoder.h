// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/record_reader.h"
#include "core/formats/avro/schema_source.h"

#include <unordered_map>

namespace core::avro {

/// Records behind the marker of a schema registry: byte 0, the schema's number, the record.
class AvroDecoder final : public RowDecoder
{
public:
    AvroDecoder(std::shared_ptr<SchemaSource> schemas, Shape shape, Unions unions)
        : m_schemas(std::move(schemas)), m_reader(shape, unions)
    { }

    /// Ids beside those of RecordReader: avro.not_framed, avro.single_object, and the source's.
    Decoded decode(const MessageView &message) override;

private:
    void know(std::uint32_t id, SchemaPtr schema);

    std::shared_ptr<SchemaSource> m_schemas;
    RecordReader m_reader;
    std::unordered_map<std::uint32_t, SchemaPtr> m_known;
    std::uint32_t m_lastId = 0;
    SchemaPtr m_last;
};

} // namespace core::avro
