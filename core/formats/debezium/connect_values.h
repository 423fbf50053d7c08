// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <optional>
#include <string>
#include <string_view>

namespace core::debezium {

/// Nothing for what is not base64 from its first to its last character.
std::optional<std::string> bytesOfBase64(std::string_view text);

/// The bytes of `{"_base64":"…"}`, which is how Avro's bytes stand in JSON here.
std::optional<std::string> bytesOfObject(std::string_view json);

/// The digits of a number whose column names no scale: `{"scale":2,"value":"BOI="}`, from a numeric
/// column of PostgreSQL without precision or a NUMBER of Oracle. Without a schema nothing else
/// looks like this: what is JSON in the database comes as a text.
std::optional<std::string> scaledDecimal(std::string_view json);

/// Stands for a large value that the change did not touch and the database did not tell: a text,
/// its base64 where no schema says that it is bytes, or the same as a list or a map.
bool isPlaceholder(const Value &value);

} // namespace core::debezium
