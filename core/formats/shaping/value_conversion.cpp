// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/shaping/value_conversion.h"

#include "core/formats/avro/logical_text.h"
#include "core/formats/json_document.h"
#include "core/formats/json_text.h"
#include "core/formats/shaping/moment_text.h"
#include "core/formats/shaping/value_numbers.h"
#include "core/formats/value_json.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace core {
namespace {

using Kind = Value::Kind;
using Scalar = ColumnType::Scalar;
using simdjson::dom::element_type;

struct Span
{
    std::int64_t low;
    std::int64_t high;
};

template <typename Integer>
constexpr Span spanOf()
{
    return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

constexpr Span spanOf(Scalar scalar)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    switch (scalar) {
    case Scalar::Int8: return spanOf<std::int8_t>();
    case Scalar::Int16: return spanOf<std::int16_t>();
    case Scalar::Int32: return spanOf<std::int32_t>();
    case Scalar::UInt32: return {0, std::numeric_limits<std::uint32_t>::max()};
    case Scalar::UInt64: return {0, kMost};
    default: return spanOf<std::int64_t>();
    }
}

bool toBool(Value &value)
{
    const bool isText = value.kind == Kind::Text;
    const bool isYes = isText ? value.text == "true" || value.text == "1" : value.integer == 1;
    const bool isNo = isText ? value.text == "false" || value.text == "0" : value.integer == 0;
    const bool mayBe = isText || value.kind == Kind::Bool || value.kind == Kind::Int;
    if (!mayBe || (!isYes && !isNo)) {
        return false;
    }
    value = {.kind = Kind::Bool, .integer = isYes ? 1 : 0};
    return true;
}

bool isItem(element_type type, Scalar scalar)
{
    switch (scalar) {
    case Scalar::Bool: return type == element_type::BOOL;
    case Scalar::Int64: return type == element_type::INT64;
    case Scalar::Float64:
        return type == element_type::DOUBLE || type == element_type::INT64
            || type == element_type::UINT64;
    default: return type == element_type::STRING;
    }
}

std::int64_t floorDivide(std::int64_t value, std::int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

/// Of a time whose schema says that it is one.
std::int64_t millisOf(const Value &moment)
{
    return moment.type.scalar == Scalar::DateTime6 ? floorDivide(moment.integer, 1000)
                                                   : moment.integer;
}

} // namespace

ValueConversion::ValueConversion(TextPool &texts)
    : m_texts(texts), m_document(std::make_unique<JsonDocument>())
{ }

ValueConversion::~ValueConversion() = default;

bool ValueConversion::convert(Value &value, ColumnType type)
{
    if (type.scalar == Scalar::Untold) {
        return true;
    }
    if (value.kind == Kind::Null) {
        value.type = type;
        return true;
    }
    const bool fits = type.shape == ColumnType::Shape::One ? toScalar(value, type.scalar)
                                                           : isListOf(value, type.scalar);
    if (fits) {
        value.type = type;
    }
    return fits;
}

bool ValueConversion::toScalar(Value &value, Scalar scalar)
{
    switch (scalar) {
    case Scalar::Untold: return true;
    case Scalar::Bool: return toBool(value);
    case Scalar::Int8:
    case Scalar::Int16:
    case Scalar::Int32:
    case Scalar::Int64:
    case Scalar::UInt32:
    case Scalar::UInt64: return toInteger(value, scalar);
    case Scalar::Float32: return toFloat(value, true);
    case Scalar::Float64: return toFloat(value, false);
    case Scalar::Number: return toNumber(value);
    case Scalar::String: return toText(value);
    case Scalar::Binary:
        if (value.kind != Kind::Text && value.kind != Kind::Binary) {
            return false;
        }
        value = {.kind = Kind::Binary, .text = value.text};
        return true;
    case Scalar::Date: return toDay(value);
    case Scalar::DateTime3: return toMoment(value, false);
    case Scalar::DateTime6: return toMoment(value, true);
    case Scalar::Json: return toJson(value);
    }
    return false;
}

bool ValueConversion::toInteger(Value &value, Scalar scalar) const
{
    if (const auto integer = integerOf(value)) {
        const Span span = spanOf(scalar);
        if (*integer < span.low || *integer > span.high) {
            return false;
        }
        value = {.kind = Kind::Int, .integer = *integer};
        return true;
    }
    std::uint64_t large = 0;
    const bool isDigits = value.kind == Kind::Text || value.kind == Kind::BigNumber;
    const char *end = value.text.data() + value.text.size();
    if (scalar != Scalar::UInt64 || !isDigits
        || std::from_chars(value.text.data(), end, large).ptr != end
        || large <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return false;
    }
    value = {.kind = Kind::BigNumber, .text = value.text};
    return true;
}

bool ValueConversion::toFloat(Value &value, bool isShort) const
{
    const auto number = floatOf(value);
    if (!number
        || (isShort && std::isfinite(*number)
            && std::fabs(*number) > std::numeric_limits<float>::max())) {
        return false;
    }
    value = {.kind = Kind::Float,
             .number = isShort ? static_cast<double>(static_cast<float>(*number)) : *number};
    return true;
}

std::string &ValueConversion::textOf(const Value &value)
{
    std::string &text = m_texts.next();
    appendJson(value, text);
    return text;
}

bool ValueConversion::toNumber(Value &value)
{
    switch (value.kind) {
    case Kind::Float:
        if (!std::isfinite(value.number)) {
            return false;
        }
        [[fallthrough]];
    case Kind::Int: value = {.kind = Kind::BigNumber, .text = textOf(value)}; return true;
    case Kind::Text:
        if (value.type.isMoment() || !isNumberText(value.text)) {
            return false;
        }
        [[fallthrough]];
    case Kind::BigNumber: value = {.kind = Kind::BigNumber, .text = value.text}; return true;
    default: return false;
    }
}

bool ValueConversion::toText(Value &value)
{
    switch (value.kind) {
    case Kind::Null: break;
    case Kind::Bool:
    case Kind::Int:
    case Kind::Float: value = {.kind = Kind::Text, .text = textOf(value)}; break;
    case Kind::Text:
    case Kind::Json:
    case Kind::BigNumber: value = {.kind = Kind::Text, .text = value.text}; break;
    case Kind::Binary: break; // bytes that are no text stay what they are
    }
    return true;
}

bool ValueConversion::toDay(Value &value)
{
    if (value.kind == Kind::Text) {
        return isDay(value.text);
    }
    std::string &text = m_texts.next();
    if (value.kind != Kind::Int || !avro::appendTime(avro::Logical::Date, value.integer, text)) {
        return false;
    }
    value = {.kind = Kind::Text, .text = text};
    return true;
}

bool ValueConversion::toMoment(Value &value, bool isMicros)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1000;
    std::optional<std::int64_t> micros;
    if (value.kind == Kind::Text && !value.type.isMoment()) {
        micros = momentMicros(value.text);
    } else if (value.kind == Kind::Int || value.kind == Kind::Text) {
        const bool hasMicros =
            value.kind == Kind::Text ? value.type.scalar == Scalar::DateTime6 : isMicros;
        if (hasMicros || (value.integer <= kMost && value.integer >= -kMost)) {
            micros = hasMicros ? value.integer : value.integer * 1000;
        }
    }
    if (!micros) {
        return false;
    }
    const std::int64_t count = isMicros ? *micros : floorDivide(*micros, 1000);
    std::string &text = m_texts.next();
    if (!avro::appendTime(isMicros ? avro::Logical::TimestampMicros
                                   : avro::Logical::TimestampMillis,
                          count, text)) {
        return false;
    }
    value = {.kind = Kind::Text, .integer = count, .text = text};
    return true;
}

