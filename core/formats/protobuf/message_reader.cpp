// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/message_reader.h"

#include "core/formats/protobuf/field_types.h"
#include "core/formats/protobuf/well_known.h"
#include "core/support/text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace core::protobuf {
namespace {

namespace pb = google::protobuf;

constexpr std::string_view kRaw = "raw";
constexpr std::size_t kMostKept = std::size_t{1} << 20U;

const char *sentenceOf(std::string_view id)
{
    struct Sentence
    {
        std::string_view id;
        const char *text;
    };
    static constexpr Sentence kSentences[] = {
        {"protobuf.truncated", WEIR_TEXT("a value goes on behind the last byte")},
        {"protobuf.varint", WEIR_TEXT("a number has too many bytes")},
        {"protobuf.tag", WEIR_TEXT("no field begins so")},
        {"protobuf.group", WEIR_TEXT("a group ends that was not begun")},
        {"protobuf.too_deep", WEIR_TEXT("more than 64 levels of nesting")},
        {"protobuf.items", WEIR_TEXT("more than a million values")},
        {"protobuf.too_large", WEIR_TEXT("it is larger than what is read")},
        {"protobuf.utf8", WEIR_TEXT("a text is no valid UTF-8")},
    };
    for (const Sentence &sentence : kSentences) {
        if (sentence.id == id) {
            return sentence.text;
        }
    }
    return "";
}

Error faultOf(const WireScan &scan)
{
    return Error{.code = ErrorCode::Rejected,
                 .id = scan.fault(),
                 .message = core::text(WEIR_TEXT("Not this schema's Protobuf at byte %1: %2"))
                                .arg(scan.position())
                                .arg(core::text(sentenceOf(scan.fault())))};
}

Error refusal(const char *id, const char *words)
{
    return Error{.code = ErrorCode::Rejected, .id = id, .message = core::text(words)};
}

/// Nearly any bytes can be read as some message, and nothing of them would be left in the row.
Error unknownOnly(const pb::Descriptor &type, std::uint64_t count)
{
    return Error{
        .code = ErrorCode::Rejected,
        .id = "protobuf.unknown_only",
        .message = core::text(WEIR_TEXT("Read as %1 the message has %2 unknown fields and no known "
                                        "one: is it another message?"))
                       .arg(visibleText(QString::fromStdString(type.full_name()), 120))
                       .arg(count),
        .field = u"protobuf_message"_s};
}

Error requiredMissing(const pb::Message &message)
{
    const QString names = QString::fromStdString(message.InitializationErrorString());
    return Error{
        .code = ErrorCode::Rejected,
        .id = "protobuf.required",
        .message =
            core::text(WEIR_TEXT("Required fields are missing: %1")).arg(visibleText(names, 300))};
}

void setInteger(Value &value, std::int64_t number)
{
    value.kind = Value::Kind::Int;
    value.integer = number;
}

void setFloat(Value &value, double number)
{
    value.kind = Value::Kind::Float;
    value.number = number;
}

void setText(Value &value, const pb::FieldDescriptor &field, std::string_view text)
{
    const bool isText = field.type() == pb::FieldDescriptor::TYPE_STRING
        && simdjson::validate_utf8(text.data(), text.size());
    value.kind = isText ? Value::Kind::Text : Value::Kind::Binary;
    value.text = text;
}

} // namespace

MessageReader::MessageReader(Shape shape) : m_shape(shape) { }

MessageReader::~MessageReader() = default;

std::optional<Error> MessageReader::read(const KnownType &known, std::string_view body)
{
    m_row.columns.clear();
    m_made.clear();
    m_text.clear();
    m_isTooLarge = false;
    if (body.size() > kMaxBytes) {
        return refusal("protobuf.too_large",
                       WEIR_TEXT("The message is larger than what is read as Protobuf"));
    }
    if (std::optional<Error> error = parse(known, body)) {
        return error;
    }
    if (!readRow()) {
        return m_isTooLarge ? refusal("protobuf.too_large",
                                      WEIR_TEXT("The message becomes more than 64 MiB of text"))
                            : refusal("protobuf.too_many_columns",
                                      WEIR_TEXT("The message has more than 1900 fields"));
    }
    placeTexts();
    return std::nullopt;
}

