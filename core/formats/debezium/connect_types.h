// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/json_document.h"
#include "core/formats/row_decoder.h"

#include <simdjson.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace core::debezium {

/// What the numbers and texts of a row mean, as the schema beside it tells: exact decimals, dates,
/// times, bytes, JSON. Without a schema values stay as they are, but for those of connect_values.h.
class ConnectTypes final
{
public:
    /// `schema` of a struct; its views are used until the next call.
    void learn(const simdjson::dom::object &schema);
    void forget() { m_fields.clear(); }

    /// What does not fit its meaning stays as it is. Texts made here live until the next
    /// convert().
    void convert(std::vector<Column> &columns);

private:
    enum class Meaning
    {
        AsItIs,
        Decimal,
        ScaledDecimal, ///< with a scale of its own
        Bytes,
        Json,
        Date,
        TimeMillis,
        TimeMicros,
        Millis,
        Micros,
        Nanos
    };
    struct Meant
    {
        Meaning meaning = Meaning::AsItIs;
        std::uint16_t scale = 0; ///< Decimal
    };
    struct Field
    {
        std::string_view name;
        Meant itself = {};
        Meant items = {}; ///< of a list
        ColumnType column = {};
    };

    static Meant meantBy(const simdjson::dom::object &json);
    static Field fieldOf(const simdjson::dom::object &json);
    static ColumnType::Scalar scalarOf(const simdjson::dom::object &json, Meaning meaning);
    static ColumnType columnOf(const simdjson::dom::object &json, const Field &field);
    const Field *find(std::string_view name, std::size_t expected) const;
    void convert(Meant meant, Value &value);
    void convertItems(Meant meant, Value &value);
    void toBytes(Meant meant, Value &value);
    void toTime(Meaning meaning, Value &value);
    void unpack(Value &value);
    bool toNumber(Value &value);
    std::string &newText();

    std::vector<Field> m_fields;
    JsonDocument m_list;
    std::deque<std::string> m_texts; ///< stay where they are when one more comes
    std::size_t m_used = 0;
};

/// The schema of the member `name` of a struct.
std::optional<simdjson::dom::object> memberSchema(const simdjson::dom::object &schema,
                                                  std::string_view name);

} // namespace core::debezium
