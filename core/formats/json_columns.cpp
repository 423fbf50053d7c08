// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_columns.h"

#include "core/formats/json_numbers.h"
#include "core/formats/json_text.h"
#include "core/support/text.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace core {
namespace {

using simdjson::dom::element_type;

Value textValue(std::string_view text)
{
    if (const std::string_view digits = bigNumberDigits(text); !digits.empty()) {
        return Value{.kind = Value::Kind::BigNumber, .text = digits};
    }
    return Value{.kind = Value::Kind::Text, .text = text};
}

Value scalarOf(const simdjson::dom::element &element, std::string &digits)
{
    switch (element.type()) {
    case element_type::STRING: return textValue(element.get_string().value_unsafe());
    case element_type::INT64:
        return Value{.kind = Value::Kind::Int, .integer = element.get_int64().value_unsafe()};
    case element_type::DOUBLE:
        return Value{.kind = Value::Kind::Float, .number = element.get_double().value_unsafe()};
    case element_type::BOOL:
        return Value{.kind = Value::Kind::Bool, .integer = element.get_bool().value_unsafe()};
    case element_type::UINT64: {
        char text[24];
        const auto end =
            std::to_chars(text, text + sizeof text, element.get_uint64().value_unsafe()).ptr;
        digits.append(text, end);
        return Value{.kind = Value::Kind::BigNumber,
                     .type = {.scalar = ColumnType::Scalar::UInt64}};
    }
    default: return Value{};
    }
}

} // namespace

Value jsonValue(const simdjson::dom::element &element, std::string &text)
{
    const element_type type = element.type();
    if (type == element_type::OBJECT || type == element_type::ARRAY) {
        appendCompactJson(element, text);
        return Value{.kind = Value::Kind::Json};
    }
    return scalarOf(element, text);
}

bool JsonColumns::read(const simdjson::dom::object &object, std::vector<Column> &columns)
{
    columns.clear();
    m_nestedValues.clear();
    m_nestedText.clear();
    for (const auto field : object) {
        const std::size_t from = m_nestedText.size();
        const Value value = jsonValue(field.value, m_nestedText);
        if (m_nestedText.size() > from) {
            m_nestedValues.push_back({columns.size(), from, m_nestedText.size() - from});
        }
        columns.push_back(Column{.name = field.key, .value = value});
    }
    placeNested(columns);
    if (!sameKeysAsBefore(columns)) {
        dropRepeatedKeys(columns);
        if (columns.size() > kMaxColumns) {
            return false;
        }
        rememberKeys(columns);
    }
    return true;
}

/// Only now does the text stay where it is.
void JsonColumns::placeNested(std::vector<Column> &columns) const
{
    const std::string_view all = m_nestedText;
    for (const Nested &nested : m_nestedValues) {
        columns[nested.column].value.text = all.substr(nested.offset, nested.size);
    }
}

bool JsonColumns::sameKeysAsBefore(const std::vector<Column> &columns) const
{
    return columns.size() == m_knownKeys.size()
        && std::equal(
               columns.begin(), columns.end(), m_knownKeys.begin(),
               [](const Column &column, const std::string &key) { return column.name == key; });
}

void JsonColumns::rememberKeys(const std::vector<Column> &columns)
{
    m_knownKeys.resize(columns.size());
    for (std::size_t i = 0; i < m_knownKeys.size(); ++i) {
        m_knownKeys[i].assign(columns[i].name);
    }
}

/// The last value of a key given twice wins, at the place of that last one.
void JsonColumns::dropRepeatedKeys(std::vector<Column> &columns)
{
    m_order.resize(columns.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin(), m_order.end(), [&columns](std::uint32_t a, std::uint32_t b) {
        const int order = columns[a].name.compare(columns[b].name);
        return order != 0 ? order < 0 : a < b;
    });
    const auto repeats = [&columns](std::uint32_t a, std::uint32_t b) {
        return columns[a].name == columns[b].name;
    };
    if (std::adjacent_find(m_order.begin(), m_order.end(), repeats) == m_order.end()) {
        return;
    }
    const auto last = std::unique(m_order.rbegin(), m_order.rend(), repeats).base();
    m_order.erase(m_order.begin(), last);
    std::sort(m_order.begin(), m_order.end());
    m_kept.clear();
    for (const std::uint32_t index : m_order) {
        m_kept.push_back(columns[index]);
    }
    columns.swap(m_kept);
}

Error tooManyColumns()
{
    return {ErrorCode::Rejected,
            "json.too_many_columns",
            core::text(WEIR_TEXT("More than %1 columns")).arg(JsonColumns::kMaxColumns),
            {},
            {}};
}

} // namespace core
