// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_text.h"

#include "core/formats/json_numbers.h"

#include <charconv>

namespace core {
namespace {

using simdjson::dom::element_type;

template <typename T>
void appendNumber(T value, std::string &out)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    out.append(text, end);
}

void appendFloat(double value, std::string &out)
{
    const std::size_t from = out.size();
    appendNumber(value, out);
    if (out.find_first_of(".e", from) == std::string::npos) {
        out.append(".0"); // it was no integer, and stays none
    }
}

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

void appendString(std::string_view text, std::string &out)
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

void appendText(std::string_view text, std::string &out)
{
    if (const std::string_view digits = bigNumberDigits(text); !digits.empty()) {
        out.append(digits);
    } else {
        appendString(text, out);
    }
}

/// The parser's depth limit bounds the recursion.
void appendArray(const simdjson::dom::array &array, std::string &out)
{
    out.push_back('[');
    bool isFirst = true;
    for (const simdjson::dom::element item : array) {
        if (!std::exchange(isFirst, false)) {
            out.push_back(',');
        }
        appendCompactJson(item, out);
    }
    out.push_back(']');
}

void appendObject(const simdjson::dom::object &object, std::string &out)
{
    out.push_back('{');
    bool isFirst = true;
    for (const auto field : object) {
        if (!std::exchange(isFirst, false)) {
            out.push_back(',');
        }
        appendString(field.key, out);
        out.push_back(':');
        appendCompactJson(field.value, out);
    }
    out.push_back('}');
}

} // namespace

void appendCompactJson(const simdjson::dom::element &value, std::string &out)
{
    switch (value.type()) {
    case element_type::OBJECT: appendObject(value.get_object().value_unsafe(), out); break;
    case element_type::ARRAY: appendArray(value.get_array().value_unsafe(), out); break;
    case element_type::STRING: appendText(value.get_string().value_unsafe(), out); break;
    case element_type::INT64: appendNumber(value.get_int64().value_unsafe(), out); break;
    case element_type::UINT64: appendNumber(value.get_uint64().value_unsafe(), out); break;
    case element_type::DOUBLE: appendFloat(value.get_double().value_unsafe(), out); break;
    case element_type::BOOL: out.append(value.get_bool().value_unsafe() ? "true" : "false"); break;
    case element_type::NULL_VALUE: out.append("null"); break;
    }
}

} // namespace core
