// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/value_json.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>

namespace core {
namespace {

void appendEscaped(unsigned char c, std::string &out)
{
    constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
    case '"': out.append("\\\""); break;
    case '\\': out.append("\\\\"); break;
    case '\n': out.append("\\n"); break;
    case '\r': out.append("\\r"); break;
    case '\t': out.append("\\t"); break;
    default: out.append("\\u00").append(1, kHex[c >> 4U]).append(1, kHex[c & 15U]);
    }
}

void appendBinary(std::string_view bytes, std::string &out)
{
    out.append("{\"_base64\":\"");
    appendBase64(bytes, out);
    out.append("\"}");
}

/// Other readers of JSON take 64 bits, with or without a sign, and round what is longer.
void appendDigits(const Value &value, std::string &out)
{
    if (value.type.scalar == ColumnType::Scalar::UInt64) {
        out.append(value.text);
    } else {
        appendJsonString(value.text, out);
    }
}

template <typename Float>
void appendFloat(Float value, std::string &out)
{
    if (!std::isfinite(value)) {
        out.append("null");
        return;
    }
    char text[40];
    const std::string_view digits(
        text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text));
    out.append(digits);
    if (digits.find_first_of(".e") == std::string_view::npos) {
        out.append(".0"); // it was no integer, and stays none
    }
}

void appendNumber(const Value &value, std::string &out)
{
    if (value.type.scalar == ColumnType::Scalar::Float32) {
        appendFloat(static_cast<float>(value.number), out);
    } else {
        appendFloat(value.number, out);
    }
}

} // namespace

void appendJsonString(std::string_view text, std::string &out)
{
    out.push_back('"');
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == '"' || c == '\\') {
            out.append(text.substr(plain, i - plain));
            appendEscaped(c, out);
            plain = i + 1;
        }
    }
    out.append(text.substr(plain));
    out.push_back('"');
}

void appendJsonInteger(std::int64_t value, std::string &out)
{
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void appendJsonFloat(double value, std::string &out)
{
    appendFloat(value, out);
}

void appendJsonFloat(float value, std::string &out)
{
    appendFloat(value, out);
}

void appendJsonBytes(Bytes bytes, std::string &out)
{
    const std::string_view text = textOf(bytes);
    if (isNull(bytes)) {
        out.append("null");
    } else if (simdjson::validate_utf8(text.data(), text.size())) {
        appendJsonString(text, out);
    } else {
        appendBinary(text, out);
    }
}

void appendHeadersJson(const HeaderRange &headers, std::string &out)
{
    constexpr std::size_t kMost = 1000;
    out.push_back('[');
    HeaderView header;
    for (std::size_t i = 0; i < kMost && headers.at(i, header); ++i) {
        out.append(i ? ",[" : "[");
        appendJsonBytes(bytesOf(header.name.data(), header.name.size()), out);
        out.push_back(',');
        appendJsonBytes(header.value, out);
        out.push_back(']');
    }
    out.push_back(']');
}

void appendBase64(std::string_view bytes, std::string &out)
{
    constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8U | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out.push_back(k <= count ? kDigits[group >> (18U - 6U * k) & 63U] : '=');
        }
    }
}

void appendJson(const Value &value, std::string &out)
{
    switch (value.kind) {
    case Value::Kind::Null: out.append("null"); break;
    case Value::Kind::Bool: out.append(value.integer ? "true" : "false"); break;
    case Value::Kind::Int: appendJsonInteger(value.integer, out); break;
    case Value::Kind::Float: appendNumber(value, out); break;
    case Value::Kind::Text: appendJsonString(value.text, out); break;
    case Value::Kind::BigNumber: appendDigits(value, out); break;
    case Value::Kind::Binary: appendBinary(value.text, out); break;
    case Value::Kind::Json: out.append(value.text); break;
    }
}

void appendRowJson(const Row &row, std::string &out)
{
    out.push_back('{');
    bool isFirst = true;
    for (const Column &column : row.columns) {
        out.append(isFirst ? "" : ",");
        isFirst = false;
        appendJsonString(column.name, out);
        out.push_back(':');
        appendJson(column.value, out);
    }
    out.push_back('}');
}

void appendExtra(const Column &column, std::string &out)
{
    const bool isExtra = column.name == kExtraColumn
        && column.value.type.scalar == ColumnType::Scalar::Json; // else a message's own field
    const std::string_view text = column.value.text;
    if (isExtra && text.size() <= 2) {
        return; // nothing, or an empty object
    }
    out.append(out.size() > 1 ? "," : "");
    if (isExtra) {
        out.append(text.substr(1, text.size() - 2));
        return;
    }
    appendJsonString(column.name, out);
    out.push_back(':');
    appendJson(column.value, out);
}

} // namespace core
