// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <optional>

namespace core::avro {

/// What is known of a schema's number now: the schema, or why messages of it are refused, or
/// neither, as long as nobody could be asked.
struct SchemaAnswer
{
    SchemaPtr schema = {};
    std::optional<Error> refused = {};
};

/// Where schemas come from. Any thread; may wait for a moment, never for a server that is away.
class SchemaSource
{
public:
    virtual ~SchemaSource() = default;
    virtual SchemaAnswer schemaOf(std::uint32_t id) = 0;
};

} // namespace core::avro
