// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json_decoder.h"

#include "core/formats/json_numbers.h"
#include "core/formats/json_text.h"
#include "core/support/text.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <numeric>

namespace core {
namespace {

using simdjson::dom::element_type;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Where the text stops being JSON, found by a slower reader that tells; -1 when that one
/// disagrees.
qint64 faultPosition(std::string_view text)
{
    QJsonParseError error;
    QJsonDocument::fromJson(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())), &error);
    return error.error == QJsonParseError::NoError ? -1 : error.offset;
}

QString faultMessage(std::string_view text, const char *reason)
{
    const qint64 at = faultPosition(text);
    const QString why = QString::fromLatin1(reason);
    return at < 0 ? core::text(WEIR_TEXT("Not JSON: %1")).arg(why)
                  : core::text(WEIR_TEXT("Not JSON from byte %1 on: %2")).arg(at).arg(why);
}

} // namespace

struct JsonDecoder::Parser
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    std::string padded; ///< the parser reads whole vectors past the end
    std::string marked;

    simdjson::error_code parse(std::string_view text);
    simdjson::error_code parseWithBigNumbers(std::string_view text);
};

simdjson::error_code JsonDecoder::Parser::parse(std::string_view text)
{
    if (padded.size() < text.size() + simdjson::SIMDJSON_PADDING) {
        padded.resize(text.size() + text.size() / 2 + simdjson::SIMDJSON_PADDING);
    }
    std::memcpy(padded.data(), text.data(), text.size());
    std::memset(padded.data() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
    simdjson::dom::element root;
    if (const auto error = parser.parse(padded.data(), text.size(), false).get(root)) {
        return error;
    }
    return root.get_object().get(object);
}

simdjson::error_code JsonDecoder::Parser::parseWithBigNumbers(std::string_view text)
{
    return markBigNumbers(text, marked) ? parse(marked) : simdjson::NUMBER_ERROR;
}

JsonDecoder::JsonDecoder() : m_parser(std::make_unique<Parser>())
{
    [[maybe_unused]] const auto code = m_parser->parser.allocate(64 * 1024, kMaxDepth);
}

JsonDecoder::~JsonDecoder() = default;

Decoded JsonDecoder::refuse(const char *id, QString message) const
{
    return Decoded{.kind = Decoded::Kind::Undecodable,
                   .error = {ErrorCode::Rejected, id, std::move(message), {}, {}}};
}

Decoded JsonDecoder::refuseInvalid(std::string_view text, int code) const
{
    switch (code) {
    case simdjson::INCORRECT_TYPE:
        return refuse("json.not_object",
                      core::text(WEIR_TEXT("The message is JSON but no object, "
                                           "so it has no columns")));
    case simdjson::DEPTH_ERROR:
        return refuse("json.too_deep",
                      core::text(WEIR_TEXT("More than %1 levels of nesting")).arg(kMaxDepth));
    case simdjson::UTF8_ERROR:
        return refuse("json.utf8", core::text(WEIR_TEXT("The message is no valid UTF-8")));
    default:
        return refuse(
            "json.invalid",
            faultMessage(text, simdjson::error_message(static_cast<simdjson::error_code>(code))));
    }
}

Decoded JsonDecoder::decode(const MessageView &message)
{
    if (isNull(message.payload)) {
        return Decoded{.kind = Decoded::Kind::Tombstone};
    }
    std::string_view text = textOf(message.payload);
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (text.size() > kMaxBytes) {
        return refuse("json.too_large",
                      core::text(WEIR_TEXT("%1 bytes are more than 16 MiB")).arg(text.size()));
    }
    simdjson::error_code code = m_parser->parse(text);
    // newer versions tell whole numbers of more than 64 bits apart, by the code between these two
    if (code >= simdjson::NUMBER_ERROR && code < simdjson::UTF8_ERROR) {
        code = m_parser->parseWithBigNumbers(text);
    }
    if (code != simdjson::SUCCESS) {
        return refuseInvalid(text, code);
    }
    if (!readColumns()) {
        return refuse("json.too_many_columns",
                      core::text(WEIR_TEXT("More than %1 columns")).arg(kMaxColumns));
    }
    return Decoded{.kind = Decoded::Kind::Rows, .rows = {&m_row, 1}};
}

namespace {

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
        return Value{.kind = Value::Kind::BigNumber};
    }
    default: return Value{};
    }
}

} // namespace

bool JsonDecoder::readColumns()
{
    m_row.columns.clear();
    m_nestedValues.clear();
    m_nestedText.clear();
    for (const auto field : m_parser->object) {
        const std::size_t from = m_nestedText.size();
        Value value;
        const element_type type = field.value.type();
        if (type == element_type::OBJECT || type == element_type::ARRAY) {
            appendCompactJson(field.value, m_nestedText);
            value.kind = Value::Kind::Json;
        } else {
            value = scalarOf(field.value, m_nestedText);
        }
        if (m_nestedText.size() > from) {
            m_nestedValues.push_back({m_row.columns.size(), from, m_nestedText.size() - from});
        }
        m_row.columns.push_back(Column{.name = field.key, .value = value});
    }
    placeNested();
    if (!sameKeysAsBefore()) {
        dropRepeatedKeys();
        if (m_row.columns.size() > kMaxColumns) {
            return false;
        }
        rememberKeys();
    }
    return true;
}

/// Only now does the text stay where it is.
void JsonDecoder::placeNested()
{
    const std::string_view all = m_nestedText;
    for (const Nested &nested : m_nestedValues) {
        m_row.columns[nested.column].value.text = all.substr(nested.offset, nested.size);
    }
}

bool JsonDecoder::sameKeysAsBefore() const
{
    return m_row.columns.size() == m_knownKeys.size()
        && std::equal(
               m_row.columns.begin(), m_row.columns.end(), m_knownKeys.begin(),
               [](const Column &column, const std::string &key) { return column.name == key; });
}

void JsonDecoder::rememberKeys()
{
    m_knownKeys.resize(m_row.columns.size());
    for (std::size_t i = 0; i < m_knownKeys.size(); ++i) {
        m_knownKeys[i].assign(m_row.columns[i].name);
    }
}

/// The last value of a key given twice wins, at the place of that last one.
void JsonDecoder::dropRepeatedKeys()
{
    std::vector<Column> &columns = m_row.columns;
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

} // namespace core
