// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <simdjson.h>

#include <string>
#include <vector>

namespace core {

/// The top-level keys of a JSON object as columns, nested values as compact JSON text. Objects of
/// the same shape as the one before cost no allocation.
class JsonColumns final
{
public:
    static constexpr std::size_t kMaxColumns = 1900;

    /// False for more than kMaxColumns. The columns live until the next call and as long as the
    /// parsed document.
    bool read(const simdjson::dom::object &object, std::vector<Column> &columns);

private:
    struct Nested
    {
        std::size_t column;
        std::size_t offset;
        std::size_t size;
    };

    void placeNested(std::vector<Column> &columns) const;
    bool sameKeysAsBefore(const std::vector<Column> &columns) const;
    void rememberKeys(const std::vector<Column> &columns);
    void dropRepeatedKeys(std::vector<Column> &columns);

    std::vector<Column> m_kept;
    std::vector<std::uint32_t> m_order;
    std::vector<Nested> m_nestedValues;
    std::vector<std::string> m_knownKeys;
    std::string m_nestedText;
};

/// A value and, where it is nested or of 64 bits without a sign, what its text is to be: appended
/// to `text`, and not yet that of the value, which else points into the document.
Value jsonValue(const simdjson::dom::element &element, std::string &text);

/// What a message with more columns than that is refused with.
Error tooManyColumns();

} // namespace core
