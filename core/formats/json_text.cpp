// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_text.h"

#include "core/formats/json_numbers.h"
#include "core/formats/value_json.h"

#include <charconv>

namespace core {
namespace {

using simdjson::dom::element_type;

void appendUnsigned(std::uint64_t value, std::string &out)
{
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void appendText(std::string_view text, std::string &out)
{
    if (const std::string_view digits = bigNumberDigits(text); !digits.empty()) {
        out.append(digits);
    } else {
        appendJsonString(text, out);
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
        appendJsonString(field.key, out);
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
    case element_type::INT64: appendJsonInteger(value.get_int64().value_unsafe(), out); break;
    case element_type::UINT64: appendUnsigned(value.get_uint64().value_unsafe(), out); break;
    case element_type::DOUBLE: appendJsonFloat(value.get_double().value_unsafe(), out); break;
    case element_type::BOOL: out.append(value.get_bool().value_unsafe() ? "true" : "false"); break;
    case element_type::NULL_VALUE: out.append("null"); break;
    }
}

} // namespace core
