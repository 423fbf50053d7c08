// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/debezium/connect_values.h"

#include "core/formats/avro/logical_text.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace core::debezium {
namespace {

bool take(std::string_view &text, std::string_view start, std::string_view end = {})
{
    if (text.size() < start.size() + end.size() || !text.starts_with(start)
        || !text.ends_with(end)) {
        return false;
    }
    text.remove_prefix(start.size());
    text.remove_suffix(end.size());
    return true;
}

/// Whatever the type of the column makes of Debezium's word.
struct Placeholder
{
    std::string text = "__debezium_unavailable_value";
    std::string base64 = QByteArray::fromStdString(text).toBase64().toStdString();
    std::string texts = "[\"" + text + "\"]";
    std::string numbers = "[";
    std::string map = "{\"" + text + "\":\"" + text + "\"}";

    Placeholder()
    {
        for (const char byte : text) {
            numbers += (numbers.size() > 1 ? "," : "") + std::to_string(byte);
        }
        numbers += "]";
    }
};

} // namespace

bool isPlaceholder(const Value &value)
{
    static const Placeholder kWord;
    switch (value.kind) {
    case Value::Kind::Binary: return value.text == kWord.text;
    case Value::Kind::Text: return value.text == kWord.text || value.text == kWord.base64;
    case Value::Kind::Json:
        return value.text == kWord.text || value.text == kWord.texts || value.text == kWord.numbers
            || value.text == kWord.map;
    default: return false;
    }
}

std::optional<std::string> bytesOfBase64(std::string_view text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
        QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(decoded.decoded.toStdString()) : std::nullopt;
}

std::optional<std::string> bytesOfObject(std::string_view json)
{
    return take(json, R"({"_base64":")", R"("})") ? bytesOfBase64(json) : std::nullopt;
}

std::optional<std::string> scaledDecimal(std::string_view json)
{
    constexpr int kMost = 1000; // zeros that a few bytes may ask for
    int scale = 0;
    if (!take(json, R"({"scale":)", "}")) {
        return std::nullopt;
    }
    const auto [end, fault] = std::from_chars(json.data(), json.data() + json.size(), scale);
    json.remove_prefix(static_cast<std::size_t>(end - json.data()));
    if (fault != std::errc() || std::abs(scale) > kMost || !take(json, R"(,"value":)")) {
        return std::nullopt;
    }
    const auto bytes = take(json, "\"", "\"") ? bytesOfBase64(json) : bytesOfObject(json);
    if (!bytes || bytes->empty() || bytes->size() > avro::kMaxDecimalBytes) {
        return std::nullopt;
    }
    std::string digits;
    avro::appendDecimal(*bytes, static_cast<std::uint16_t>(std::max(scale, 0)), digits);
    if (scale < 0 && digits != "0") {
        digits.append(static_cast<std::size_t>(-scale), '0');
    }
    return digits;
}

} // namespace core::debezium