bool ValueConversion::toJson(Value &value)
{
    switch (value.kind) {
    case Kind::Json: return true;
    case Kind::Text: {
        if (value.type.isMoment() || m_document->parseValue(value.text)) {
            return false;
        }
        std::string &text = m_texts.next();
        appendCompactJson(m_document->value(), text);
        value = {.kind = Kind::Json, .text = text};
        return true;
    }
    case Kind::BigNumber: value = {.kind = Kind::Json, .text = value.text}; return true;
    case Kind::Binary: return false;
    default: value = {.kind = Kind::Json, .text = textOf(value)}; return true;
    }
}

bool ValueConversion::isListOf(const Value &value, Scalar scalar)
{
    simdjson::dom::array list;
    if (value.kind != Kind::Json || m_document->parseValue(value.text)
        || m_document->value().get_array().get(list)) {
        return false;
    }
    for (const simdjson::dom::element item : list) {
        if (!isItem(item.type(), scalar)) {
            return false;
        }
    }
    return true;
}

bool fallbackFits(const ColumnRule &column)
{
    TextPool texts;
    const std::string text = column.fallback.toStdString();
    Value value{.kind = Value::Kind::Text, .text = text};
    const ColumnType type = columnTypeOf(column.type);
    value.kind = type.shape == ColumnType::Shape::One ? value.kind : Value::Kind::Json;
    return ValueConversion(texts).convert(value, type);
}

std::optional<std::int64_t> eventTimeMs(const Value &value, TimeFormat format)
{
    const auto since1970 = [](std::int64_t ms) {
        return ms >= 0 ? std::optional(ms) : std::nullopt;
    };
    if (value.kind == Kind::Text && value.type.isMoment()) {
        return since1970(millisOf(value));
    }
    if (format == TimeFormat::Iso) {
        const auto micros =
            value.kind == Kind::Text ? momentMicros(value.text) : std::optional<std::int64_t>();
        return micros ? since1970(floorDivide(*micros, 1000)) : std::nullopt;
    }
    if (format == TimeFormat::Seconds) {
        constexpr double kMost = 9e12; // as seconds already beyond any calendar
        const auto seconds = floatOf(value);
        return seconds && *seconds >= 0 && *seconds < kMost
            ? std::optional(static_cast<std::int64_t>(std::floor(*seconds * 1000)))
            : std::nullopt;
    }
    const std::int64_t per = format == TimeFormat::Millis ? 1
        : format == TimeFormat::Micros                    ? 1'000
                                                          : 1'000'000;
    const auto count = integerOf(value);
    return count ? since1970(floorDivide(*count, per)) : std::nullopt;
}

} // namespace core
