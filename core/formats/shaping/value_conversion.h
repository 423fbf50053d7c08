// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"
#include "core/formats/shaping/row_shape.h"
#include "core/formats/shaping/text_pool.h"

namespace core {

class JsonDocument;

/// Makes values of one type those of another where nothing is lost but the way it was written, and
/// digits that the type does not have. One thread.
class ValueConversion final
{
public:
    explicit ValueConversion(TextPool &texts);
    ~ValueConversion();

    /// False, and `value` as it was, where it is none of `type`. Null is one of each. New texts are
    /// in the pool.
    bool convert(Value &value, ColumnType type);

private:
    bool toScalar(Value &value, ColumnType::Scalar scalar);
    bool toInteger(Value &value, ColumnType::Scalar scalar) const;
    bool toFloat(Value &value, bool isShort) const;
    bool toNumber(Value &value);
    bool toText(Value &value);
    bool toDay(Value &value);
    bool toMoment(Value &value, bool isMicros);
    bool toJson(Value &value);
    bool isListOf(const Value &value, ColumnType::Scalar scalar);
    std::string &textOf(const Value &value);

    TextPool &m_texts;
    std::unique_ptr<JsonDocument> m_document;
};

/// The default's text is one of the column's type.
bool fallbackFits(const ColumnRule &column);

/// Milliseconds since 1970; none for what tells no time since then.
std::optional<std::int64_t> eventTimeMs(const Value &value, TimeFormat format);

} // namespace core
