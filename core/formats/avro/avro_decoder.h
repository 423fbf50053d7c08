// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/record_reader.h"
#include "core/formats/avro/schema_source.h"

#include <unordered_map>

namespace core::avro {

/// Records behind the marker of a schema registry, byte 0 and the schema's number, or bare ones of
/// one schema.
class AvroDecoder final : public RowDecoder
{
public:
    AvroDecoder(std::shared_ptr<SchemaSource> schemas, Shape shape, Unions unions)
        : m_schemas(std::move(schemas)), m_reader(shape, unions)
    { }

    /// Bare ones. What is no schema refuses each message with its error.
    AvroDecoder(Result<SchemaPtr> schema, Shape shape, Unions unions);

    /// Ids beside those of RecordReader: avro.not_framed, avro.single_object, and the source's.
    Decoded decode(const MessageView &message) override;

private:
    Decoded decodeBare(std::string_view payload);
    Decoded readBody(std::string_view body);
    void know(std::uint32_t id, SchemaPtr schema);

    std::shared_ptr<SchemaSource> m_schemas; ///< null = bare records
    Error m_schemaError;
    RecordReader m_reader;
    std::unordered_map<std::uint32_t, SchemaPtr> m_known;
    std::uint32_t m_lastId = 0;
    SchemaPtr m_last;
};

} // namespace core::avro
