// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/protobuf/message_reader.h"
#include "core/formats/protobuf/types_source.h"

#include <unordered_map>

namespace core::protobuf {

/// Messages of one type as they are, or behind the marker of a schema registry: byte 0, the
/// schema's number, and which of its messages follows.
class ProtobufDecoder final : public RowDecoder
{
public:
    /// Bare ones. What is no type refuses each message with its error.
    ProtobufDecoder(Result<KnownType> known, Shape shape);
    /// Framed ones.
    ProtobufDecoder(std::shared_ptr<TypesSource> schemas, Shape shape);

    /// Ids beside those of MessageReader: protobuf.not_framed, .index, and the source's.
    Decoded decode(const MessageView &message) override;

private:
    Decoded decodeFramed(std::string_view payload);
    Decoded readBody(const KnownType &known, std::string_view body);

    std::shared_ptr<TypesSource> m_schemas;
    std::optional<KnownType> m_type;
    Error m_typeError;
    MessageReader m_reader;
    std::unordered_map<std::uint32_t, TypesPtr> m_known;
    std::vector<std::int64_t> m_path;
};

} // namespace core::protobuf
