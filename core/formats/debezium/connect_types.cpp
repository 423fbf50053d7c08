// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/debezium/connect_types.h"

#include "core/formats/avro/logical_text.h"
#include "core/formats/debezium/connect_values.h"
#include "core/formats/json_columns.h"
#include "core/formats/value_json.h"

#include <algorithm>
#include <charconv>

namespace core::debezium {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string_view textAt(const object &json, std::string_view key)
{
    std::string_view found;
    return json[key].get(found) ? std::string_view{} : found;
}

std::optional<array> fieldsOf(const object &schema)
{
    array fields;
    return schema["fields"].get(fields) ? std::nullopt : std::optional(fields);
}

/// Of a decimal, as text; -1 when there is none that a number could have.
int scaleOf(const object &json)
{
    constexpr int kMost = 1000;
    object parameters;
    if (json["parameters"].get(parameters)) {
        return -1;
    }
    const std::string_view text = textAt(parameters, "scale");
    int scale = -1;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), scale).ptr;
    return end == text.data() + text.size() && scale <= kMost ? scale : -1;
}

/// Json for what is no scalar.
ColumnType::Scalar plainScalarOf(const object &json)
{
    using Scalar = ColumnType::Scalar;
    struct Known
    {
        std::string_view type;
        Scalar scalar;
    };
    static constexpr Known kKnown[] = {
        {"boolean", Scalar::Bool},    {"int8", Scalar::Int8},      {"int16", Scalar::Int16},
        {"int32", Scalar::Int32},     {"int64", Scalar::Int64},    {"float", Scalar::Float32},
        {"float32", Scalar::Float32}, {"double", Scalar::Float64}, {"float64", Scalar::Float64},
        {"string", Scalar::String},   {"bytes", Scalar::Binary},
    };
    const auto *known = std::ranges::find(kKnown, textAt(json, "type"), &Known::type);
    return known == std::end(kKnown) ? Scalar::Json : known->scalar;
}

/// A map with other keys is a list of pairs.
bool hasTextKeys(const object &map)
{
    object keys;
    return !map["keys"].get(keys) && plainScalarOf(keys) == ColumnType::Scalar::String;
}

} // namespace

std::optional<object> memberSchema(const object &schema, std::string_view name)
{
    const auto fields = fieldsOf(schema);
    if (!fields) {
        return std::nullopt;
    }
    for (const element item : *fields) {
        object field;
        if (!item.get(field) && textAt(field, "field") == name) {
            return field;
        }
    }
    return std::nullopt;
}

void ConnectTypes::learn(const object &schema)
{
    m_fields.clear();
    if (const auto fields = fieldsOf(schema)) {
        for (const element item : *fields) {
            object field;
            m_fields.push_back(item.get(field) ? Field{} : fieldOf(field));
        }
    }
}

ConnectTypes::Meant ConnectTypes::meantBy(const object &json)
{
    struct Known
    {
        std::string_view name;
        Meaning meaning;
    };
    static constexpr Known kKnown[] = {
        {"org.apache.kafka.connect.data.Date", Meaning::Date},
        {"org.apache.kafka.connect.data.Time", Meaning::TimeMillis},
        {"org.apache.kafka.connect.data.Timestamp", Meaning::Millis},
        {"io.debezium.time.Date", Meaning::Date},
        {"io.debezium.time.Time", Meaning::TimeMillis},
        {"io.debezium.time.MicroTime", Meaning::TimeMicros},
        {"io.debezium.time.Timestamp", Meaning::Millis},
        {"io.debezium.time.MicroTimestamp", Meaning::Micros},
        {"io.debezium.time.NanoTimestamp", Meaning::Nanos},
        {"io.debezium.data.Json", Meaning::Json},
        {"io.debezium.data.VariableScaleDecimal", Meaning::ScaledDecimal},
    };
    const std::string_view meaning = textAt(json, "name");
    const bool isBytes = textAt(json, "type") == "bytes";
    if (meaning == "org.apache.kafka.connect.data.Decimal" && isBytes) {
        const int scale = scaleOf(json);
        return {.meaning = scale < 0 ? Meaning::Bytes : Meaning::Decimal,
                .scale = static_cast<std::uint16_t>(std::max(scale, 0))};
    }
    if (isBytes) {
        return {.meaning = Meaning::Bytes};
    }
    const auto *known = std::ranges::find(kKnown, meaning, &Known::name);
    return {.meaning = known == std::end(kKnown) ? Meaning::AsItIs : known->meaning};
}

ConnectTypes::Field ConnectTypes::fieldOf(const object &json)
{
    Field field{.name = textAt(json, "field"), .itself = meantBy(json)};
    object items;
    if (textAt(json, "type") == "array" && !json["items"].get(items)) {
        field.items = meantBy(items);
    }
    field.column = columnOf(json, field);
    return field;
}

ColumnType::Scalar ConnectTypes::scalarOf(const object &json, Meaning meaning)
{
    using Scalar = ColumnType::Scalar;
    switch (meaning) {
    case Meaning::AsItIs: return plainScalarOf(json);
    case Meaning::Decimal:
    case Meaning::ScaledDecimal: return Scalar::Number;
    case Meaning::Bytes: return Scalar::Binary;
    case Meaning::Json: return Scalar::Json;
    case Meaning::Date: return Scalar::Date;
    default: return Scalar::String; // the database's own clock, which knows no zone
    }
}

