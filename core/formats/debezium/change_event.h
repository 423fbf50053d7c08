// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>

namespace core::debezium {

enum class Operation
{
    None, ///< a heartbeat, a transaction's begin or end: no row
    Truncate, ///< of the whole table: no row either
    Message, ///< of the database's log, likewise
    Insert, ///< created, or read by a snapshot
    Update,
    Delete
};

/// One change of a table as Debezium writes it: bare, or as `payload` beside its `schema`.
struct ChangeEvent
{
    using Object = simdjson::dom::object;

    Operation operation = Operation::None;
    std::optional<Object> before = {};
    std::optional<Object> after = {};
    std::optional<Object> schema = {}; ///< of the envelope
    std::int64_t timestampMs = -1; ///< when the connector saw it; -1 = not told
};

/// What is wrong with `message`: debezium.not_a_change, debezium.operation.unknown,
/// debezium.image.missing. Views into the document.
std::optional<Error> readChange(const ChangeEvent::Object &message, ChangeEvent &event);

/// The columns of a message's key, bare or beside its schema.
struct ChangeKey
{
    std::optional<ChangeEvent::Object> columns = {};
    std::optional<ChangeEvent::Object> schema = {};
};
ChangeKey readKey(const ChangeEvent::Object &key);

} // namespace core::debezium
