// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/protobuf_decoder.h"

#include "core/formats/avro/byte_reader.h"
#include "core/support/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core::protobuf {
namespace {

constexpr std::size_t kMarker = 5;
constexpr std::size_t kMostKnown = 256;

bool looksLikeJson(std::string_view payload)
{
    return payload.starts_with('{') || payload.starts_with('[');
}

void adviseJson(Error &error)
{
    error.field = u"data_type"_s;
    error.fix = core::text(WEIR_TEXT("It looks like JSON: read it as json"));
}

/// What the message starts with, and what that looks like.
Error notFramed(std::string_view payload)
{
    const QByteArray first(payload.data(),
                           static_cast<qsizetype>(std::min(payload.size(), kMarker)));
    Error error{.code = ErrorCode::Rejected,
                .id = "protobuf.not_framed",
                .message = core::text(WEIR_TEXT("The message does not start with the registry's "
                                                "marker (first bytes: %1)"))
                               .arg(QString::fromLatin1(first.toHex(' ')))};
    if (looksLikeJson(payload)) {
        adviseJson(error);
    } else {
        error.field = u"framing"_s;
        error.fix = core::text(WEIR_TEXT("Read it without the registry's marker"));
    }
    return error;
}

Error wrongIndex()
{
    return {.code = ErrorCode::Rejected,
            .id = "protobuf.index",
            .message = core::text(
                WEIR_TEXT("The marker names a message that the registry's schema does not have"))};
}

/// What may help with bytes that cannot be read as they are.
void advise(Error &error, std::string_view payload)
{
    if (looksLikeJson(payload)) {
        adviseJson(error);
    } else if (payload.starts_with('\0') && payload.size() > kMarker) {
        error.field = u"framing"_s;
        error.fix = core::text(WEIR_TEXT("It starts like a registry's marker: read it with that"));
    }
}

std::uint32_t idOf(std::string_view payload)
{
    std::uint32_t id = 0;
    for (const char byte : payload.substr(1, 4)) {
        id = id << 8U | static_cast<std::uint8_t>(byte);
    }
    return id;
}

/// The way to the message inside its file; no number at all stands for the first.
bool readPath(avro::ByteReader &reader, std::vector<std::int64_t> &path)
{
    constexpr std::int64_t kMaxDepth = 32;
    std::int64_t count = 0;
    if (!reader.readLong(count) || count < 0 || count > kMaxDepth) {
        return false;
    }
    path.assign(static_cast<std::size_t>(std::max<std::int64_t>(count, 1)), 0);
    for (std::int64_t i = 0; i < count; ++i) {
        if (!reader.readLong(path[static_cast<std::size_t>(i)])) {
            return false;
        }
    }
    return true;
}

} // namespace

ProtobufDecoder::ProtobufDecoder(Result<KnownType> known, Shape shape) : m_reader(shape)
{
    if (known) {
        m_type = *std::move(known);
    } else {
        m_typeError = std::move(known).error();
    }
}

ProtobufDecoder::ProtobufDecoder(std::shared_ptr<TypesSource> schemas, Shape shape)
    : m_schemas(std::move(schemas)), m_reader(shape)
{ }

Decoded ProtobufDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Nothing};
    }
    const std::string_view payload = textOf(message.payload);
    if (m_schemas) {
        return decodeFramed(payload);
    }
    if (!m_type) {
        return refused(m_typeError);
    }
    Decoded decoded = readBody(*m_type, payload);
    if (decoded.kind == Decoded::Kind::Undecodable && decoded.error.field.isEmpty()) {
        advise(decoded.error, payload);
    }
    return decoded;
}

Decoded ProtobufDecoder::decodeFramed(std::string_view payload)
{
    if (payload.size() <= kMarker || payload.front() != '\0') {
        return refused(notFramed(payload));
    }
    const std::uint32_t id = idOf(payload);
    auto known = m_known.find(id);
    if (known == m_known.end()) {
        TypesAnswer answer = m_schemas->typesOf(id);
        if (answer.refused) {
            return refused(*std::move(answer.refused));
        }
        if (!answer.types) {
            return Decoded{.kind = Decoded::Kind::Waiting};
        }
        if (m_known.size() >= kMostKnown) {
            m_known.clear();
        }
        known = m_known.emplace(id, std::move(answer.types)).first;
    }
    avro::ByteReader reader(payload.substr(kMarker));
    const MessageTypes::Descriptor *type =
        readPath(reader, m_path) ? known->second->at(m_path) : nullptr;
    if (!type) {
        return refused(wrongIndex());
    }
    return readBody({.types = known->second, .type = type},
                    payload.substr(kMarker + reader.position()));
}

Decoded ProtobufDecoder::readBody(const KnownType &known, std::string_view body)
{
    if (auto fault = m_reader.read(known, body)) {
        return refused(*std::move(fault));
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_reader.row(), 1}};
}

} // namespace core::protobuf
