// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/stream_generator/random.h"
#include "core/connectors/stream_generator/stream_generator_schema.h"
#include "core/support/result.h"

#include <functional>
#include <string>

namespace core::stream_generator {

/// When an event happens and which one it is.
struct Moment
{
    std::int64_t ms = 0;
    std::uint64_t number = 0;
};

/// Appends one JSON value; copies share nothing.
using Column = std::function<void(std::string &out, Random &random, const Moment &moment)>;

/// Errors name the key of ColumnConfig that is wrong.
Result<Column> makeColumn(const ColumnConfig &config);

// What the templates are made of.
Column oneOf(const QStringList &texts);
Column oneOf(const std::vector<std::int64_t> &numbers);
Column wholeNumber(std::int64_t min, std::int64_t max);
Column timeText();

/// As a JSON string with its quotes.
void appendQuoted(std::string &out, std::string_view utf8);
void appendInteger(std::string &out, std::int64_t value);

} // namespace core::stream_generator