ColumnType ConnectTypes::columnOf(const object &json, const Field &field)
{
    using Scalar = ColumnType::Scalar;
    ColumnType column{.scalar = scalarOf(json, field.itself.meaning)};
    object items;
    if (field.itself.meaning != Meaning::AsItIs) {
        // a scalar, whatever it is made of
    } else if (!json["items"].get(items) && scalarOf(items, field.items.meaning) != Scalar::Json) {
        column = {.scalar = scalarOf(items, field.items.meaning),
                  .shape = ColumnType::Shape::Array};
    } else if (hasTextKeys(json) && !json["values"].get(items)
               && plainScalarOf(items) != Scalar::Json) {
        column = {.scalar = plainScalarOf(items), .shape = ColumnType::Shape::Map};
    }
    bool isOptional = false;
    column.isNullable = !json["optional"].get(isOptional) && isOptional;
    return column;
}

/// Columns come in the order of the schema's fields, as long as nobody rewrote the message.
const ConnectTypes::Field *ConnectTypes::find(std::string_view name, std::size_t expected) const
{
    if (expected < m_fields.size() && m_fields[expected].name == name) {
        return &m_fields[expected];
    }
    const auto found = std::ranges::find(m_fields, name, &Field::name);
    return found == m_fields.end() ? nullptr : &*found;
}

void ConnectTypes::convert(std::vector<Column> &columns)
{
    m_used = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (m_fields.empty()) {
            unpack(columns[i].value);
        } else if (const Field *field = find(columns[i].name, i)) {
            convert(field->itself, columns[i].value);
            convertItems(field->items, columns[i].value);
            columns[i].value.type = field->column;
        }
    }
}

/// A list is written anew with what its items mean; one that would become too long stays.
void ConnectTypes::convertItems(Meant meant, Value &value)
{
    array list;
    if (meant.meaning == Meaning::AsItIs || value.kind != Value::Kind::Json
        || m_list.parseValue(value.text) || m_list.value().get(list)) {
        return;
    }
    std::string &out = newText();
    const std::size_t used = m_used;
    std::string text;
    for (const element item : list) {
        text.clear();
        Value one = jsonValue(item, text);
        one.text = text.empty() ? one.text : std::string_view(text);
        convert(meant, one);
        out.push_back(out.empty() ? '[' : ',');
        appendJson(one, out);
        m_used = used; // what the item needed is written
        if (out.size() > JsonDocument::kMaxBytes) {
            return;
        }
    }
    out.append(out.empty() ? "[]" : "]");
    value.text = out;
}

void ConnectTypes::convert(Meant meant, Value &value)
{
    switch (meant.meaning) {
    case Meaning::AsItIs: break;
    case Meaning::Decimal:
    case Meaning::Bytes: toBytes(meant, value); break;
    case Meaning::ScaledDecimal: toNumber(value); break;
    case Meaning::Json:
        value.kind = value.kind == Value::Kind::Text ? Value::Kind::Json : value.kind;
        break;
    default: toTime(meant.meaning, value);
    }
}

void ConnectTypes::toBytes(Meant meant, Value &value)
{
    if (value.kind != Value::Kind::Text) {
        return;
    }
    const auto bytes = bytesOfBase64(value.text);
    const std::string_view view = bytes ? std::string_view(*bytes) : std::string_view();
    if (!bytes || (meant.meaning == Meaning::Decimal && view.size() > avro::kMaxDecimalBytes)) {
        return;
    }
    std::string &out = newText();
    if (meant.meaning == Meaning::Decimal) {
        avro::appendDecimal(view, meant.scale, out);
        value.kind = Value::Kind::BigNumber;
    } else {
        out.assign(view);
        value.kind = Value::Kind::Binary;
    }
    value.text = out;
}

/// What looks like nothing else, though no schema tells.
void ConnectTypes::unpack(Value &value)
{
    if (value.kind != Value::Kind::Json || toNumber(value)) {
        return;
    }
    if (auto bytes = bytesOfObject(value.text)) {
        std::string &out = newText();
        out = *std::move(bytes);
        value = {.kind = Value::Kind::Binary,
                 .type = {.scalar = ColumnType::Scalar::Binary},
                 .text = out};
    }
}

bool ConnectTypes::toNumber(Value &value)
{
    auto digits = value.kind == Value::Kind::Json ? scaledDecimal(value.text) : std::nullopt;
    if (digits) {
        std::string &out = newText();
        out = *std::move(digits);
        value = {.kind = Value::Kind::BigNumber,
                 .type = {.scalar = ColumnType::Scalar::Number},
                 .text = out};
    }
    return digits.has_value();
}

/// The database's own day and clock: none of these types knows a zone.
void ConnectTypes::toTime(Meaning meaning, Value &value)
{
    const avro::Logical logical = meaning == Meaning::Date ? avro::Logical::Date
        : meaning == Meaning::TimeMillis                   ? avro::Logical::TimeMillis
        : meaning == Meaning::TimeMicros                   ? avro::Logical::TimeMicros
        : meaning == Meaning::Millis                       ? avro::Logical::LocalTimestampMillis
        : meaning == Meaning::Micros                       ? avro::Logical::LocalTimestampMicros
                                                           : avro::Logical::LocalTimestampNanos;
    if (value.kind != Value::Kind::Int) {
        return;
    }
    std::string &out = newText();
    if (avro::appendTime(logical, value.integer, out)) {
        value = {.kind = Value::Kind::Text, .text = out};
    }
}

std::string &ConnectTypes::newText()
{
    if (m_used == m_texts.size()) {
        m_texts.emplace_back();
    }
    std::string &text = m_texts[m_used++];
    text.clear();
    return text;
}

} // namespace core::debezium
