// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <simdjson.h>

namespace core::avro {

/// What the schema's "logicalType" makes of the node's type; what does not fit is left out, as the
/// specification wants it.
void readLogical(const simdjson::dom::object &json, Node &node);

} // namespace core::avro
