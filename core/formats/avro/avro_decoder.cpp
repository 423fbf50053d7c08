// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/avro_decoder.h"

#include "core/formats/avro/schema_changes.h"
#include "core/support/logging.h"
#include "core/support/text.h"

#include <algorithm>

namespace core::avro {
namespace {

constexpr std::size_t kMarker = 5;
constexpr std::size_t kMostKnown = 256;

/// What the message starts with, and what that looks like.
Error notFramed(std::string_view payload)
{
    if (payload.starts_with("\xC3\x01")) {
        return {.code = ErrorCode::Rejected,
                .id = "avro.single_object",
                .message = core::text(WEIR_TEXT("The message is in Avro's single-object encoding, "
                                                "which names no schema of a registry"))};
    }
    const QByteArray first(payload.data(),
                           static_cast<qsizetype>(std::min(payload.size(), kMarker)));
    const bool isJson = payload.starts_with('{') || payload.starts_with('[');
    return {.code = ErrorCode::Rejected,
            .id = "avro.not_framed",
            .message =
                core::text(isJson ? WEIR_TEXT("The message does not start with the registry's "
                                              "marker (first bytes: %1): it looks like JSON")
                                  : WEIR_TEXT("The message does not start with the registry's "
                                              "marker (first bytes: %1)"))
                    .arg(QString::fromLatin1(first.toHex(' '))),
            .field = isJson ? QStringLiteral("data_type") : QString(),
            .fix = isJson ? core::text(WEIR_TEXT("Read it as json")) : QString()};
}

std::uint32_t idOf(std::string_view payload)
{
    std::uint32_t id = 0;
    for (const char byte : payload.substr(1, 4)) {
        id = id << 8U | static_cast<std::uint8_t>(byte);
    }
    return id;
}

} // namespace

AvroDecoder::AvroDecoder(Result<SchemaPtr> schema, Shape shape, Unions unions)
    : m_reader(shape, unions)
{
    if (schema) {
        m_last = *std::move(schema);
    } else {
        m_schemaError = std::move(schema).error();
    }
}

Decoded AvroDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    const std::string_view payload = textOf(message.payload);
    if (!m_schemas) {
        return decodeBare(payload);
    }
    if (payload.size() < kMarker || payload.front() != '\0') {
        return refused(notFramed(payload));
    }
    const std::uint32_t id = idOf(payload);
    if (!m_last || m_lastId != id) {
        const auto known = m_known.find(id);
        SchemaAnswer answer = known == m_known.end() ? m_schemas->schemaOf(id)
                                                     : SchemaAnswer{.schema = known->second};
        if (answer.refused) {
            return refused(*std::move(answer.refused));
        }
        if (!answer.schema) {
            return Decoded{.kind = Decoded::Kind::Waiting};
        }
        know(id, std::move(answer.schema));
    }
    return readBody(payload.substr(kMarker));
}

/// What cannot be read but starts like a marker is most likely one.
Decoded AvroDecoder::decodeBare(std::string_view payload)
{
    if (!m_last) {
        return refused(m_schemaError);
    }
    Decoded decoded = readBody(payload);
    if (decoded.kind == Decoded::Kind::Undecodable && payload.size() > kMarker
        && payload.front() == '\0') {
        decoded.error.field = QStringLiteral("framing");
        decoded.error.fix =
            core::text(WEIR_TEXT("It starts like a registry's marker: read it with that"));
    }
    return decoded;
}

Decoded AvroDecoder::readBody(std::string_view body)
{
    if (auto fault = m_reader.read(*m_last, body)) {
        return refused(*std::move(fault));
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_reader.row(), 1}};
}

void AvroDecoder::know(std::uint32_t id, SchemaPtr schema)
{
    if (m_known.size() >= kMostKnown) {
        m_known.clear();
    }
    if (m_last && !m_known.contains(id)) {
        if (const QString changes = schemaChanges(*m_last, *schema); !changes.isEmpty()) {
            qCInfo(logConnector, "schema %u: %s", id, qUtf8Printable(changes));
        }
    }
    m_known[id] = schema;
    m_lastId = id;
    m_last = std::move(schema);
}

} // namespace core::avro