std::optional<Error> MessageReader::parse(const KnownType &known, std::string_view body)
{
    WireScan scan;
    if (!scan.run(*known.type, body)) {
        return faultOf(scan);
    }
    if (scan.known() == 0 && scan.unknown() > 0) {
        return unknownOnly(*known.type, scan.unknown());
    }
    renew(known);
    m_isLarge = scan.cost() > kMostKept;
    if (!m_message->ParsePartialFromArray(body.data(), static_cast<int>(body.size()))) {
        return refusal("protobuf.refused", WEIR_TEXT("Not this schema's Protobuf"));
    }
    if (known.types->mayRequire() && !m_message->IsInitialized()) {
        return requiredMissing(*m_message);
    }
    return std::nullopt;
}

/// What one large message needed is not kept for all the small ones behind it.
void MessageReader::renew(const KnownType &known)
{
    if (m_message && !m_isLarge && m_known.type == known.type) {
        return;
    }
    m_message.reset();
    m_known = known;
    m_columnTypes.clear();
    for (int i = 0; i < known.type->field_count(); ++i) {
        m_columnTypes.push_back(columnTypeOf(*known.type->field(i)));
    }
    m_message.reset(known.types->prototype(*known.type).New());
    if (m_isLarge) {
        m_text = {};
        m_scratch = {};
    }
}

bool MessageReader::readRow()
{
    if (m_shape == Shape::Whole) {
        m_row.columns.push_back(
            {.name = kRaw,
             .value = {.kind = Value::Kind::Json, .type = {.scalar = ColumnType::Scalar::Json}}});
        m_made.push_back({0, 0, 0});
        const bool isRead = appendMessage(*m_message);
        m_made.front().size = m_text.size();
        return isRead;
    }
    const pb::Descriptor &type = *m_known.type;
    for (int i = 0; i < type.field_count() && type.field_count() <= kMaxColumns; ++i) {
        const std::size_t from = m_text.size();
        m_row.columns.push_back({.name = type.field(i)->name(),
                                 .value = {.type = m_columnTypes[static_cast<std::size_t>(i)]}});
        readColumn(*type.field(i), m_row.columns.back().value);
        if (m_text.size() > from) {
            m_made.push_back({m_row.columns.size() - 1, from, m_text.size() - from});
        }
        if (m_isTooLarge) {
            return false;
        }
    }
    return type.field_count() <= kMaxColumns;
}

/// Only now does the text stay where it is.
void MessageReader::placeTexts()
{
    const std::string_view all = m_text;
    for (const Made &made : m_made) {
        m_row.columns[made.column].value.text = all.substr(made.offset, made.size);
    }
}

void MessageReader::readColumn(const Field &field, Value &value)
{
    if (field.is_repeated()) {
        value.kind = Value::Kind::Json;
        appendField(*m_message, field);
    } else if (!field.has_presence() || m_message->GetReflection()->HasField(*m_message, &field)) {
        readSingle(*m_message, field, value);
    }
}

void MessageReader::readSingle(const Message &message, const Field &field, Value &value)
{
    if (field.cpp_type() == Field::CPPTYPE_MESSAGE) {
        readMessage(message.GetReflection()->GetMessage(message, &field), value);
    } else if (readScalar(message, field, -1, value)) {
        keepText(value);
    }
}

