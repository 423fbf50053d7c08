// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/avro/avro_schema.h"

#include <span>
#include <vector>

namespace core::avro {

/// Sets what a column of each node is: read for every value, so it is known beforehand.
void setColumnTypes(std::vector<Node> &nodes, std::span<const Member> members);

} // namespace core::avro
