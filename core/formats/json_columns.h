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

/// What a message with more columns than that is refused with.
Error tooManyColumns();

} // namespace core