void MessageReader::readMessage(const Message &message, Value &value)
{
    value.kind = Value::Kind::Text;
    switch (wellKnownOf(*message.GetDescriptor())) {
    case WellKnown::Wrapper:
        readSingle(message, *message.GetDescriptor()->FindFieldByNumber(1), value);
        return;
    case WellKnown::Timestamp:
        if (appendTimestamp(message, m_text)) {
            value.integer = microsOf(message);
            return;
        }
        break;
    case WellKnown::Value: readAnyJson(message, value); return;
    default: break;
    }
    value.kind = Value::Kind::Json;
    appendMessage(message);
}

void MessageReader::readAnyJson(const Message &message, Value &value)
{
    const Field *chosen = chosenOf(message);
    value.kind = Value::Kind::Null;
    if (chosen && chosen->cpp_type() != Field::CPPTYPE_ENUM) {
        readSingle(message, *chosen, value);
    }
}

/// True when the text stands in m_scratch. `index` counts within a repeated field; else -1.
bool MessageReader::readScalar(const Message &message, const Field &field, int index, Value &value)
{
    const pb::Reflection &from = *message.GetReflection();
    const bool isOne = index < 0;
    switch (field.cpp_type()) {
    case Field::CPPTYPE_INT32:
        setInteger(value,
                   isOne ? from.GetInt32(message, &field)
                         : from.GetRepeatedInt32(message, &field, index));
        return false;
    case Field::CPPTYPE_UINT32:
        setInteger(value,
                   isOne ? from.GetUInt32(message, &field)
                         : from.GetRepeatedUInt32(message, &field, index));
        return false;
    case Field::CPPTYPE_INT64:
        setInteger(value,
                   isOne ? from.GetInt64(message, &field)
                         : from.GetRepeatedInt64(message, &field, index));
        return false;
    case Field::CPPTYPE_UINT64: {
        const std::uint64_t number = isOne ? from.GetUInt64(message, &field)
                                           : from.GetRepeatedUInt64(message, &field, index);
        setInteger(value, static_cast<std::int64_t>(number));
        if (value.integer >= 0) {
            return false;
        }
        value.kind = Value::Kind::BigNumber;
        value.type.scalar = ColumnType::Scalar::UInt64;
        m_scratch = std::to_string(number);
        break;
    }
    case Field::CPPTYPE_BOOL:
        setInteger(value,
                   isOne ? from.GetBool(message, &field)
                         : from.GetRepeatedBool(message, &field, index));
        value.kind = Value::Kind::Bool;
        return false;
    case Field::CPPTYPE_FLOAT:
        setFloat(value,
                 static_cast<double>(isOne ? from.GetFloat(message, &field)
                                           : from.GetRepeatedFloat(message, &field, index)));
        return false;
    case Field::CPPTYPE_DOUBLE:
        setFloat(value,
                 isOne ? from.GetDouble(message, &field)
                       : from.GetRepeatedDouble(message, &field, index));
        return false;
    case Field::CPPTYPE_ENUM: {
        const int number = isOne ? from.GetEnumValue(message, &field)
                                 : from.GetRepeatedEnumValue(message, &field, index);
        const pb::EnumValueDescriptor *known = field.enum_type()->FindValueByNumber(number);
        value.kind = Value::Kind::Text;
        if (known) {
            value.text = known->name();
            return false;
        }
        m_scratch = std::to_string(number);
        break;
    }
    default: {
        const std::string &text = isOne
            ? from.GetStringReference(message, &field, &m_scratch)
            : from.GetRepeatedStringReference(message, &field, index, &m_scratch);
        setText(value, field, text);
        return text.data() == m_scratch.data();
    }
    }
    value.text = m_scratch;
    return true;
}

/// placeTexts() gives it its place.
void MessageReader::keepText(Value &value)
{
    if (mayGrow(value.text.size())) {
        m_text.append(value.text);
    }
}

bool MessageReader::mayGrow(std::size_t bytes)
{
    m_isTooLarge |= m_text.size() + bytes > kMaxDecoded;
    return !m_isTooLarge;
}

} // namespace core::protobuf
