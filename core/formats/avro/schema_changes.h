// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <QString>

namespace core::avro {

/// What became of the fields of a record, for people: those that are new, those that are gone, and
/// those of another type. Empty where nothing did; safe to show, at most 20 of each.
QString schemaChanges(const Schema &before, const Schema &now);

/// "long", "array of string", "null or timestamp-millis".
QString typeText(const Schema &schema, NodeIndex index);

} // namespace core::avro
