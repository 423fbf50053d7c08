// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

namespace core {

/// One parsed text after the other, in buffers that are reused. A byte order mark is skipped, and
/// numbers beyond 64 bits are kept (json_numbers.h).
class JsonDocument final
{
public:
    static constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;
    static constexpr std::size_t kMaxDepth = 64;

    JsonDocument();

    /// Nothing when `text` holds one object, which is then root(); else what is wrong with it:
    /// json.invalid, json.not_object, json.too_deep, json.too_large, json.utf8.
    std::optional<Error> parse(std::string_view text);
    /// Lives until the next parse().
    const simdjson::dom::object &root() const { return m_root; }

    /// Likewise for text that holds any one value, which is then value().
    std::optional<Error> parseValue(std::string_view text);
    const simdjson::dom::element &value() const { return m_value; }

private:
    std::optional<Error> load(std::string_view text, bool isObject);
    simdjson::error_code read(std::string_view text);

    simdjson::dom::parser m_parser;
    simdjson::dom::element m_value;
    simdjson::dom::object m_root;
    std::string m_padded; ///< the parser reads whole vectors past the end
    std::string m_marked;
};

} // namespace core
